package import Telemetry

/// `/`: is anything getting worse that dashboards do not show?
package struct OverviewPage: Encodable, Sendable {
    /// The trailing window of all figures, in days.
    package let days: Int
    /// Worst first.
    package let systems: [Row]
    /// The tilt that is worth the picture; `nil` when nothing tilts.
    package let steepest: Steepest?
    /// What waits for a person, most urgent first.
    package let needs: [Need]
    /// Newest first, at most five.
    package let changes: [ChangeRow]
    /// What cannot be seen, worst first.
    package let blindSpots: [BlindSpot]

    package init(
        days: Int, systems: [Row], steepest: Steepest?, needs: [Need], changes: [ChangeRow], blindSpots: [BlindSpot]
    ) {
        self.days = days
        self.systems = systems
        self.steepest = steepest
        self.needs = needs
        self.changes = changes
        self.blindSpots = blindSpots
    }

    /// One system on the board.
    package struct Row: Encodable, Sendable, Hashable {
        package let system: SystemHeading
        /// A short word on what it is, or since when: `with retrieval`, `new on 9 Nov`. Text from outside.
        package let note: String?
        /// In the window; for classic models predictions.
        package let calls: Int
        package let operations: Reading
        package let quality: Reading
        package let trust: Reading
        package let cost: Reading
        /// What stands behind the state, or is to be done next.
        package let next: NextStep

        package init(
            system: SystemHeading, note: String?, calls: Int, operations: Reading, quality: Reading, trust: Reading,
            cost: Reading, next: NextStep
        ) {
            self.system = system
            self.note = note
            self.calls = calls
            self.operations = operations
            self.quality = quality
            self.trust = trust
            self.cost = cost
            self.next = next
        }

        /// The four in the order that holds everywhere.
        package var readings: [Reading] { [operations, quality, trust, cost] }
    }

    /// What to do about a system.
    package enum NextStep: Encodable, Sendable, Hashable {
        case nothing
        case acknowledge(incident: IncidentHeading)
        /// Acknowledged, with the name of the lead if there is one.
        case inHand(incident: IncidentHeading, lead: String?)
        /// Worth watching: this signal.
        case watch(signal: SignalHeading)
        /// Baselines will be there then.
        case learning(ready: Timestamp?)
    }

    /// The tilt with the largest lean, for the wedge and its side panel.
    package struct Steepest: Encodable, Sendable, Hashable {
        package let reading: Reading
        package let incident: IncidentHeading
        /// In months, from the evidence: a false alarm this strong comes up at most once in that time.
        package let rarityMonths: Double
        package let noticed: Timestamp
        /// `nil` until somebody acknowledged it.
        package let acknowledged: Timestamp?
        package let worstSlice: SliceChange?
        /// Calls of the system since the onset.
        package let callsSince: Int
        package let lead: String?
        package let wedge: WedgeChart

        package init(
            reading: Reading, incident: IncidentHeading, rarityMonths: Double, noticed: Timestamp,
            acknowledged: Timestamp?, worstSlice: SliceChange?, callsSince: Int, lead: String?, wedge: WedgeChart
        ) {
            self.reading = reading
            self.incident = incident
            self.rarityMonths = rarityMonths
            self.noticed = noticed
            self.acknowledged = acknowledged
            self.worstSlice = worstSlice
            self.callsSince = callsSince
            self.lead = lead
            self.wedge = wedge
        }
    }

    /// A slice and how far it moved.
    package struct SliceChange: Encodable, Sendable, Hashable {
        package let slice: Slice
        package let change: Estimate

        package init(slice: Slice, change: Estimate) {
            self.slice = slice
            self.change = change
        }
    }

    /// One thing that waits for a person.
    package enum Need: Encodable, Sendable, Hashable {
        case acknowledge(incident: IncidentHeading, noticed: Timestamp)
        case takeLead(incident: IncidentHeading, noticed: Timestamp)
        /// A signal whose direction nobody has said.
        case sayWhichWayIsWorse(system: SystemHeading, signal: SignalHeading)
        /// Calls that cannot be priced, with the model's name as sent.
        case addPrice(model: String, calls: Int)
    }

    /// One thing that is not seen, or seen worse than it could be.
    package enum BlindSpot: Encodable, Sendable, Hashable {
        case learning(system: SystemHeading, ready: Timestamp?)
        case noSignal(group: SignalGroup, systems: [SystemHeading])
        case late(system: SystemHeading, signal: SignalHeading, days: Double)
        case stopped(system: SystemHeading, signal: SignalHeading, since: Timestamp)
        /// A monitor that cannot run: an alarm, never a silent off.
        case notRunning(system: SystemHeading, signal: SignalHeading, reason: String, since: Timestamp)
        /// Calls without a price, as a share of all calls of the system.
        case unpriced(system: SystemHeading, share: Double)
        /// A part of the log is damaged and was set aside: its calls, as far as known, are not shown.
        case setAside(part: String, calls: Int?, isCounted: Bool)
        /// The fold is behind what was received, in seconds.
        case behind(seconds: Double)
    }
}
