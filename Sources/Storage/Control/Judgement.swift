public import Telemetry

/// What one round of judging writes, all of it or nothing: states, watermarks, baselines, monitors and tilts.
public struct Judgement: Sendable, Hashable {
    /// One per system that was judged.
    public var systems: [SystemJudgement] = []
    /// Baselines that are new or changed.
    public var baselines: [BaselineRecord] = []
    /// Monitors that are new or changed.
    public var monitors: [MonitorRecord] = []
    /// Tilts that are new or changed.
    public var tilts: [TiltDraft] = []
    /// Changes that were found in the traffic.
    public var changes: [Change] = []

    /// Nothing.
    public init() {}
}

/// How far a system has been judged.
public struct SystemJudgement: Sendable, Hashable {
    /// The system.
    public var system: SystemSlug
    /// Every bucket that ends at or before this time has been judged; never goes back.
    public var judgedTo: Timestamp
    /// The states of its detectors, in their own form.
    public var state: [UInt8]

    /// How far a system has been judged.
    public init(system: SystemSlug, judgedTo: Timestamp, state: [UInt8]) {
        self.system = system
        self.judgedTo = judgedTo
        self.state = state
    }
}

/// The name of a baseline, chosen by whoever pins it: the same name is the same row.
public struct BaselineID: Sendable, Hashable, Codable {
    /// The name itself.
    public let text: String

    /// A name.
    public init(_ text: String) { self.text = text }
}

/// The name of a monitor, chosen by whoever runs it: the same name is the same row.
public struct MonitorID: Sendable, Hashable, Codable {
    /// The name itself.
    public let text: String

    /// A name.
    public init(_ text: String) { self.text = text }
}

/// A version of the pinned reference of a signal.
public struct BaselineRecord: Sendable, Hashable {
    /// Where it is in its life. The raw values are part of the API.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Too little data to judge by.
        case learning
        /// In use with the first days only.
        case provisional
        /// In use.
        case pinned
        /// Replaced by a later version.
        case retired
    }

    /// Its name.
    public var id: BaselineID
    /// What it is the reference of.
    public var system: SystemSlug
    /// See ``system``.
    public var signal: SignalName
    /// ``Slice/text``; empty for all calls.
    public var slice: String
    /// 1, 2, … per system, signal and slice.
    public var version: Int
    /// Where it is in its life.
    public var state: State
    /// When it was pinned; `nil` while learning.
    public var pinned: Timestamp?
    /// Its numbers, in the owner's form.
    public var blob: [UInt8]
    /// Why this version: words, or a decision's number.
    public var reason: String

    /// A version of a baseline.
    public init(
        id: BaselineID, system: SystemSlug, signal: SignalName, slice: String, version: Int, state: State,
        pinned: Timestamp?, blob: [UInt8], reason: String
    ) {
        self.id = id
        self.system = system
        self.signal = signal
        self.slice = slice
        self.version = version
        self.state = state
        self.pinned = pinned
        self.blob = blob
        self.reason = reason
    }
}

/// A monitor and its share of the false-alarm budget.
public struct MonitorRecord: Sendable, Hashable {
    /// Its name.
    public var id: MonitorID
    /// What it watches.
    public var system: SystemSlug
    /// See ``system``.
    public var signal: SignalName
    /// ``Slice/text``; empty for all calls.
    public var slice: String
    /// Its budget: expected false alarms per month.
    public var budget: Double
    /// Since when it judges.
    public var from: Timestamp
    /// Until when it judged; `nil` while it runs.
    public var to: Timestamp?
    /// Direction, tolerance and the like, a JSON object.
    public var settings: String

    /// A monitor.
    public init(
        id: MonitorID, system: SystemSlug, signal: SignalName, slice: String, budget: Double, from: Timestamp,
        to: Timestamp?, settings: String = "{}"
    ) {
        self.id = id
        self.system = system
        self.signal = signal
        self.slice = slice
        self.budget = budget
        self.from = from
        self.to = to
        self.settings = settings
    }
}
