/// How long a trace may take to arrive, and how much of what is pending is remembered. All times in seconds.
public struct SettlingLimits: Sendable, Hashable {
    /// A trace whose root has arrived settles after so long without a new record of it.
    public var quietSeconds: Int64 = 2
    /// The same while a call has no content and its service sends content as log events.
    public var quietForLogsSeconds: Int64 = 8
    /// A call settles at the latest so long after it, and every ancestor it waited for, had arrived.
    public var longestSeconds: Int64 = 30
    /// A call with an ancestor that never arrives settles after so long (agents run for minutes).
    public var missingAncestorSeconds: Int64 = 600
    /// Context without a call is forgotten after so long.
    public var contextSeconds: Int64 = 600
    /// Log events without their span are forgotten, and late records accepted, for so long.
    public var lateSeconds: Int64 = 86_400
    /// Traces remembered as pending; beyond it the oldest settles early.
    public var pendingTraces = 200_000
    /// Settled traces remembered to recognise late records.
    public var rememberedTraces = 100_000

    /// The product's own values (docs/settling.md).
    public init() {}
}
