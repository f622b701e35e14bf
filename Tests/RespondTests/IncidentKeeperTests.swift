import Respond
import Storage
import Telemetry
import Testing

@Suite("Incidents")
struct IncidentKeeperTests {
    @Test("open with the first tilt, which is noticed, and stay one when the keeper looks again")
    func opens() async throws {
        let samples = try await TiltSamples()
        let changed = try await samples.tilt("groundedness", onset: -9)
        #expect(changed.count == 1)
        #expect(changed.first?.stage == .noticed)
        #expect(changed.first?.severity == .q3)
        #expect(try await samples.keeper.keep(at: TiltSamples.now).isEmpty)
        #expect(try await samples.incidents().count == 1)
        try await samples.close()
    }

    @Test("take in tilts of the same system that began with them, whenever those are noticed")
    func joins() async throws {
        let samples = try await TiltSamples()
        try await samples.tilt("groundedness", onset: -9, noticed: -5)
        try await samples.tilt("thumbs", onset: -8, noticed: -1)
        let incidents = try await samples.incidents()
        #expect(incidents.count == 1)
        #expect(incidents.first?.tilts.count == 2)
        try await samples.close()
    }

    @Test("stay apart when tilts began weeks from each other, however wide their ranges are")
    func staysApart() async throws {
        let samples = try await TiltSamples()
        try await samples.tilt("cost", onset: -50, range: 30)
        try await samples.tilt("groundedness", onset: -9, range: 30)
        #expect(try await samples.incidents().count == 2)
        try await samples.close()
    }

    @Test("stay apart when the systems differ")
    func staysApartBySystem() async throws {
        let samples = try await TiltSamples()
        try await samples.tilt("latency", onset: -3)
        try await samples.tilt("latency", system: SystemSlug("fraud-scoring")!, onset: -3)
        #expect(try await samples.incidents().count == 2)
        try await samples.close()
    }

    @Test("of plain rules stand alone, with a higher severity")
    func plainRules() async throws {
        let samples = try await TiltSamples()
        try await samples.tilt("success", onset: -1)
        let changed = try await samples.tilt("success", onset: -1, noticed: -0.9, cause: "errors")
        #expect(changed.first?.severity == .q2)
        #expect(try await samples.incidents().count == 2)
        try await samples.close()
    }

    @Test("recover when the last of their tilts has, at the time of that one")
    func recover() async throws {
        let samples = try await TiltSamples()
        try await samples.tilt("groundedness", onset: -9, noticed: -5)
        try await samples.tilt("thumbs", onset: -9, noticed: -4)
        try await samples.tilt("groundedness", onset: -9, noticed: -5, state: .recovered, ended: -3)
        #expect(try await samples.incidents().first?.stage.isOpen == true)
        try await samples.tilt("thumbs", onset: -9, noticed: -4, state: .recovered, ended: -2)
        let incident = try #require(try await samples.incidents().first)
        #expect(!incident.stage.isOpen)
        #expect(incident.recovered == TiltSamples.days(-2))
        try await samples.close()
    }
}
