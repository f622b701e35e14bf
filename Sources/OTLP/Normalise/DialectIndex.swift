import Telemetry

/// The tables of all dialects, compiled once: attributes have numbers, properties know their sources by number.
struct DialectIndex: Sendable {
    struct Source: Sendable {
        /// The attribute's number.
        let slot: Int
        let path: [String]
        let factor: Double
        let isJSON: Bool
        /// The prefix and its shape, for what is flattened into indexed attributes.
        let flattened: (prefix: String, shape: FlattenedMessages)?
    }

    struct KindRule: Sendable {
        let slot: Int
        let rule: SpanKindRule
        let with: [Int]
    }

    /// A pattern of names: exact, or all that begin so.
    struct Pattern: Sendable {
        let text: String
        let isPrefix: Bool

        init(_ pattern: String) {
            isPrefix = pattern.hasSuffix("*")
            text = isPrefix ? String(pattern.dropLast()) : pattern
        }

        func matches(_ name: String) -> Bool { isPrefix ? name.hasPrefix(text) : name == text }
    }

    static let shared = DialectIndex()

    /// Every attribute that a table names, by number.
    let names: [String]
    /// By ``CallProperty``.
    let sources: [[Source]]
    /// The same for resources.
    let resourceSources: [[Source]]
    let kindRules: [KindRule]
    let signatures: [(pattern: Pattern, dialect: Int)]
    let scopes: [(pattern: Pattern, dialect: Int)]
    let slicePrefixes: [(prefix: String, isJSON: Bool)]
    let sliceMaps: [Int]
    let shown: [Pattern]
    let firstTokenEvents: Set<String>
    /// Prefixes of attributes that are flattened: a span that has none of them need not look.
    let flattenedPrefixes: [String]

    private init() {
        var names: [String] = []
        var slots: [String: Int] = [:]
        func slot(_ name: String) -> Int {
            if let known = slots[name] { return known }
            slots[name] = names.count
            names.append(name)
            return names.count - 1
        }
        func compiled(_ rules: (Dialect) -> [Dialect.Rule]) -> [[Source]] {
            CallProperty.allCases.map { property in
                Dialect.sources(of: property, in: rules).map { source in
                    Source(
                        slot: slot(source.attribute), path: source.path, factor: source.factor, isJSON: source.isJSON,
                        flattened: source.flattened.map { (source.attribute + ".", $0) })
                }
            }
        }
        sources = compiled { $0.rules }
        resourceSources = compiled { $0.resourceRules }
        kindRules = SpanKindRule.all.map { KindRule(slot: slot($0.attribute), rule: $0, with: $0.with.map(slot)) }
        signatures = Dialect.all.enumerated().flatMap { dialect in
            dialect.element.signatures.map { (Pattern($0), dialect.offset) }
        }
        scopes = Dialect.all.enumerated().flatMap { dialect in
            dialect.element.scopes.map { (Pattern($0), dialect.offset) }
        }
        slicePrefixes = Dialect.all.flatMap { dialect in
            dialect.slicePrefixes.map { ($0, dialect.sliceValuesAreJSON) }
        }
        sliceMaps = Dialect.all.flatMap(\.sliceMaps).map(slot)
        shown = SliceKeys.shown.map { Pattern($0) }
        firstTokenEvents = Set(Dialect.all.flatMap(\.firstTokenEvents))
        flattenedPrefixes =
            sources.flatMap { $0.compactMap { $0.flattened?.prefix } } + FlattenedDocuments.all.map { $0.prefix + "." }
        self.names = names
    }

    /// The dialect of a span: of its scope and of what its keys say, the first in the order of the tables.
    /// - Parameters:
    ///   - scope: the dialect that the scope names; `nil` when none.
    ///   - keys: a bit per dialect of which a key was seen.
    func dialect(scope: Int?, keys: UInt32) -> String {
        let first = min(scope ?? Int.max, keys == 0 ? Int.max : keys.trailingZeroBitCount)
        return first < Dialect.all.count ? Dialect.all[first].name : Dialect.unknownName
    }
}
