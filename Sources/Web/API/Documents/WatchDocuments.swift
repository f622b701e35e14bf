package import Telemetry

/// `baselines/1`: the references that a signal was and is judged against, oldest first.
package struct BaselinesDocument: Document {
    package static let schemaName = "baselines/1"

    package var schema = Self.schemaName
    package var system: String
    package var signal: String
    package var baselines: [Baseline]

    /// One pinned reference; it never changes.
    package struct Baseline: Codable, Sendable, Hashable {
        package var id: String
        package var version: Int
        package var slice: String?
        /// `provisional`, `full` or `named`.
        package var kind: String
        /// `provisional`, `pinned` or `retired`.
        package var state: String
        package var from: Timestamp
        package var to: Timestamp
        package var pinned: Timestamp?
        package var events: Int
        package var mean: Double
        package var reason: String

        package init(
            id: String, version: Int, slice: String?, kind: String, state: String, from: Timestamp, to: Timestamp,
            pinned: Timestamp?, events: Int, mean: Double, reason: String
        ) {
            self.id = id
            self.version = version
            self.slice = slice
            self.kind = kind
            self.state = state
            self.from = from
            self.to = to
            self.pinned = pinned
            self.events = events
            self.mean = mean
            self.reason = reason
        }
    }

    package init(system: String, signal: String, baselines: [Baseline]) {
        self.system = system
        self.signal = signal
        self.baselines = baselines
    }
}

/// What `POST /v1/systems/{slug}/baselines` takes: a stretch of time that a person accepts as normal.
package struct BaselineRequest: Document {
    package static let schemaName = "baseline-request/1"

    /// Names of signals.
    package var signals: [String]
    package var from: Timestamp
    /// Exclusive.
    package var to: Timestamp
    /// Why this is the new normal.
    package var reason: String
    /// Who decides.
    package var by: String?
}

/// `accepted-baselines/1`: the signals that are judged against a new normal from now on.
package struct AcceptedBaselinesDocument: Document {
    package static let schemaName = "accepted-baselines/1"

    package var schema = Self.schemaName
    package var system: String
    /// Those that had a monitor and events in that time; their open tilts have ended as `rebaselined`.
    package var signals: [String]
    package var from: Timestamp
    package var to: Timestamp
    package var reason: String
}

/// `monitors/1`: what is watched, with its share of the false-alarm budget.
package struct MonitorsDocument: Document {
    package static let schemaName = "monitors/1"

    package var schema = Self.schemaName
    package var monitors: [Monitor]

    /// One monitor.
    package struct Monitor: Codable, Sendable, Hashable {
        package var id: String
        package var system: String
        package var signal: String
        package var slice: String?
        /// False alarms per month that it may raise.
        package var alarmsPerMonth: Double
        package var since: Timestamp
        /// `no_signal`, `level`, `watch` or `tilting`.
        package var state: SignalDocument.State

        package init(
            id: String, system: String, signal: String, slice: String?, alarmsPerMonth: Double, since: Timestamp,
            state: SignalDocument.State
        ) {
            self.id = id
            self.system = system
            self.signal = signal
            self.slice = slice
            self.alarmsPerMonth = alarmsPerMonth
            self.since = since
            self.state = state
        }
    }

    package init(monitors: [Monitor]) {
        self.monitors = monitors
    }
}

/// `budget/1`: how many false alarms the owner is ready to look at, and how many there were.
package struct BudgetDocument: Document {
    package static let schemaName = "budget/1"

    package var schema = Self.schemaName
    /// Per month and system, where a system has none of its own.
    package var alarmsPerMonth: Double
    /// Systems with a budget of their own.
    package var systems: [String: Double]
    /// What running monitors use of it, per system.
    package var inUse: [String: Double]
    /// Incidents of the last 30 days, and how many of them a person called false alarms.
    package var noticedLastMonth: Int
    package var dismissedLastMonth: Int

    package init(
        alarmsPerMonth: Double, systems: [String: Double], inUse: [String: Double], noticedLastMonth: Int,
        dismissedLastMonth: Int
    ) {
        self.alarmsPerMonth = alarmsPerMonth
        self.systems = systems
        self.inUse = inUse
        self.noticedLastMonth = noticedLastMonth
        self.dismissedLastMonth = dismissedLastMonth
    }
}

/// What `PUT /v1/budget` takes.
package struct BudgetRequest: Document {
    package static let schemaName = "budget-request/1"

    /// Expected false alarms per month, 0.01 to 30.
    package var alarmsPerMonth: Double
    /// Only for this system.
    package var system: String?

    package static let example = BudgetRequest(alarmsPerMonth: 1, system: "support-answers")
}

/// When something began, as far as can be told.
package struct OnsetDocument: Codable, Sendable, Hashable {
    package var estimate: Timestamp
    package var earliest: Timestamp
    package var latest: Timestamp

    package init(estimate: Timestamp, earliest: Timestamp, latest: Timestamp) {
        self.estimate = estimate
        self.earliest = earliest
        self.latest = latest
    }
}

/// `tilt/1`: one detection with its evidence.
package struct TiltDocument: Document, Hashable {
    package static let schemaName = "tilt/1"

    package var schema = Self.schemaName
    /// `TLT-88`.
    package var id: String
    package var system: String
    package var signal: String
    package var slice: String?
    package var title: String
    /// `tilting`, `parked`, `recovered`, `dismissed` or `rebaselined`.
    package var state: String
    /// `up` or `down`.
    package var direction: String
    /// `evidence`; or `errors` or `silence`, plain rules off the budget.
    package var cause: String
    /// Of latency and the like: the percentile that moved.
    package var percentile: Double?
    package var noticed: Timestamp
    package var ended: Timestamp?
    package var onset: OnsetDocument?
    /// True against a named baseline whose period overlaps the judged one: it began between the two.
    package var betweenPeriods: Bool?
    package var before: FigureDocument
    package var since: FigureDocument
    /// From onset to notice.
    package var silentSeconds: Double?
    /// In months: if nothing had changed, evidence this strong would come up at most once in that time.
    package var rarityMonths: Double?
    /// Natural logarithm of the evidence.
    package var logEvidence: Double?
    package var steeper: Int
    package var incident: String?

    package init(
        id: String, system: String, signal: String, slice: String?, title: String, state: String, direction: String,
        cause: String, percentile: Double?, noticed: Timestamp, ended: Timestamp?, onset: OnsetDocument?,
        before: FigureDocument, since: FigureDocument, silentSeconds: Double?, rarityMonths: Double?,
        logEvidence: Double?, steeper: Int, incident: String?, betweenPeriods: Bool?
    ) {
        self.id = id
        self.system = system
        self.signal = signal
        self.slice = slice
        self.title = title
        self.state = state
        self.direction = direction
        self.cause = cause
        self.percentile = percentile
        self.noticed = noticed
        self.ended = ended
        self.onset = onset
        self.before = before
        self.since = since
        self.silentSeconds = silentSeconds
        self.rarityMonths = rarityMonths.flatMap { $0.isFinite ? $0 : nil }
        self.logEvidence = logEvidence
        self.steeper = steeper
        self.incident = incident
        self.betweenPeriods = betweenPeriods
    }
}

/// `tilts/1`: detections, newest first.
package struct TiltsDocument: Document {
    package static let schemaName = "tilts/1"

    package var schema = Self.schemaName
    package var tilts: [TiltDocument]
    package var next: String?

    package init(tilts: [TiltDocument], next: String?) {
        self.tilts = tilts
        self.next = next
    }
}
