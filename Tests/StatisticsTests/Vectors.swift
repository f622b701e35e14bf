import Foundation
import Testing

/// Test vectors: inputs and outputs computed by the reference implementation in Python, one file per section of
/// docs/statistics.md. Tolerance: relative 1e-9 unless a case says otherwise.
struct VectorFile: Decodable {
    let cases: [Vector]

    static func load(_ name: String) throws -> VectorFile {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(VectorFile.self, from: Data(contentsOf: url))
    }

    /// All cases of one function.
    func cases(of function: String) throws -> [Vector] {
        let found = cases.filter { $0.function.hasPrefix(function) }
        try #require(!found.isEmpty, "The vectors have no case of \(function).")
        return found
    }
}

/// One call of one function.
struct Vector: Decodable {
    let function: String
    private let fields: [String: VectorValue]

    init(from decoder: any Decoder) throws {
        fields = try decoder.singleValueContainer().decode([String: VectorValue].self)
        guard case .text(let name) = fields["fn"] else {
            throw VectorError(field: "fn")
        }
        function = name
    }

    subscript(_ name: String) -> VectorValue { fields[name] ?? .null }
}

struct VectorError: Error {
    let field: String
}

/// Any JSON value.
enum VectorValue: Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([VectorValue])
    case object([String: VectorValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {  // absence of a type is the answer here and below
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([VectorValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: VectorValue].self))
        }
    }

    var isNull: Bool { if case .null = self { true } else { false } }

    var number: Double {
        get throws {
            switch self {
            case .number(let value): return value
            case .flag(let value): return value ? 1 : 0
            default: throw VectorError(field: "a number was expected")
            }
        }
    }

    var flag: Bool {
        get throws {
            guard case .flag(let value) = self else { throw VectorError(field: "true or false was expected") }
            return value
        }
    }

    var text: String {
        get throws {
            guard case .text(let value) = self else { throw VectorError(field: "a text was expected") }
            return value
        }
    }

    var list: [VectorValue] {
        get throws {
            guard case .list(let value) = self else { throw VectorError(field: "a list was expected") }
            return value
        }
    }

    var object: [String: VectorValue] {
        get throws {
            guard case .object(let value) = self else { throw VectorError(field: "an object was expected") }
            return value
        }
    }

    var numbers: [Double] { get throws { try list.map { try $0.number } } }
    var rows: [[Double]] { get throws { try list.map { try $0.numbers } } }

    subscript(_ index: Int) -> VectorValue {
        get throws { try list[index] }
    }
}

/// Equal within a relative tolerance; both infinite with the same sign counts as equal.
func expectClose(
    _ value: Double, _ expected: Double, relative: Double = 1e-9, absolute: Double = 1e-12,
    _ comment: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
    let isClose = value == expected || (value - expected).magnitude <= max(absolute, relative * expected.magnitude)
    #expect(isClose, "\(value) instead of \(expected) \(comment())", sourceLocation: sourceLocation)
}

func expectClose(
    _ values: [Double], _ expected: [Double], relative: Double = 1e-9, absolute: Double = 1e-12,
    _ comment: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(values.count == expected.count, sourceLocation: sourceLocation)
    for (index, pair) in zip(values, expected).enumerated() {
        expectClose(
            pair.0, pair.1, relative: relative, absolute: absolute, "at \(index) \(comment())",
            sourceLocation: sourceLocation)
    }
}
