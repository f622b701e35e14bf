/// One telemetry dialect: which of its attributes carry which property of a call. Data; it has no code path of its own.
///
/// The tables of all dialects are one: for each property the sources stand in order of rank, then of ``all``, then of the
/// table, and the first that says something wins (docs/contributing/dialects.md).
package struct Dialect: Sendable {
    /// Where a property may be read.
    package struct Source: Sendable {
        /// The attribute's name.
        package let attribute: String
        /// Names of members to follow inside the attribute, which then holds a map or JSON text; empty: the value itself.
        package let path: [String]
        /// What a number is multiplied with to give the property's unit.
        package let factor: Double
        /// True when the attribute's text is JSON although no path leads into it.
        package let isJSON: Bool
        /// Not `nil`: `attribute` is the prefix of messages that are flattened into indexed attributes.
        package let flattened: FlattenedMessages?
        /// True for one message made of ``CallProperty/outputText`` and ``CallProperty/outputToolCalls``.
        package let isAnswer: Bool

        /// One message made of text and tool calls that stand in attributes of their own.
        package static let answer = Source(attribute: "", path: [], isAnswer: true)

        /// The attribute, or the member of its JSON at the end of the path.
        package init(_ attribute: String, _ path: String..., factor: Double = 1) {
            self.init(attribute: attribute, path: path, factor: factor, isJSON: !path.isEmpty)
        }

        /// The JSON in the attribute.
        package init(json attribute: String) {
            self.init(attribute: attribute, path: [], isJSON: true)
        }

        /// Messages that are flattened behind the prefix.
        package init(prefix: String, _ flattened: FlattenedMessages) {
            self.init(attribute: prefix, path: [], flattened: flattened)
        }

        private init(
            attribute: String, path: [String], factor: Double = 1, isJSON: Bool = false,
            flattened: FlattenedMessages? = nil, isAnswer: Bool = false
        ) {
            self.attribute = attribute
            self.path = path
            self.factor = factor
            self.isJSON = isJSON
            self.flattened = flattened
            self.isAnswer = isAnswer
        }
    }

    /// The sources of one property.
    package struct Rule: Sendable {
        /// What they say.
        package let property: CallProperty
        /// Where, the first that says something wins.
        package let sources: [Source]
        /// Smaller ranks are asked before those of all dialects with a larger one.
        package let rank: Int

        package init(_ property: CallProperty, _ attributes: String..., rank: Int = 0) {
            self.init(property, sources: attributes.map { Source($0) }, rank: rank)
        }

        package init(_ property: CallProperty, sources: [Source], rank: Int = 0) {
            self.property = property
            self.sources = sources
            self.rank = rank
        }
    }

    /// The name that pages show.
    package let name: String
    /// Scopes by which it is recognised; a `*` at the end stands for any rest.
    package let scopes: [String]
    /// Attributes that only this dialect writes; a `*` at the end stands for any rest.
    package let signatures: [String]
    /// What tells whether a span is a call, and of which kind.
    package let kinds: [SpanKindRule]
    /// Attributes of spans.
    package let rules: [Rule]
    /// Attributes of resources, asked for when the span says nothing; service version: before.
    package let resourceRules: [Rule]
    /// Prefixes of attributes whose rest is a key to slice by.
    package let slicePrefixes: [String]
    /// True when the values under ``slicePrefixes`` are JSON texts.
    package let sliceValuesAreJSON: Bool
    /// Begins of provider names and what they stand for; not empty: of other names only what stands before the first dot.
    package let providerPrefixes: [(prefix: String, provider: String)]
    /// True when a failed call's response model is the request model repeated.
    package let repeatsRequestModel: Bool
    /// True when a seed of 0 stands for no seed.
    package let zeroSeedIsNone: Bool
    /// An attribute whose usage counts input tokens without those of a cache, told by the members it has.
    package let disjointUsage: (attribute: String, has: String, hasNot: [String])?
    /// Attributes that hold a map (or JSON text of one) of keys to slice by.
    package let sliceMaps: [String]
    /// Events whose time is that of the first token.
    package let firstTokenEvents: [String]
    /// Where retrieved documents are flattened into indexed attributes.
    package let documents: [FlattenedDocuments]
    /// Where scores are flattened into indexed attributes.
    package let feedback: [FlattenedFeedback]
    /// True for the tracing of a provider's own SDK: of two reports of a call its usage is right.
    package let knowsUsage: Bool

    package init(
        name: String, scopes: [String] = [], signatures: [String] = [], kinds: [SpanKindRule] = [], rules: [Rule],
        resourceRules: [Rule] = [], slicePrefixes: [String] = [], sliceValuesAreJSON: Bool = false,
        sliceMaps: [String] = [],
        firstTokenEvents: [String] = [], providerPrefixes: [(prefix: String, provider: String)] = [],
        repeatsRequestModel: Bool = false, zeroSeedIsNone: Bool = false,
        disjointUsage: (attribute: String, has: String, hasNot: [String])? = nil,
        documents: [FlattenedDocuments] = [], feedback: [FlattenedFeedback] = [], knowsUsage: Bool = false
    ) {
        self.name = name
        self.scopes = scopes
        self.signatures = signatures
        self.kinds = kinds
        self.rules = rules
        self.resourceRules = resourceRules
        self.slicePrefixes = slicePrefixes
        self.providerPrefixes = providerPrefixes
        self.repeatsRequestModel = repeatsRequestModel
        self.zeroSeedIsNone = zeroSeedIsNone
        self.disjointUsage = disjointUsage
        self.sliceValuesAreJSON = sliceValuesAreJSON
        self.sliceMaps = sliceMaps
        self.firstTokenEvents = firstTokenEvents
        self.documents = documents
        self.feedback = feedback
        self.knowsUsage = knowsUsage
    }

    /// Every dialect, in the order in which they are recognised.
    package static let all: [Dialect] = [
        .openInference, .langfuse, .vercel, .pydanticAI, .mlflow, .openLIT, .anthropicSDK, .openLLMetry, .openTelemetry,
        .tiltmeter,
    ]

    /// What tells the kind of a span, in the order in which it is asked; the first rule that answers counts.
    package static let kindRules: [SpanKindRule] = all.flatMap(\.kinds).enumerated()
        .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)

    /// The dialect with that name; `nil` when no table has it.
    package static func named(_ name: String?) -> Dialect? { name.flatMap { byName[$0] } }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// What a span is called in which no dialect is recognised.
    package static let unknownName = "other"

    /// The sources of a property in the order in which they are asked.
    package static func sources(
        of property: CallProperty, in rules: (Dialect) -> [Rule] = { $0.rules }
    ) -> [Source] {
        let all = Dialect.all.flatMap(rules).filter { $0.property == property }
        return all.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .flatMap(\.element.sources)
    }
}
