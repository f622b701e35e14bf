/// A value that telemetry brought structured, or as JSON text: the same attribute comes as text on spans and structured in
/// log events.
package enum StructuredValue: Sendable {
    /// Out of a request.
    case otlp(OTLPValue)
    /// Out of JSON.
    case json(JSONValue)

    /// True when it says nothing: null, an empty text, array or map. 0 and false do say something.
    package var isAbsent: Bool {
        switch self {
        case .otlp(let value): value.isAbsent
        case .json(let value):
            switch value.kind {
            case .null: true
            case .string: value.text?.count == 0
            case .array: value.array?.isEmpty == true
            case .object: value.object?.isEmpty == true
            case .boolean, .integer, .real: false
            }
        }
    }

    /// True for null.
    package var isNull: Bool {
        switch self {
        case .otlp(let value): value.kind == .null
        case .json(let value): value.isNull
        }
    }

    /// A text; `nil` for anything else.
    package var text: String? {
        switch self {
        case .otlp(let value): value.string
        case .json(let value): value.string
        }
    }

    /// A scalar as text.
    package var scalarText: String? {
        if let text { return text }
        if let boolean { return boolean ? "true" : "false" }
        if let integer { return String(integer) }
        return number.map { $0.description }
    }

    /// True or false.
    package var boolean: Bool? {
        switch self {
        case .otlp(let value): value.boolean
        case .json(let value): value.boolean
        }
    }

    /// A whole number that was written as one.
    package var integer: Int64? {
        switch self {
        case .otlp(let value): value.integer
        case .json(let value): value.integer
        }
    }

    /// A finite number, or a text that reads as one; booleans are not numbers.
    package var number: Double? {
        let number: Double? =
            switch self {
            case .otlp(let value): value.integer.map { Double($0) } ?? value.real ?? value.string.flatMap { Double($0) }
            case .json(let value): value.number ?? value.string.flatMap { Double($0) }
            }
        return number.flatMap { $0.isFinite ? $0 : nil }
    }

    /// How many: a number of at least 0, rounded down, exact where it was written as a whole number.
    package var count: Int64? {
        if let exact = integer ?? text.flatMap({ Int64($0) }) { return exact >= 0 ? exact : nil }
        guard let number, number >= 0, number < 9e18 else { return nil }
        return Int64(number)
    }

    /// True for an array.
    package var isArray: Bool {
        switch self {
        case .otlp(let value): value.kind == .array
        case .json(let value): value.kind == .array
        }
    }

    /// True for a map.
    package var isMap: Bool {
        switch self {
        case .otlp(let value): value.kind == .map
        case .json(let value): value.kind == .object
        }
    }

    /// The elements of an array; nothing for anything else.
    package var elements: [StructuredValue] {
        switch self {
        case .otlp(let value): value.elements.map { .otlp($0) }
        case .json(let value): value.array.map { array in array.map { .json($0) } } ?? []
        }
    }

    /// The members of a map, in order; nothing for anything else.
    package var members: [(name: String, value: StructuredValue)] {
        switch self {
        case .otlp(let value): value.map?.map { ($0.key.string, .otlp($0.value)) } ?? []
        case .json(let value): value.object.map { object in object.map { ($0.name.string, .json($0.value)) } } ?? []
        }
    }

    /// A member of a map that is there and not null; of several the last.
    package subscript(_ name: StaticString) -> StructuredValue? {
        let member: StructuredValue? =
            switch self {
            case .otlp(let value): value.map?[name].map { .otlp($0) }
            case .json(let value): value[name].map { .json($0) }
            }
        return member.flatMap { $0.isNull ? nil : $0 }
    }

    /// A member of a map that is there and not null; of several the last.
    package subscript(name name: String) -> StructuredValue? {
        let member: StructuredValue? =
            switch self {
            case .otlp: members.last { $0.name == name }?.value
            case .json(let value): value[name: name].map { .json($0) }
            }
        return member.flatMap { $0.isNull ? nil : $0 }
    }

    /// The same as compact JSON.
    package var json: String {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.text
    }

    /// Writes the same as JSON.
    package func write(to writer: inout JSONWriter) {
        switch self {
        case .json(let value): writer.value(value)
        case .otlp(let value):
            switch value.kind {
            case .null, .bytes: writer.null()
            case .text: writer.string(value.string ?? "")
            case .boolean: writer.boolean(value.boolean == true)
            case .integer: writer.integer(value.integer ?? 0)
            case .real: writer.number(value.real ?? .nan)
            case .array: writer.array { writer in for element in elements { element.write(to: &writer) } }
            case .map:
                writer.object { writer in
                    for (name, member) in members {
                        writer.name(name)
                        member.write(to: &writer)
                    }
                }
            }
        }
    }

    /// The value that a text holds as JSON; itself when it is no text, or no JSON.
    package func parsed(by reader: inout JSONReader) -> StructuredValue {
        guard let text, Self.mayBeJSON(text) else { return self }
        // A text that only looks like JSON is a text.
        guard let value = try? reader.read(text) else { return self }
        return .json(value)
    }

    private static func mayBeJSON(_ text: String) -> Bool {
        guard let first = text.utf8.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) else {
            return false
        }
        switch first {
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "-"), 0x30...0x39,
            UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            return true
        default: return false
        }
    }
}
