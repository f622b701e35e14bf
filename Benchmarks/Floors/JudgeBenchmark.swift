import Statistics
import Telemetry
import TestSupport
import Watch

/// What one closed block costs over 10,000 monitors: 250 systems of forty monitors each step one block and write their states.
enum JudgeBenchmark {
    static func run() async throws {
        let settled = try await state()
        let monitors = settled.monitors.count
        let systems = max(1, 10_000 / max(1, monitors))
        var states = Array(repeating: settled, count: systems)
        let block = VerdictBlock(start: Self.end, seconds: 3_600, tables: history.last)
        var bytes = 0
        let seconds = Stopwatch.median {
            for index in states.indices {
                states[index].step(block)
                bytes = states[index].bytes.count
            }
        }
        Stopwatch.report(
            "judge", seconds * 1_000 * 10_000 / Double(monitors * systems), "ms of CPU per block over 10,000 monitors",
            target: "target at most 50, states of \(bytes / monitors) bytes each included")
    }

    private static let rows = FoldBenchmark.rows(count: 200_000, secondsApart: 7)
    private static let history = MemoryHistory(rows)
    private static let end = rows[0].callTime.startOfDay.advanced(bySeconds: 16 * 86_400).seconds

    private static func state() async throws -> SystemWatch {
        var judge = SystemJudge(SystemWatch(system: rows[0].system), settings: .init(), history: history)
        try await judge.judge(through: end, firstRow: history.first)
        return judge.state
    }
}
