import Telemetry

/// The tables of all dialects, compiled once: attributes have numbers, properties know their sources by number.
struct DialectIndex: Sendable {
    struct Source: Sendable {
        /// The attribute's number.
        let slot: Int
        let path: [String]
        let factor: Double
        let isJSON: Bool
        /// The number of the prefix and the shape, for what is flattened into indexed attributes.
        let flattened: (prefix: Int, shape: FlattenedMessages)?
        let isAnswer: Bool
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

    /// The tables, in the order in which they are recognised.
    let dialects = Dialect.all
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
    /// Prefixes of attributes that are flattened, by number.
    let flattenedPrefixes: [String]
    /// Where documents are flattened, by the number of their prefix.
    let documents: [(prefix: Int, shape: FlattenedDocuments)]
    /// Where scores are flattened, by the number of their prefix.
    let feedback: [(prefix: Int, shape: FlattenedFeedback)]
    /// Usage that counts the tokens of a cache apart: attribute, the member that tells, members that deny it.
    let disjointUsage: [(slot: Int, has: String, hasNot: [String])]

    private init() {
        var names: [String] = []
        var slots: [String: Int] = [:]
        func slot(_ name: String) -> Int {
            if let known = slots[name] { return known }
            slots[name] = names.count
            names.append(name)
            return names.count - 1
        }
        var prefixes: [String] = []
        func prefix(_ name: String) -> Int {
            if let known = prefixes.firstIndex(of: name + ".") { return known }
            prefixes.append(name + ".")
            return prefixes.count - 1
        }
        func compiled(_ rules: (Dialect) -> [Dialect.Rule]) -> [[Source]] {
            CallProperty.allCases.map { property in
                Dialect.sources(of: property, in: rules).map { source in
                    Source(
                        slot: slot(source.attribute), path: source.path, factor: source.factor, isJSON: source.isJSON,
                        flattened: source.flattened.map { (prefix(source.attribute), $0) }, isAnswer: source.isAnswer)
                }
            }
        }
        sources = compiled { $0.rules }
        resourceSources = compiled { $0.resourceRules }
        kindRules = Dialect.kindRules.map { KindRule(slot: slot($0.attribute), rule: $0, with: $0.with.map(slot)) }
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
        documents = Dialect.all.flatMap(\.documents).map { (prefix($0.prefix), $0) }
        feedback = Dialect.all.flatMap(\.feedback).map { (prefix($0.prefix), $0) }
        disjointUsage = Dialect.all.compactMap(\.disjointUsage).map { (slot($0.attribute), $0.has, $0.hasNot) }
        flattenedPrefixes = prefixes
        self.names = names
    }

    /// The dialect of a span: of its scope and of what its keys say, the first in the order of the tables.
    /// - Parameters:
    ///   - scope: the dialect that the scope names; `nil` when none.
    ///   - keys: a bit per dialect of which a key was seen.
    func dialect(scope: Int?, keys: UInt32) -> Dialect? {
        let first = min(scope ?? Int.max, keys == 0 ? Int.max : keys.trailingZeroBitCount)
        return first < dialects.count ? dialects[first] : nil
    }
}
