import Foundation
import Intake
import Logging
import Respond
import Simulation
import Storage
import Telemetry
import TestSupport
import Watch

/// True with `./dev long`, which plays ten times as much.
let isLong = ProcessInfo.processInfo.environment["TILTMETER_LONG"] != nil

/// The rooms from intake to incidents on a real folder, in which a world's history is played.
struct Playground {
    let folder: DataFolder
    let path: String
    let clock: ManualClock
    let pipeline: IntakePipeline
    let cycle: WatchCycle
    let reporter: SystemReporter
    let fold: RollupFold

    init(now: Timestamp, prices: [PriceTable] = []) async throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("world-\(UUID().uuidString)").path
        clock = ManualClock(now)
        folder = try await DataFolder(path: path, now: now, process: ProcessInfo.processInfo.processIdentifier)
        let installation = try await folder.control.install(workspaceKey: Array(0..<32), at: now)
        var logger = Logger(label: "world")
        logger.logLevel = .error
        pipeline = try await IntakePipeline(
            store: folder.calls, control: folder.control, installation: installation,
            prices: PriceBook(prices + [.builtIn]), clock: clock, limits: IntakeLimits(), logger: logger)
        fold = RollupFold(calls: folder.calls, rollups: folder.rollups)
        let judge = Judge(rollups: folder.rollups, control: folder.control)
        reporter = SystemReporter(rollups: folder.rollups, control: folder.control, judge: judge, fold: fold)
        cycle = WatchCycle(fold: fold, judge: judge, control: folder.control, reporter: reporter)
    }

    /// Sends records as imported history, in commits of 5,000, and judges it.
    func play(_ records: some Sequence<SimulatedRecord>) async throws {
        let session = pipeline.beginImport()
        var items: [IntakeItem] = []
        for record in records {
            items.append(item(of: record))
            if items.count == 5_000 {
                _ = try await session.append(IntakeBatch(source: IntakeSource(client: "world"), items: items))
                items = []
            }
        }
        _ = try await session.append(IntakeBatch(source: IntakeSource(client: "world"), items: items))
        _ = try await session.finish()
        try await cycle.turn(.init(watermark: pipeline.settledThrough), now: clock.now())
    }

    private func item(of record: SimulatedRecord) -> IntakeItem {
        switch record.content {
        case .call(let call): .call(call.call)
        case .outcome(let outcome): .outcome(outcome.outcome)
        case .change(let change): .change(change)
        }
    }

    func close() async throws {
        try await folder.close()
        try FileManager.default.removeItem(atPath: path)
    }
}
