package import Telemetry

/// `/systems/support-answers`: how is this one system doing, and since when?
package struct SystemPage: Encodable, Sendable {
    package let system: SystemHeading
    package let note: String?
    /// The trailing window of all figures, in days.
    package let days: Int
    /// The days that charts show.
    package let chartDays: Int
    package let calls: Int
    package let firstCall: Timestamp?
    package let lastCall: Timestamp?
    /// The chosen slice; `nil` for all calls.
    package let slice: Slice?
    package let openIncidents: [IncidentHeading]
    /// In the order quality, trust, cost, operations; a group without signals is said to have none.
    package let groups: [Group]
    package let baseline: BaselinePanel
    /// Dimensions with their values; the worst lean first.
    package let slices: [Dimension]
    /// Why some attributes are not slices.
    package let unsliced: [Unsliced]
    package let monitors: [MonitorRow]
    /// Alarms per month that this system may raise falsely, all monitors together.
    package let budgetPerMonth: Double?
    /// Newest first, a handful.
    package let latest: [CallRow]
    package let canAct: Bool
    package let problem: FormProblem?

    package init(
        system: SystemHeading, note: String?, days: Int, chartDays: Int, calls: Int, firstCall: Timestamp?,
        lastCall: Timestamp?, slice: Slice?, openIncidents: [IncidentHeading], groups: [Group],
        baseline: BaselinePanel, slices: [Dimension], unsliced: [Unsliced], monitors: [MonitorRow],
        budgetPerMonth: Double?, latest: [CallRow], canAct: Bool, problem: FormProblem?
    ) {
        self.system = system
        self.note = note
        self.days = days
        self.chartDays = chartDays
        self.calls = calls
        self.firstCall = firstCall
        self.lastCall = lastCall
        self.slice = slice
        self.openIncidents = openIncidents
        self.groups = groups
        self.baseline = baseline
        self.slices = slices
        self.unsliced = unsliced
        self.monitors = monitors
        self.budgetPerMonth = budgetPerMonth
        self.latest = latest
        self.canAct = canAct
        self.problem = problem
    }

    /// The signals of one group.
    package struct Group: Encodable, Sendable, Hashable {
        package let group: SignalGroup
        package let signals: [Signal]

        package init(group: SignalGroup, signals: [Signal]) {
            self.group = group
            self.signals = signals
        }
    }

    /// One signal with its history.
    package struct Signal: Encodable, Sendable, Hashable {
        package let reading: Reading
        /// In the signal's unit, or relative for latency, tokens and money.
        package let tolerance: Estimate
        /// Names the state that the form changes: who sends an older one is asked again.
        package let seen: String
        /// `nil` when there is too little for a picture.
        package let chart: BandChart?

        package init(reading: Reading, tolerance: Estimate, seen: String, chart: BandChart?) {
            self.reading = reading
            self.tolerance = tolerance
            self.seen = seen
            self.chart = chart
        }
    }

    /// What verdicts are measured against.
    package struct BaselinePanel: Encodable, Sendable, Hashable {
        /// 0 while learning.
        package let version: Int
        package let kind: Kind
        package let from: Timestamp?
        package let to: Timestamp?
        package let pinned: Timestamp?
        /// One per signal that still learns.
        package let missing: [SignalMissing]

        package init(
            version: Int, kind: Kind, from: Timestamp?, to: Timestamp?, pinned: Timestamp?, missing: [SignalMissing]
        ) {
            self.version = version
            self.kind = kind
            self.from = from
            self.to = to
            self.pinned = pinned
            self.missing = missing
        }

        /// What kind of baseline is in force.
        package enum Kind: String, Encodable, Sendable, Hashable {
            case none, provisional, full, named
        }

        /// A signal that still learns.
        package struct SignalMissing: Encodable, Sendable, Hashable {
            package let signal: SignalHeading
            package let missing: Missing

            package init(signal: SignalHeading, missing: Missing) {
                self.signal = signal
                self.missing = missing
            }
        }
    }

    /// One slice dimension.
    package struct Dimension: Encodable, Sendable, Hashable {
        package let key: String
        package let rows: [Row]

        package init(key: String, rows: [Row]) {
            self.key = key
            self.rows = rows
        }

        /// One value of the dimension.
        package struct Row: Encodable, Sendable, Hashable {
            package let slice: Slice
            package let calls: Int
            /// Of the system's calls, 0 to 1.
            package let share: Double
            /// The worst signal per group that has one, in the order quality, trust, cost, operations.
            package let readings: [Reading]

            package init(slice: Slice, calls: Int, share: Double, readings: [Reading]) {
                self.slice = slice
                self.calls = calls
                self.share = share
                self.readings = readings
            }
        }
    }

    /// An attribute that is kept with calls but not folded.
    package struct Unsliced: Encodable, Sendable, Hashable {
        package let key: String
        package let reason: Reason

        package init(key: String, reason: Reason) {
            self.key = key
            self.reason = reason
        }

        /// Why.
        package enum Reason: String, Encodable, Sendable, Hashable {
            case tooManyValues = "too_many_values"
            case identity
            case tooManyKeys = "too_many_keys"
            case numeric
        }
    }
}

/// One monitor: a signal of a slice, watched in a direction.
package struct MonitorRow: Encodable, Sendable, Hashable {
    package let number: Int
    package let signal: SignalHeading
    /// `nil` for all calls.
    package let slice: Slice?
    package let worse: Worse
    /// Share of the false-alarm budget: alarms per month.
    package let budgetPerMonth: Double
    /// The smallest change that it finds within two weeks at present traffic, in the signal's unit or relative.
    package let smallestChange: Estimate?
    package let state: SignalState
    /// Evidence so far as a share of the budget, 0 to 1; 1 is tilting.
    package let evidence: Double

    package init(
        number: Int, signal: SignalHeading, slice: Slice?, worse: Worse, budgetPerMonth: Double,
        smallestChange: Estimate?, state: SignalState, evidence: Double
    ) {
        self.number = number
        self.signal = signal
        self.slice = slice
        self.worse = worse
        self.budgetPerMonth = budgetPerMonth
        self.smallestChange = smallestChange
        self.state = state
        self.evidence = evidence
    }

    /// The direction that it watches.
    package enum Worse: String, Encodable, Sendable, Hashable {
        case up, down, both
    }
}
