package import Telemetry

extension JSONTree {
    /// An attribute as JSON.
    package init(_ value: AttributeValue) {
        switch value {
        case .text(let text): self = .text(text)
        case .integer(let number): self = .integer(Int(number))
        case .real(let number): self = .number(number)
        case .boolean(let flag): self = .flag(flag)
        case .list(let texts): self = .list(texts.map(JSONTree.text))
        case .null: self = .null
        }
    }
}

extension JSONTree: Decodable {
    /// Decodes any JSON value.
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {  // A failed attempt leads to the next kind.
            self = .flag(flag)
        } else if let number = try? value.decode(Int.self) {  // As above.
            self = .integer(number)
        } else if let number = try? value.decode(Double.self) {  // As above.
            self = .number(number)
        } else if let text = try? value.decode(String.self) {  // As above.
            self = .text(text)
        } else if let items = try? value.decode([JSONTree].self) {  // As above.
            self = .list(items)
        } else {
            self = .object(try value.decode([String: JSONTree].self))
        }
    }
}
