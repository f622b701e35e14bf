import Storage
import Telemetry
import Testing

@Suite("An incident")
struct IncidentTests {
    private static let now = Samples.start

    private func step(_ text: String, after seconds: Int64 = 0) -> IncidentStep {
        IncidentStep(actor: "mara", at: Self.now.advanced(bySeconds: seconds), text: text)
    }

    private func opened() async throws -> (TemporaryFolder, ControlStore, IncidentRecord) {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        var judgement = Judgement()
        judgement.tilts = ["a", "b", "c"].map { key in
            TiltDraft(
                key: key, monitor: MonitorID("m"), system: Samples.system, signal: .success, slice: "",
                direction: .down, noticed: Self.now, onset: nil, size: "{}", logEvidence: 5, state: .tilting)
        }
        try await control.commit(judgement, at: Self.now)
        let incident = try await control.openIncident(
            system: Samples.system, title: "Less success", severity: .q3, tilts: [TiltNumber(1)],
            step: step("opened"))
        return (folder, control, incident)
    }

    @Test("goes through its life, with a timeline that says who and when")
    func life() async throws {
        let (folder, control, incident) = try await opened()
        let number = incident.number
        #expect(number.description == "INC-1" && incident.stage == .noticed && incident.tilts == [TiltNumber(1)])
        #expect(try await control.tilt(TiltNumber(1))?.incident == number)
        try await control.acknowledge(number, step: step("mine", after: 1))
        try await control.acknowledge(number, step: step("mine too", after: 2))
        try await control.assign(number, to: "mara", step: step("lead"))
        try await control.rate(number, .q2, step: step("worse"))
        try await control.addTilts([TiltNumber(2)], to: number, step: step("one more"))
        try await control.markTriaged(number, step: step("the prompt"))
        try await control.markMitigated(number, step: step("to people"))
        try await control.markDecided(number, step: step("back"))
        try await control.markRecovered(number, step: step("over", after: 9))
        var found = try await control.markRelapsed(number, step: step("again"))
        #expect(found.stage == .noticed && found.recovered == nil)
        try await control.markRecovered(number, step: step("over", after: 20))
        try await control.markReviewed(number, step: step("agreed"))
        try await control.note(on: number, step: step("a note"))
        found = try await control.close(number, step: step("done", after: 30))
        #expect(found.stage == .closed && found.severity == .q2 && found.lead == "mara")
        #expect(found.acknowledged == Self.now.advanced(bySeconds: 1))
        #expect(found.recovered == Self.now.advanced(bySeconds: 20))
        #expect(found.tilts == [TiltNumber(1), TiltNumber(2)])
        let kinds = try await control.timeline(number).map(\.kind)
        #expect(
            kinds == [
                .opened, .acknowledged, .acknowledged, .lead, .severity, .tilt, .triaged, .mitigated, .decided,
                .recovered, .relapsed, .recovered, .reviewed, .note, .closed,
            ])
        _ = folder
    }

    @Test("that is dismissed takes its tilts along")
    func dismissed() async throws {
        let (folder, control, incident) = try await opened()
        let found = try await control.dismiss(incident.number, step: step("a holiday", after: 5))
        #expect(found.stage == .dismissed && found.dismissed == Self.now.advanced(bySeconds: 5))
        #expect(try await control.tilt(TiltNumber(1))?.tilt.state == .dismissed)
        #expect(try await control.tilt(TiltNumber(2))?.tilt.state == .tilting)
        _ = folder
    }

    @Test("works on tilts that no other one works on, and changes nothing when one is taken")
    func taken() async throws {
        let (folder, control, incident) = try await opened()
        let error = await #expect(throws: StorageError.self) {
            try await control.openIncident(
                system: Samples.system, title: "Second", severity: .q4, tilts: [TiltNumber(3), TiltNumber(1)],
                step: step("opened"))
        }
        #expect(error?.code == .contradiction)
        #expect(try await control.incidents(IncidentQuery()).map(\.number) == [incident.number])
        #expect(try await control.tilt(TiltNumber(3))?.incident == nil)
        let missing = await #expect(throws: StorageError.self) {
            try await control.close(IncidentNumber(77), step: step("?"))
        }
        #expect(missing?.code == .unknown)
        _ = folder
    }

    @Test("is listed by system, stage and time")
    func listed() async throws {
        let (folder, control, incident) = try await opened()
        var query = IncidentQuery()
        query.system = Samples.fraud
        #expect(try await control.incidents(query).isEmpty)
        query.system = Samples.system
        query.stages = [.noticed]
        #expect(try await control.incidents(query) == [incident])
        query.to = Self.now
        #expect(try await control.incidents(query).isEmpty)
        _ = folder
    }
}
