import Storage
import Telemetry
import TestSupport
import Watch

/// How many settled calls a second one core folds in memory: nine signals, nine slice dimensions, an hour of traffic at a time.
enum FoldBenchmark {
    static func run() async throws {
        let rows = Self.rows(count: 200_000)
        let seconds = Stopwatch.median {
            var fold = SystemFold(system: rows[0].system)
            var tables: [RollupKey: CellTable] = [:]
            for start in stride(from: 0, to: rows.count, by: 20_000) {
                for row in rows[start..<start + 20_000] { fold.absorb(row) }
                fold.drain(into: &tables)
            }
        }
        Stopwatch.report("fold", Double(rows.count) / seconds, "calls/s of CPU", target: "target at least 500,000")
    }

    static func rows(count: Int, secondsApart: Double = 0.02) -> [SettledRow] {
        var random = SeededGenerator(seed: 1)
        let start = Timestamp(rfc3339: "2026-11-01T00:00:00Z")!
        let system = SystemSlug("support-answers")!
        let values: [(String, [String])] = [
            ("environment", ["production"]), ("language", ["en", "es", "pt"]), ("model", ["atlas-4", "atlas-4-mini"]),
            ("operation", ["chat"]), ("prompt", ["answer@41", "answer@42"]), ("provider", ["openai"]),
            ("service_version", ["5.18", "5.19"]), ("tier", ["free", "gold", "team"]), ("topic", ["billing", "other"]),
        ]
        return (0..<count).map { number in
            let time = start.advanced(byNanoseconds: Int64(Double(number) * secondsApart * 1e9))
            return SettledRow(
                subject: .call, system: system, kind: .llm, callTime: time,
                verdictTime: time.advanced(byNanoseconds: 3_000_000_000),
                slices: values.map { SliceValue($0.0, $0.1[Int.random(in: 0..<$0.1.count, using: &random)]) },
                measures: [
                    Measure(.success, !random.chance(0.01)),
                    Measure(.latency, .duration, Int64(random.logNormal(median: 900_000, spread: 0.6))),
                    Measure(.timeToFirstToken, .duration, Int64(random.logNormal(median: 200_000, spread: 0.4))),
                    Measure(.inputTokens, .count, Int64(random.logNormal(median: 600, spread: 0.5))),
                    Measure(.outputTokens, .count, Int64(random.logNormal(median: 120, spread: 0.5))),
                    Measure(.cost, .money, Int64(random.logNormal(median: 400_000_000, spread: 0.5))),
                    Measure(.refused, random.chance(0.02)), Measure(.empty, false),
                    Measure(.truncated, random.chance(0.01)),
                ])
        }
    }
}
