public import Telemetry

/// A detection as the judge writes it: the same ``key`` is the same tilt, and keeps its number.
public struct TiltDraft: Sendable, Hashable {
    /// Which way a signal moved. The raw values are part of the API.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        case up, down
    }

    /// Where it is in its life. The raw values are part of the API.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Going on.
        case tilting
        /// Going on; a person wants to hear of it only when it gets steeper, or after a date.
        case parked
        /// Over, as statistics say.
        case recovered
        /// A false alarm, as a person said.
        case dismissed
        /// Ended by a new baseline.
        case rebaselined
    }

    /// Identity, chosen by the judge: monitor and the bucket that raised it.
    public var key: String
    /// The monitor that raised it.
    public var monitor: MonitorID
    /// What tilted.
    public var system: SystemSlug
    /// See ``system``.
    public var signal: SignalName
    /// ``Slice/text``; empty for all calls.
    public var slice: String
    /// Which way.
    public var direction: Direction
    /// The end of the bucket that raised it.
    public var noticed: Timestamp
    /// When it began: the estimate and the ends of its range.
    public var onset: Onset?
    /// Size with its range and unit, a JSON object.
    public var size: String
    /// Natural logarithm of the evidence.
    public var logEvidence: Double
    /// Where it is in its life. What a person set (``State/parked``, ``State/dismissed``) is kept when the judge writes
    /// ``State/tilting``.
    public var state: State
    /// When it ended.
    public var ended: Timestamp?
    /// Further numbers, in the owner's form.
    public var blob: [UInt8]

    /// The onset of a tilt.
    public struct Onset: Sendable, Hashable {
        /// The earliest plausible time.
        public var low: Timestamp
        /// The likeliest.
        public var estimate: Timestamp
        /// The latest plausible time.
        public var high: Timestamp

        /// An onset with its range.
        public init(low: Timestamp, estimate: Timestamp, high: Timestamp) {
            self.low = low
            self.estimate = estimate
            self.high = high
        }
    }

    /// A detection.
    public init(
        key: String, monitor: MonitorID, system: SystemSlug, signal: SignalName, slice: String, direction: Direction,
        noticed: Timestamp, onset: Onset?, size: String, logEvidence: Double, state: State, ended: Timestamp? = nil,
        blob: [UInt8] = []
    ) {
        self.key = key
        self.monitor = monitor
        self.system = system
        self.signal = signal
        self.slice = slice
        self.direction = direction
        self.noticed = noticed
        self.onset = onset
        self.size = size
        self.logEvidence = logEvidence
        self.state = state
        self.ended = ended
        self.blob = blob
    }
}

/// A tilt with its number and its incident.
public struct TiltRecord: Sendable, Hashable {
    /// `TLT-88`.
    public var number: TiltNumber
    /// What was detected.
    public var tilt: TiltDraft
    /// The incident that works on it.
    public var incident: IncidentNumber?

    /// A tilt with its number.
    public init(number: TiltNumber, tilt: TiltDraft, incident: IncidentNumber?) {
        self.number = number
        self.tilt = tilt
        self.incident = incident
    }
}

/// Which tilts a list shows, newest first.
public struct TiltQuery: Sendable, Hashable {
    /// Only of this system.
    public var system: SystemSlug?
    /// Only of this signal.
    public var signal: SignalName?
    /// Only in one of these states; `nil` for all.
    public var states: Set<TiltDraft.State>?
    /// Only noticed in [from, to), each side open where `nil`.
    public var from: Timestamp?
    /// See ``from``.
    public var to: Timestamp?
    /// Only with a number below this one, for the next page.
    public var before: TiltNumber?
    /// At most so many.
    public var limit: Int

    /// All tilts.
    public init(limit: Int = 1_000) {
        self.limit = limit
    }
}
