public import Telemetry

/// The import of a file or folder, resumable where it stopped.
public struct ImportJob: Sendable, Hashable {
    /// Where it is in its life. The raw values are part of the API.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case waiting, running, done, failed, cancelled
        /// Stored; its judging is left to a later import.
        case held
    }

    /// `IMP-4`.
    public var number: ImportNumber
    /// What is imported, for people: a file name.
    public var name: String
    /// Identity of the source: the same source is the same job.
    public var source: String
    /// Where it is in its life.
    public var state: State
    /// Parts (files) that are done.
    public var parts: Int64 = 0
    /// Lines of the present part that are stored.
    public var lines: Int64 = 0
    /// Bytes of the present part that are stored.
    public var bytes: Int64 = 0
    /// Records read, stored, known before, refused.
    public var counts: [String: Int64] = [:]
    /// Systems that it brings, where that is known: their judging waits while it runs or is held.
    public var systems: [SystemSlug] = []
    /// What went wrong.
    public var message: String?
    /// When it was asked for.
    public var created: Timestamp
    /// When it last went on.
    public var updated: Timestamp

    /// A job as it was asked for.
    public init(
        number: ImportNumber, name: String, source: String, state: State, created: Timestamp, updated: Timestamp
    ) {
        self.number = number
        self.name = name
        self.source = source
        self.state = state
        self.created = created
        self.updated = updated
    }
}
