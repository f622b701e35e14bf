import Respond
import Storage
import Telemetry
import Testing

@Suite("What people do to incidents")
struct IncidentActionsTests {
    private func withIncident(_ body: (TiltSamples, IncidentNumber) async throws -> Void) async throws {
        let samples = try await TiltSamples()
        let number = try #require(try await samples.tilt("groundedness", onset: -9).first?.number)
        try await body(samples, number)
        try await samples.close()
    }

    @Test("acknowledging once or twice is the same")
    func acknowledge() async throws {
        try await withIncident { samples, number in
            let first = try await samples.actions.acknowledge(number, actor: "mara", at: TiltSamples.now)
            let later = TiltSamples.now.advanced(bySeconds: 60)
            let second = try await samples.actions.acknowledge(number, actor: "jonas", at: later)
            #expect(first.acknowledged == TiltSamples.now)
            #expect(second.acknowledged == TiltSamples.now)
        }
    }

    @Test("a false alarm needs a reason, and then takes nothing more")
    func dismiss() async throws {
        try await withIncident { samples, number in
            let actions = samples.actions
            await #expect(throws: IncidentActions.Refusal.reasonMissing) {
                try await actions.dismiss(number, reason: " \n", actor: "mara", at: TiltSamples.now)
            }
            let dismissed = try await actions.dismiss(
                number, reason: "a test of ours", actor: "mara", at: TiltSamples.now)
            #expect(dismissed.stage == .dismissed)
            await #expect(throws: IncidentActions.Refusal.stage(.dismissed)) {
                try await actions.dismiss(number, reason: "again", actor: "mara", at: TiltSamples.now)
            }
        }
    }

    @Test("a lead can be set and cleared; notes must say something and not too much")
    func leadAndNotes() async throws {
        try await withIncident { samples, number in
            let actions = samples.actions
            #expect(try await actions.assign(number, to: "mara", actor: "mara", at: TiltSamples.now).lead == "mara")
            #expect(try await actions.assign(number, to: nil, actor: "mara", at: TiltSamples.now).lead == nil)
            for text in ["", String(repeating: "x", count: IncidentActions.textLimit + 1)] {
                await #expect(throws: IncidentActions.Refusal.text) {
                    try await actions.note(number, text: text, actor: "mara", at: TiltSamples.now)
                }
            }
            try await actions.note(number, text: "rolled back", actor: "mara", at: TiltSamples.now)
        }
    }

    @Test("an incident that does not exist is refused")
    func unknown() async throws {
        try await withIncident { samples, _ in
            let actions = samples.actions
            await #expect(throws: IncidentActions.Refusal.unknown) {
                try await actions.acknowledge(IncidentNumber(99), actor: "mara", at: TiltSamples.now)
            }
        }
    }
}
