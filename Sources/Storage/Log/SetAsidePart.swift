public import Telemetry

/// A part of the log that is damaged or gone, and was set aside so that everything else can serve.
public struct SetAsidePart: Sendable, Hashable {
    /// Its name, `2026-11-21-01`.
    public var name: String
    /// When it was set aside.
    public var happened: Timestamp
    /// What is wrong with it, for people.
    public var reason: String
    /// Calls in it; `nil` for a part whose summary was lost with it.
    public var calls: Int64?
    /// Whether all of it was in the rollups by then. If not, numbers lack what had not been folded.
    public var isFolded: Bool

    /// A part that was set aside.
    public init(name: String, happened: Timestamp, reason: String, calls: Int64?, isFolded: Bool) {
        self.name = name
        self.happened = happened
        self.reason = reason
        self.calls = calls
        self.isFolded = isFolded
    }
}
