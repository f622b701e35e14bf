import OTLP
import Telemetry

/// A member of an item on its way to a typed value; errors say where it stands.
struct ItemValue {
    let value: JSONValue
    let pointer: String

    func error(_ detail: String) -> ItemError { ItemError(pointer, detail) }

    /// A member of an object that is there and not null.
    subscript(_ name: StaticString) -> ItemValue? {
        value[name].flatMap { $0.isNull ? nil : ItemValue(value: $0, pointer: "\(pointer)/\(name)") }
    }

    /// A text of 1 to `limit` characters without NUL; whole numbers are taken as text. Empty is absent.
    func text(_ limit: Int) throws(ItemError) -> String? {
        guard let text = value.string ?? value.integer.map({ String($0) }) else { throw error("must be a text") }
        guard text.utf8.count <= limit || text.count <= limit else {
            throw error("must have at most \(limit) characters")
        }
        let clean = text.utf8.contains(0) ? text.filter { $0 != "\0" } : text
        return clean.isEmpty ? nil : clean
    }

    /// A text of any length.
    func longText() throws(ItemError) -> String {
        guard let text = value.string else { throw error("must be a text") }
        return text
    }

    /// A finite number; `nil` never.
    func number(atLeast low: Double? = nil, atMost high: Double? = nil) throws(ItemError) -> Double {
        guard let number = value.number else { throw error("must be a number") }
        if let low, number < low { throw error("must be >= \(JSONWriter.text(low))") }
        if let high, number > high { throw error("must be <= \(JSONWriter.text(high))") }
        return number
    }

    /// A whole number of at least 0.
    func count() throws(ItemError) -> Int64 {
        if let exact = value.integer {
            guard exact >= 0 else { throw error("must be >= 0") }
            return exact
        }
        guard let number = value.number, let exact = Int64(exactly: number) else {
            throw error("must be a whole number")
        }
        guard exact >= 0 else { throw error("must be >= 0") }
        return exact
    }

    func boolean() throws(ItemError) -> Bool {
        guard let boolean = value.boolean else { throw error("must be true or false") }
        return boolean
    }

    func object() throws(ItemError) -> JSONObject {
        guard let object = value.object else { throw error("must be an object") }
        return object
    }

    /// The elements of a list.
    func list(atMost limit: Int) throws(ItemError) -> [ItemValue] {
        guard let array = value.array else { throw error("must be a list") }
        let elements = array.enumerated().map { ItemValue(value: $0.element, pointer: "\(pointer)/\($0.offset)") }
        guard elements.count <= limit else { throw error("must have at most \(limit) elements") }
        return elements
    }

    /// RFC 3339, a bare date, or Unix time in seconds to nanoseconds by its size.
    func time() throws(ItemError) -> Timestamp {
        let time =
            value.string.flatMap { Timestamp(rfc3339: $0) } ?? value.integer.flatMap { Timestamp(unixNumber: $0) }
            ?? (value.integer == nil ? value.number.flatMap { Timestamp(unixNumber: $0) } : nil)
        guard let time else { throw error("must be a time as in RFC 3339, or Unix time as a number") }
        return time
    }

    /// One of the raw values of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _: Choice.Type
    ) throws(ItemError) -> Choice where Choice.RawValue == String {
        guard let choice = value.string.flatMap({ Choice(rawValue: $0) }) else {
            throw error("must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    /// A map of scalars; null values are left out unless `keepsNull`, lists of text unless `keepsLists`.
    func scalars(
        atMost limit: Int, key: Int, text: Int, keepsNull: Bool = false, keepsLists: Bool = false
    ) throws(ItemError) -> [String: AttributeValue] {
        var result: [String: AttributeValue] = [:]
        for (name, value) in try object() {
            let name = name.string
            let member = ItemValue(value: value, pointer: "\(pointer)/\(Self.escaped(name))")
            guard !name.isEmpty, name.count <= key, !name.utf8.contains(0) else {
                throw member.error("must have a name of 1 to \(key) characters")
            }
            switch value.kind {
            case .null: if keepsNull { result[name] = .null }
            case .boolean: result[name] = .boolean(try member.boolean())
            case .integer:
                if let whole = value.integer {
                    result[name] = .integer(whole)
                } else {
                    result[name] = .real(try member.number())
                }
            case .real: result[name] = .real(try member.number())
            case .string:
                let long = try member.longText()
                guard long.utf8.count <= text || long.count <= text else {
                    throw member.error("must have at most \(text) characters")
                }
                result[name] = .text(long.utf8.contains(0) ? long.filter { $0 != "\0" } : long)
            case .array:
                guard keepsLists else { throw member.error("must be a text, a number, true or false") }
                var texts: [String] = []
                for element in try member.list(atMost: 256) { texts.append(try element.text(text) ?? "") }
                result[name] = .list(texts)
            case .object: throw member.error("must be a text, a number, true or false")
            }
        }
        guard result.count <= limit else { throw error("must have at most \(limit) members") }
        return result
    }

    /// A member's name as it stands in a JSON Pointer.
    static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return name }
        return name.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}

extension JSONWriter {
    /// A number as JSON writes it.
    static func text(_ number: Double) -> String {
        var writer = JSONWriter()
        writer.number(number)
        return writer.text
    }
}
