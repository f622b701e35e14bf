/// How many tokens a call used. A count that is unknown is `nil`, never 0.
public struct TokenUsage: Sendable, Hashable, Codable {
    /// All input tokens, those read from and written to a cache included.
    public var input: Int64?
    /// All output tokens, reasoning included.
    public var output: Int64?
    /// Input tokens that a cache answered.
    public var cacheRead: Int64?
    /// Input tokens that were written to a cache.
    public var cacheWrite: Int64?
    /// Of `cacheWrite`, those kept for an hour, where the provider reports the split.
    public var cacheWriteHour: Int64?
    /// Output tokens spent on reasoning.
    public var reasoning: Int64?
    /// Input tokens of audio.
    public var audioInput: Int64?
    /// Output tokens of audio.
    public var audioOutput: Int64?

    /// Nothing known.
    public init() {}

    /// True when neither input nor output is known.
    public var isUnknown: Bool { input == nil && output == nil }

    /// Makes the counts inclusive where a provider or SDK reports them apart: input holds what a cache read or wrote, output
    /// holds reasoning.
    ///
    /// - Parameter cacheIsApart: true when the sender is known to count cached input beside the input; else only counts
    ///   that cannot be parts of the whole are added to it.
    package mutating func makeInclusive(cacheIsApart: Bool) {
        let (cached, overflow) = (cacheRead ?? 0).addingReportingOverflow(cacheWrite ?? 0)
        if let whole = input, !overflow, cacheIsApart || cached > whole {
            input = whole.addingReportingOverflow(cached).overflow ? whole : whole + cached
        }
        if let whole = output, let reasoning, reasoning > whole {
            output = whole.addingReportingOverflow(reasoning).overflow ? whole : whole + reasoning
        }
    }
}
