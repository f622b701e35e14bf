/// A value inside a ``JSONDocument``.
public struct JSONValue: Sendable {
    /// What a value is.
    public enum Kind: Sendable, Hashable {
        case null, boolean, integer, real, string, array, object
    }

    let document: JSONDocument
    let index: Int

    private var word: UInt64 { document.tape[index] }
    private var tag: UInt8 { UInt8(truncatingIfNeeded: word >> 56) }
    private var payload: Int { Int(truncatingIfNeeded: word & 0x00FF_FFFF_FFFF_FFFF) }

    /// What it is. An integer is one in writing: `1.0` is a real.
    public var kind: Kind {
        switch tag {
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
        case UInt8(ascii: "l"), UInt8(ascii: "u"): .integer
        case UInt8(ascii: "d"): .real
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "{"): .object
        default: .null
        }
    }

    /// True for `null`.
    public var isNull: Bool { tag == UInt8(ascii: "n") }

    /// True or false, if it is one of them.
    public var boolean: Bool? {
        switch tag {
        case UInt8(ascii: "t"): true
        case UInt8(ascii: "f"): false
        default: nil
        }
    }

    /// A whole number within Int64, exact; `nil` for reals, even `1.0`, and beyond the range.
    public var integer: Int64? {
        tag == UInt8(ascii: "l") ? Int64(bitPattern: document.tape[index + 1]) : nil
    }

    /// A whole number within UInt64, exact.
    public var unsigned: UInt64? {
        switch tag {
        case UInt8(ascii: "l"): UInt64(exactly: Int64(bitPattern: document.tape[index + 1]))
        case UInt8(ascii: "u"): document.tape[index + 1]
        default: nil
        }
    }

    /// Any number; always finite.
    public var number: Double? {
        switch tag {
        case UInt8(ascii: "l"): Double(Int64(bitPattern: document.tape[index + 1]))
        case UInt8(ascii: "u"): Double(document.tape[index + 1])
        case UInt8(ascii: "d"): Double(bitPattern: document.tape[index + 1])
        default: nil
        }
    }

    /// A string, copied out.
    public var string: String? { text?.string }

    /// A string where it lies.
    public var text: JSONText? {
        tag == UInt8(ascii: "\"") ? JSONText(document: document, offset: payload) : nil
    }

    /// The elements, if it is an array.
    public var array: JSONArray? {
        tag == UInt8(ascii: "[") ? JSONArray(document: document, start: index) : nil
    }

    /// The members, if it is an object.
    public var object: JSONObject? {
        tag == UInt8(ascii: "{") ? JSONObject(document: document, start: index) : nil
    }

    /// The member of that name, if it is an object that has one; of several the last. Looks at every member: for more
    /// than a few names walk ``object`` once.
    public subscript(_ name: StaticString) -> JSONValue? { object?[name] }

    /// The member of that name.
    public subscript(name name: String) -> JSONValue? { object?[name: name] }

    /// Where the next value of the tape begins.
    var next: Int {
        switch tag {
        case UInt8(ascii: "{"), UInt8(ascii: "["): Int(truncatingIfNeeded: word & 0xFFFF_FFFF)
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
        default: index + 1
        }
    }

    /// The same value as compact JSON.
    public var json: String {
        var writer = JSONWriter()
        writer.value(self)
        return writer.text
    }
}

/// The elements of an array, in order.
public struct JSONArray: Sequence, Sendable {
    let document: JSONDocument
    let start: Int

    /// True when there is none.
    public var isEmpty: Bool { document.tape[start + 1] >> 56 == UInt64(UInt8(ascii: "]")) }

    /// Walks the elements.
    public func makeIterator() -> Iterator { Iterator(document: document, position: start + 1) }

    /// Walks the elements.
    public struct Iterator: IteratorProtocol {
        let document: JSONDocument
        var position: Int

        /// The next element.
        public mutating func next() -> JSONValue? {
            guard document.tape[position] >> 56 != UInt64(UInt8(ascii: "]")) else { return nil }
            let value = JSONValue(document: document, index: position)
            position = value.next
            return value
        }
    }
}

/// The members of an object, in the order of the text, repeated names included.
public struct JSONObject: Sequence, Sendable {
    /// A member: its name and its value.
    public typealias Element = (name: JSONText, value: JSONValue)

    let document: JSONDocument
    let start: Int

    /// True when there is none.
    public var isEmpty: Bool { document.tape[start + 1] >> 56 == UInt64(UInt8(ascii: "}")) }

    /// The last member of that name.
    public subscript(_ name: StaticString) -> JSONValue? {
        var result: JSONValue?
        for (key, value) in self where key == name { result = value }
        return result
    }

    /// The last member of that name.
    public subscript(name name: String) -> JSONValue? {
        var name = name
        var result: JSONValue?
        name.withUTF8 { wanted in
            for (key, value) in self where key.withBytes({ $0.elementsEqual(wanted) }) { result = value }
        }
        return result
    }

    /// Walks the members.
    public func makeIterator() -> Iterator { Iterator(document: document, position: start + 1) }

    /// Walks the members.
    public struct Iterator: IteratorProtocol {
        let document: JSONDocument
        var position: Int

        /// The next member.
        public mutating func next() -> Element? {
            let word = document.tape[position]
            guard word >> 56 != UInt64(UInt8(ascii: "}")) else { return nil }
            let name = JSONText(document: document, offset: Int(truncatingIfNeeded: word & 0x00FF_FFFF_FFFF_FFFF))
            let value = JSONValue(document: document, index: position + 1)
            position = value.next
            return (name, value)
        }
    }
}
