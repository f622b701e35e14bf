public import Telemetry

/// Which of the latest calls a list shows.
public struct CallQuery: Sendable {
    /// Only calls of this system; `nil` for all systems.
    public var system: SystemSlug?
    /// Only settled calls with all of these values; ``Slice/all`` for no restriction. Calls that are settling have no
    /// slice values yet and are left out of a list by slice.
    public var slice: Slice = .all
    /// Only calls with a time in [from, to), each side open where `nil`.
    public var from: Timestamp?
    /// See ``from``.
    public var to: Timestamp?
    /// Any further condition, tested last.
    public var condition: (@Sendable (StoredCall) -> Bool)?
    /// Only calls before this position: ``CallPage/next`` of the page before.
    public var before: LogPosition?
    /// At most so many calls, 1 to 1,000.
    public var limit: Int
    /// At most so many entries are looked at; a page may then be short, with a ``CallPage/next`` to go on.
    public var effort: Int

    /// The latest calls of a system, or of all.
    public init(system: SystemSlug? = nil, limit: Int, effort: Int = 20_000) {
        self.system = system
        self.limit = limit
        self.effort = effort
    }
}

/// One page of the latest calls, newest first by storage order.
public struct CallPage: Sendable, Hashable {
    /// The calls, without texts.
    public var calls: [StoredCall]
    /// Where the next page goes on; `nil` at the end of the log.
    public var next: LogPosition?

    /// One page of calls.
    public init(calls: [StoredCall], next: LogPosition?) {
        self.calls = calls
        self.next = next
    }
}
