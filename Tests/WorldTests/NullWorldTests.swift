import Respond
import Simulation
import Storage
import Telemetry
import Testing
import Watch

/// Systems in which nothing changes, through the real store in fast time.
@Suite("Systems in which nothing changes")
struct NullWorldTests {
    private static let start = Timestamp(rfc3339: "2026-08-31T00:00:00Z")!

    /// The guarantee, docs/statistics.md 4.1: at most systems x (budget x months + sum of the baselines' deltas) alarms are
    /// expected. With K = 1 and 60 days, 57 of them judged, a system may raise 1.9 + delta, with delta at most 1 for each of
    /// two pinnings: 3.9. What is measured is far below, since bounds are not met with equality; one alarm per system would
    /// already be a fault of the implementation, so that is what is held. 20 systems here, 200 with `./dev long`.
    @Test("raise no more alarms than the budget allows")
    func keepBudget() async throws {
        let world = NullWorld(systems: isLong ? 200 : 20, seed: 20_261_121, start: Self.start)
        let alarms = try await alarms(of: world)
        #expect(alarms.count <= world.systems, "\(alarms)")
    }

    /// The mix adjustment is approximate, and used only where slices differ clearly, so what can be held is the guarantee of
    /// the monitors that look at all calls: 20 systems x 1.9 months x 0.0875 alarms (a quarter of the group's 0.35, for the
    /// whole and not its slices) = 3.3, and a delta of at most 0.05 for each of two pinnings = 2. One was measured.
    @Test("raise no more quality alarms than allowed when season and mix shift and no slice changes")
    func ignoreMixAndSeason() async throws {
        let world = NullWorld(systems: 20, seed: 7, mix: .shifting, start: Self.start)
        let alarms = try await alarms(of: world).filter { $0.contains(QuietRows.outcomeName.text + "|#") }
        #expect(alarms.count <= 5, "\(alarms)")
    }

    private func alarms(of world: NullWorld) async throws -> [String] {
        let end = world.start.advanced(bySeconds: Int64(world.days) * 86_400)
        let playground = try await Playground(now: end)
        for number in 0..<world.systems {
            var entries: [LogEntry] = []
            for (index, row) in world.rows(system: number).enumerated() {
                let key = CallKey(hashing: Array("\(number)/\(index)".utf8))
                var call = Call(key: key, kind: row.kind, time: row.callTime)
                call.system = row.system
                var settlement = Settlement(call: key, system: row.system, time: row.verdictTime ?? row.callTime)
                settlement.row = row
                entries.append(.call(call, settlement: settlement, texts: .drop))
                if entries.count == 5_000 {
                    _ = try await playground.folder.calls.append(entries, arrived: end)
                    entries = []
                }
            }
            _ = try await playground.folder.calls.append(entries, arrived: end)
        }
        try await playground.cycle.turn(.init(watermark: end), now: end)
        let tilts = try await playground.folder.control.tilts(TiltQuery())
        let names = try tilts.filter { try $0.tilt.report().cause == .evidence }.map(\.tilt.key)
        try await playground.close()
        return names
    }
}
