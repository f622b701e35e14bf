import Storage
import Telemetry
import Testing

@Suite("A judgement")
struct JudgementTests {
    private static let now = Samples.start
    private static let monitor = MonitorID("support-answers/success")

    private func tilt(_ key: String, _ state: TiltDraft.State = .tilting) -> TiltDraft {
        let onset = TiltDraft.Onset(
            low: Self.now.advanced(bySeconds: -600), estimate: Self.now.advanced(bySeconds: -300), high: Self.now)
        return TiltDraft(
            key: key, monitor: Self.monitor, system: Samples.system, signal: .success, slice: "language:es",
            direction: .down, noticed: Self.now, onset: onset, size: #"{"value":-6.8}"#, logEvidence: 9.25,
            state: state, blob: [1, 2])
    }

    private func judgement(to seconds: Int64, tilts: [TiltDraft]) -> Judgement {
        var judgement = Judgement()
        judgement.systems = [
            SystemJudgement(
                system: Samples.system, judgedTo: Self.now.advanced(bySeconds: seconds), state: [UInt8(seconds)])
        ]
        judgement.baselines = [
            BaselineRecord(
                id: BaselineID("b1"), system: Samples.system, signal: .success, slice: "", version: 1,
                state: seconds == 0 ? .pinned : .retired, pinned: Self.now, blob: [3], reason: "DEC-1")
        ]
        judgement.monitors = [
            MonitorRecord(
                id: Self.monitor, system: Samples.system, signal: .success, slice: "", budget: 0.03, from: Self.now,
                to: seconds == 0 ? nil : Self.now)
        ]
        judgement.tilts = tilts
        return judgement
    }

    @Test("writes states, baselines, monitors and tilts together, and numbers a tilt once")
    func together() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        var tilts = try await control.commit(judgement(to: 0, tilts: [tilt("a"), tilt("b")]), at: Self.now)
        #expect(tilts.map(\.number.description) == ["TLT-1", "TLT-2"])
        tilts = try await control.commit(judgement(to: 10, tilts: [tilt("b", .recovered), tilt("c")]), at: Self.now)
        #expect(tilts.map(\.number.value) == [2, 3])
        #expect(try await control.tilt(TiltNumber(2))?.tilt == tilt("b", .recovered))
        #expect(try await control.judgement(Samples.system)?.state == [10])
        #expect(try await control.judgements().count == 1)
        #expect(try await control.baselines().isEmpty)
        #expect(try await control.baselines(system: Samples.system, retired: true).map(\.blob) == [[3]])
        #expect(try await control.monitors().isEmpty)
        #expect(try await control.monitors(ended: true).map(\.budget) == [0.03])
        var query = TiltQuery()
        query.states = [.tilting]
        #expect(try await control.tilts(query).map(\.number.value) == [3, 1])
    }

    @Test("that would go back is refused as a whole")
    func back() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        try await control.commit(judgement(to: 10, tilts: []), at: Self.now)
        let error = await #expect(throws: StorageError.self) {
            try await control.commit(judgement(to: 9, tilts: [tilt("a")]), at: Self.now)
        }
        #expect(error?.code == .contradiction)
        #expect(try await control.tilts(TiltQuery()).isEmpty)
        try await control.commit(judgement(to: 10, tilts: [tilt("a")]), at: Self.now)
    }

    @Test("leaves what a person said about a tilt")
    func person() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        try await control.commit(judgement(to: 0, tilts: [tilt("a")]), at: Self.now)
        try await control.set(.dismissed, of: TiltNumber(1), at: Self.now)
        try await control.commit(judgement(to: 1, tilts: [tilt("a")]), at: Self.now)
        #expect(try await control.tilt(TiltNumber(1))?.tilt.state == .dismissed)
        #expect(try await control.tilt(TiltNumber(1))?.tilt.ended == Self.now)
    }

    @Test("enters changes that were found into the ledger, once")
    func changes() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        var judgement = judgement(to: 0, tilts: [])
        judgement.changes = [
            Change(
                key: Samples.key(1), kind: .provider, title: "New fingerprint", systems: [Samples.system],
                time: Self.now, found: true)
        ]
        try await control.commit(judgement, at: Self.now)
        try await control.commit(judgement, at: Self.now)
        #expect(try await control.changes().map(\.change.found) == [true])
    }
}
