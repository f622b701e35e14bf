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
        let arms = settled.monitors.reduce(0) { $0 + $1.detector.detectors.detectors.count }
        let least = floor() * Double(arms) * 10_000 / Double(monitors)
        print(
            "judge: \(Stopwatch.text(seconds * 10_000 / Double(monitors * systems) / least)) times its floor: "
                + "\(arms * systems) steps of one detector, nothing read and nothing stored")
    }

    /// The least that judging must do, CPU seconds for each arm: one step of one detector.
    private static func floor() -> Double {
        let count = 20_000
        var detector = EDetector(bets: BetGrid(relativeBets: (1...12).map { Double($0) / 16 }), monthlyBudget: 0.05)
        return Stopwatch.median {
            for number in 0..<count {
                detector.step(
                    .binary(count: 100, ones: Double(number % 7)), nullMean: 0.05, creditMonths: 1.0 / 720)
            }
        } / Double(count)
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
