public import Telemetry

/// One part of the log, as its summary tells it.
public struct LogPartSummary: Sendable, Hashable {
    /// Its ordinal: ``LogPosition/part``.
    public var ordinal: Int64
    /// Its name, `2026-11-21-01`.
    public var name: String
    /// True for the part that takes new entries.
    public var isOpen: Bool
    /// How many entries it holds.
    public var entries: Int64
    /// How many of them are calls.
    public var calls: Int64
    /// When its first and its last entry arrived; `nil` while it is empty.
    public var arrived: ClosedRange<Timestamp>?
    /// Bytes on disk, texts apart.
    public var bytes: Int64
    /// Bytes of its texts on disk, per retention class.
    public var textBytes: [TextRetention: Int64]

    /// One part of the log.
    public init(
        ordinal: Int64, name: String, isOpen: Bool, entries: Int64, calls: Int64, arrived: ClosedRange<Timestamp>?,
        bytes: Int64, textBytes: [TextRetention: Int64]
    ) {
        self.ordinal = ordinal
        self.name = name
        self.isOpen = isOpen
        self.entries = entries
        self.calls = calls
        self.arrived = arrived
        self.bytes = bytes
        self.textBytes = textBytes
    }
}

/// What one round of retention removed.
public struct RetentionReport: Sendable, Hashable {
    /// Log parts that were unlinked, by name.
    public var parts: [String] = []
    /// Calls in them.
    public var calls: Int64 = 0
    /// Text files that were unlinked.
    public var textFiles = 0
    /// Bytes given back to the file system.
    public var bytes: Int64 = 0
    /// Parts that are due and wait for the fold.
    public var waiting = 0

    /// Nothing removed.
    public init() {}
}
