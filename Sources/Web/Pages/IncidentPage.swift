package import Telemetry

/// `/incidents/INC-31`: what happened, since when, for whom, and what happened around it.
package struct IncidentPage: Encodable, Sendable {
    package let incident: IncidentHeading
    package let state: SignalState
    package let stages: Stages
    package let lead: String?
    /// The monitor that noticed it.
    package let monitor: MonitorRow
    package let before: Estimate
    package let since: Estimate
    /// Since minus before.
    package let change: Estimate
    /// In months: a false alarm this strong comes up at most once in that time.
    package let rarityMonths: Double
    /// Calls of the system since the onset.
    package let callsSince: Int
    package let lanes: LanesChart
    /// Largest share of the drop first. Empty when nothing can be told apart.
    package let slices: [SliceRow]
    /// Ledger entries around the onset, nearest first.
    package let changes: [ChangeRow]
    /// Newest first.
    package let timeline: [Entry]
    /// Whether who looks may act.
    package let canAct: Bool
    /// Set when a form came back with an error.
    package let problem: FormProblem?

    package init(
        incident: IncidentHeading, state: SignalState, stages: Stages, lead: String?, monitor: MonitorRow,
        before: Estimate, since: Estimate, change: Estimate, rarityMonths: Double, callsSince: Int, lanes: LanesChart,
        slices: [SliceRow], changes: [ChangeRow], timeline: [Entry], canAct: Bool, problem: FormProblem?
    ) {
        self.incident = incident
        self.state = state
        self.stages = stages
        self.lead = lead
        self.monitor = monitor
        self.before = before
        self.since = since
        self.change = change
        self.rarityMonths = rarityMonths
        self.callsSince = callsSince
        self.lanes = lanes
        self.slices = slices
        self.changes = changes
        self.timeline = timeline
        self.canAct = canAct
        self.problem = problem
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
        case steeper(size: Estimate)
        case changed(change: ChangeRow)
        /// Somebody was told: channel, and whether it arrived.
        case told(channel: String, arrived: Bool)
    }
}
