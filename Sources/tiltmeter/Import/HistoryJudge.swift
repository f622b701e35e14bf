import Intake
import Respond
import Storage
import Telemetry
import Watch

/// Judges what imports bring, and says whose judging waits for one.
struct HistoryJudge: Sendable {
    let cycle: WatchCycle
    let judge: Judge
    let intake: IntakePipeline
    let control: ControlStore
    let clock: any WallClock

    /// What may be judged at this instant: everything that has settled, but for systems whose history is coming.
    func horizon() async throws -> WatchCycle.Horizon {
        let held = try await control.systemsHeldByImports(at: clock.now())
        return WatchCycle.Horizon(watermark: intake.settledThrough, held: intake.importing.union(held))
    }

    /// Lets systems without a pinned baseline take history in as if it had been there from the first. While their judging
    /// still waits.
    func prepare(_ report: ImportReport) async throws {
        _ = try await cycle.foldOnly()
        try await judge.relearn(report.systems, now: clock.now())
    }

    /// Judges what an import has brought, unless that is left to a later one.
    func judge(_ report: ImportReport, rejudges: Bool) async throws {
        guard !report.isHeld else { return }
        let now = clock.now()
        let horizon = try await horizon()
        if rejudges {
            for system in report.systems where !horizon.held.contains(system) {
                try await cycle.renewVerdicts(of: system)
                _ = try await judge.rejudge(
                    system, watermark: horizon.watermark, actor: "import", reason: "import --rejudge", now: now)
            }
        }
        try await cycle.turn(horizon, now: now)
    }
}
