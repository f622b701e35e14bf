/// A JSON value that is built by hand: for the API document, which has no type of its own.
package indirect enum JSONTree: Sendable, Hashable, Encodable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case null
    case list([JSONTree])
    case object([String: JSONTree])

    /// Encodes the value itself; members keep their names.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text): try single(text, encoder)
        case .integer(let number): try single(number, encoder)
        case .number(let number): try single(number, encoder)
        case .flag(let flag): try single(flag, encoder)
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .list(let items): try single(items, encoder)
        // As a dictionary: its keys are names from outside and keep their spelling.
        case .object(let members): try single(members, encoder)
        }
    }

    private func single(_ value: some Encodable, _ encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, JSONTree)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { first, _ in first }))
    }
}
