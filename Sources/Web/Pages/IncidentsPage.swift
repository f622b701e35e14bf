package import Telemetry

/// `/incidents`: what are we dealing with?
package struct IncidentsPage: Encodable, Sendable {
    /// Steepest first.
    package let open: [Row]
    /// Latest first.
    package let recovered: [Row]
    package let dismissed: [Row]
    /// Over how many days the two figures below count.
    package let days: Int
    /// Incidents that were noticed in that time.
    package let noticed: Int
    /// Of those, dismissed as false alarms.
    package let falseAlarms: Int
    /// The false alarms per month that the owner allows for all systems together; `nil` when there are no monitors yet.
    package let budgetPerMonth: Double?
    /// The address of the next older page of ended incidents.
    package let older: String?

    package init(
        open: [Row], recovered: [Row], dismissed: [Row], days: Int, noticed: Int, falseAlarms: Int,
        budgetPerMonth: Double?, older: String?
    ) {
        self.open = open
        self.recovered = recovered
        self.dismissed = dismissed
        self.days = days
        self.noticed = noticed
        self.falseAlarms = falseAlarms
        self.budgetPerMonth = budgetPerMonth
        self.older = older
    }

    /// One incident in a list.
    package struct Row: Encodable, Sendable, Hashable {
        package let incident: IncidentHeading
        package let stages: Stages
        package let state: SignalState
        /// Since onset minus before.
        package let change: Estimate?
        package let lead: String?

        package init(incident: IncidentHeading, stages: Stages, state: SignalState, change: Estimate?, lead: String?) {
            self.incident = incident
            self.stages = stages
            self.state = state
            self.change = change
            self.lead = lead
        }
    }
}

/// How far an incident has come, and when it got there.
package struct Stages: Encodable, Sendable, Hashable {
    package let noticed: Timestamp
    package let acknowledged: Timestamp?
    package let end: End?

    package init(noticed: Timestamp, acknowledged: Timestamp?, end: End?) {
        self.noticed = noticed
        self.acknowledged = acknowledged
        self.end = end
    }

    /// How it ended.
    package enum End: Encodable, Sendable, Hashable {
        /// A statistical statement, not a button.
        case recovered(at: Timestamp)
        /// A false alarm, with the reason that a person gave.
        case dismissed(at: Timestamp, by: String?, reason: String)
    }
}
