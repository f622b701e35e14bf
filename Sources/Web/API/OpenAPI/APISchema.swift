import Telemetry

/// A JSON Schema (2020-12, as OpenAPI 3.1 has it): made from the example of a document's type, or by hand for bodies that
/// have no type because they are read member by member.
package indirect enum APISchema: Sendable, Hashable {
    case text(format: String? = nil, meaning: String? = nil)
    case choice([String], meaning: String? = nil)
    case integer(meaning: String? = nil)
    case number(meaning: String? = nil)
    case flag(meaning: String? = nil)
    case list(APISchema, meaning: String? = nil)
    case map(APISchema, meaning: String? = nil)
    case object([Member], meaning: String? = nil)
    /// Several shapes are taken.
    case oneOf([APISchema], meaning: String? = nil)
    /// Anything.
    case any(meaning: String? = nil)
    /// A schema that stands once in the document, under its name.
    case named(String, APISchema)

    /// A member of an object.
    package struct Member: Sendable, Hashable {
        package let name: String
        package let isRequired: Bool
        package let schema: APISchema

        package init(_ name: String, required: Bool = false, _ schema: APISchema) {
            self.name = name
            isRequired = required
            self.schema = schema
        }
    }

    /// The schema of a document's type.
    package init<Content: Document>(of type: Content.Type) {
        self = .named(Self.componentName(of: type), Self.members(of: Content.example))
    }

    /// As it stands in the API document; named schemas are put into `components`.
    func tree(components: inout [String: JSONTree]) -> JSONTree {
        switch self {
        case .text(let format, let meaning):
            return Self.tree("string", meaning, format.map { ["format": .text($0)] } ?? [:])
        case .choice(let words, let meaning):
            return Self.tree("string", meaning, ["enum": .list(words.map(JSONTree.text))])
        case .integer(let meaning): return Self.tree("integer", meaning)
        case .number(let meaning): return Self.tree("number", meaning)
        case .flag(let meaning): return Self.tree("boolean", meaning)
        case .list(let item, let meaning):
            return Self.tree("array", meaning, ["items": item.tree(components: &components)])
        case .map(let value, let meaning):
            return Self.tree("object", meaning, ["additionalProperties": value.tree(components: &components)])
        case .object(let members, let meaning):
            var properties: [String: JSONTree] = [:]
            for member in members { properties[member.name] = member.schema.tree(components: &components) }
            let required = members.filter(\.isRequired).map { JSONTree.text($0.name) }
            var more: [String: JSONTree] = ["properties": .object(properties)]
            if !required.isEmpty { more["required"] = .list(required) }
            return Self.tree("object", meaning, more)
        case .oneOf(let shapes, let meaning):
            var tree: [String: JSONTree] = ["oneOf": .list(shapes.map { $0.tree(components: &components) })]
            if let meaning { tree["description"] = .text(meaning) }
            return .object(tree)
        case .any(let meaning): return .object(meaning.map { ["description": .text($0)] } ?? [:])
        case .named(let key, let shape):
            if components[key] == nil {
                components[key] = .null  // Stands in while the shape, which may name itself, is made.
                components[key] = shape.tree(components: &components)
            }
            return ["$ref": .text("#/components/schemas/\(key)")]
        }
    }

    private static func tree(_ type: String, _ meaning: String?, _ more: [String: JSONTree] = [:]) -> JSONTree {
        var members = more
        members["type"] = .text(type)
        if let meaning { members["description"] = .text(meaning) }
        return .object(members)
    }

    /// `CallsDocument` is called `Calls`.
    private static func componentName(of type: Any.Type) -> String {
        String(describing: type).replacing("Document", with: "")
    }
}

extension APISchema {
    /// The schema that a value's type has, as far as the value shows it: every optional filled in, every list with one item.
    package static func derived(from value: Any) -> APISchema {
        switch value {
        case is String: return .text()
        case is Bool: return .flag()
        case is any BinaryInteger: return .integer()
        case is any BinaryFloatingPoint: return .number()
        case is Timestamp: return .text(format: "date-time")
        case is SystemSlug: return .text()
        case let tree as JSONTree: return tree == .null ? .any() : derived(fromTree: tree)
        case let choice as any CaseIterable & RawRepresentable:
            return .choice(words(of: choice))
        case let named as any Document:
            return .named(componentName(of: Swift.type(of: named)), members(of: named))
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { derived(from: $0.value) } ?? .any()
        case .collection, .set: return .list(mirror.children.first.map { derived(from: $0.value) } ?? .any())
        case .dictionary:
            let pair = mirror.children.first.map { Mirror(reflecting: $0.value).children.map(\.value) }
            return .map(pair?.last.map { derived(from: $0) } ?? .any())
        default: return members(of: mirror)
        }
    }

    private static func derived(fromTree tree: JSONTree) -> APISchema {
        switch tree {
        case .text: .text()
        case .integer: .integer()
        case .number: .number()
        case .flag: .flag()
        case .null: .any()
        case .list(let items): .list(items.first.map { derived(fromTree: $0) } ?? .any())
        case .object: .map(.any())
        }
    }

    private static func members(of document: any Document) -> APISchema {
        let shape = members(of: Mirror(reflecting: document))
        guard let flat = document as? any FlatDocument, case .object(let outer, let meaning) = shape else {
            return shape
        }
        let name = snakeCase(Swift.type(of: flat).flattenedMember)
        let moved = outer.first { $0.name == name }.map { member -> [Member] in
            if case .object(let inner, _) = member.schema { inner } else { [] }
        }
        return .object(outer.filter { $0.name != name } + (moved ?? []), meaning: meaning)
    }

    private static func members(of mirror: Mirror) -> APISchema {
        .object(
            mirror.children.compactMap { child in
                guard let label = child.label else { return nil }
                let isOptional = Mirror(reflecting: child.value).displayStyle == .optional
                return Member(snakeCase(label), required: !isOptional, derived(from: child.value))
            })
    }

    private static func words<Choice: CaseIterable & RawRepresentable>(of choice: Choice) -> [String] {
        Choice.allCases.map { "\($0.rawValue)" }
    }

    /// As `JSONEncoder` spells members.
    private static func snakeCase(_ name: String) -> String {
        var result = ""
        for character in name {
            if character.isUppercase, !result.isEmpty { result += "_" }
            result += character.lowercased()
        }
        return result
    }
}
