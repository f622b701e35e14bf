/// How one attribute of a dialect tells what a span is.
package struct SpanKindRule: Sendable {
    /// How the attribute is read before it is looked up.
    package enum Reading: Sendable, Hashable {
        /// Any value at all answers with ``SpanKindRule/otherwise``.
        case present
        /// Text as it is.
        case text
        /// Text in lower case.
        case lowercased
        /// JSON text, in lower case.
        case jsonLowercased
        /// The first word, if it begins with `ai.`, as the Vercel AI SDK names its operations.
        case operationID
    }

    /// The attribute.
    package let attribute: String
    /// How it is read.
    package let reading: Reading
    /// What its values mean; a `*` at either end stands for any rest.
    package let roles: [String: SpanRole]
    /// What other values mean; `nil`: the rule has no answer.
    package let otherwise: SpanRole?
    /// At least one of these must be there too; empty: nothing more.
    package let with: [String]
    /// Rules with a smaller rank are asked before those of all dialects with a larger one.
    package let rank: Int

    init(
        _ attribute: String, _ reading: Reading, _ roles: [String: SpanRole] = [:], otherwise: SpanRole? = nil,
        with: [String] = [], rank: Int = 0
    ) {
        self.attribute = attribute
        self.reading = reading
        self.roles = roles
        self.otherwise = otherwise
        self.with = with
        self.rank = rank
    }
}
