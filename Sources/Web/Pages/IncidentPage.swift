package import Storage
package import Telemetry

/// `/incidents/INC-31`: what happened, since when, for whom, and what happened around it.
package struct IncidentPage: Encodable, Sendable {
    package let incident: IncidentHeading
    package let state: SignalState
    package let stages: Stages
    package let lead: String?
    /// As a person or the rules set it.
    package let severity: IncidentRecord.Severity
    /// What noticed it: a monitor, or a plain rule about errors or silence.
    package let cause: Cause
    /// `nil` where nothing can be compared, as when calls stopped.
    package let before: Estimate?
    package let since: Estimate?
    /// Since minus before.
    package let change: Estimate?
    /// Calls of the system since the onset.
    package let callsSince: Int
    /// `nil` for plain rules.
    package let lanes: LanesChart?
    /// How the change spreads over the values of each dimension; the most uneven dimension first. Empty when nothing can be
    /// told apart.
    package let breakdowns: [Breakdown]
    /// Ledger entries around the onset, nearest first.
    package let changes: [ChangeRow]
    /// Newest first.
    package let timeline: [Entry]
    /// Whether who looks may act.
    package let canAct: Bool
    /// Set when a form came back with an error.
    package let problem: FormProblem?

    package init(
        incident: IncidentHeading, state: SignalState, stages: Stages, lead: String?,
        severity: IncidentRecord.Severity, cause: Cause, before: Estimate?, since: Estimate?, change: Estimate?,
        callsSince: Int, lanes: LanesChart?, breakdowns: [Breakdown], changes: [ChangeRow], timeline: [Entry],
        canAct: Bool, problem: FormProblem?
    ) {
        self.incident = incident
        self.state = state
        self.stages = stages
        self.lead = lead
        self.severity = severity
        self.cause = cause
        self.before = before
        self.since = since
        self.change = change
        self.callsSince = callsSince
        self.lanes = lanes
        self.breakdowns = breakdowns
        self.changes = changes
        self.timeline = timeline
        self.canAct = canAct
        self.problem = problem
    }

    /// What noticed it.
    package enum Cause: Encodable, Sendable, Hashable {
        /// A monitor's evidence. In `rarityMonths` a false alarm this strong comes up at most once.
        case evidence(monitor: MonitorRow, rarityMonths: Double)
        /// More than half of the calls failed.
        case errors
        /// No call for longer than ever before.
        case silence
    }

    /// The values of one slice dimension, the largest share of the drop first.
    package struct Breakdown: Encodable, Sendable, Hashable {
        package let dimension: String
        package let rows: [SliceRow]

        package init(dimension: String, rows: [SliceRow]) {
            self.dimension = dimension
            self.rows = rows
        }
    }

    /// One slice: where it hurts.
    package struct SliceRow: Encodable, Sendable, Hashable {
        package let slice: Slice
        /// Of the system's calls since the onset, 0 to 1.
        package let shareOfCalls: Double
        package let before: Estimate
        package let since: Estimate
        package let change: Estimate
        /// Of the whole drop, 0 to 1; all slices of one breakdown add up to 1.
        package let shareOfDrop: Double
        /// Whether the whole range lies on the worse side.
        package let isCertain: Bool

        package init(
            slice: Slice, shareOfCalls: Double, before: Estimate, since: Estimate, change: Estimate,
            shareOfDrop: Double, isCertain: Bool
        ) {
            self.slice = slice
            self.shareOfCalls = shareOfCalls
            self.before = before
            self.since = since
            self.change = change
            self.shareOfDrop = shareOfDrop
            self.isCertain = isCertain
        }
    }

    /// One line of the timeline that keeps itself.
    package struct Entry: Encodable, Sendable, Hashable {
        /// When it happened.
        package let time: Timestamp
        /// When it became known, if that was later.
        package let known: Timestamp?
        package let event: Event
        /// Who did it; `nil` for what happened by itself.
        package let person: String?

        package init(time: Timestamp, known: Timestamp?, event: Event, person: String?) {
            self.time = time
            self.known = known
            self.event = event
            self.person = person
        }
    }

    /// What a line of the timeline says.
    package enum Event: Encodable, Sendable, Hashable {
        case began(onset: Onset)
        /// The evidence passed the alarm budget.
        case noticed
        case acknowledged
        case tookLead
        /// Text from a person.
        case note(text: String)
        /// Text from a person.
        case dismissed(reason: String)
        case recovered
        case steeper
        case relapsed
        /// Another tilt joined: its sentence.
        case joined(title: String)
        case severity(set: IncidentRecord.Severity)
        case changed(change: ChangeRow)
        /// Somebody was told: channel, and whether it arrived.
        case told(channel: String, arrived: Bool)
    }
}
