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
        let least = floor(rows)
        print("fold: \(Stopwatch.text(seconds / least)) times its floor: the same sums and bins, numbered beforehand")
    }

    /// The least that folding must do, CPU seconds: every observation is counted, summed and binned once for each slice
    /// value, in flat arrays whose places are known.
    private static func floor(_ rows: [SettledRow]) -> Double {
        var places: [SliceValue: Int] = [:]
        let numbered = rows.map { row in
            (
                places: [0]
                    + row.slices.map { slice in
                        let number = places[slice, default: places.count + 1]
                        places[slice] = number
                        return number
                    },
                measures: row.measures.map { (value: $0.value, key: Int(Cell.key(of: $0.value, $0.quantity))) }
            )
        }
        let width = 16
        let bins = 4_096
        return Stopwatch.median {
            var counts = [UInt64](repeating: 0, count: (places.count + 1) * width)
            var sums = [Int64](repeating: 0, count: counts.count)
            var binned = [UInt32](repeating: 0, count: counts.count * bins)
            for row in numbered {
                for place in row.places {
                    for (signal, measure) in row.measures.enumerated() {
                        let cell = place * width + signal
                        counts[cell] &+= 1
                        sums[cell] &+= measure.value
                        binned[cell * bins + measure.key & (bins - 1)] &+= 1
                    }
                }
            }
            precondition(counts[0] == UInt64(rows.count) && binned[0..<bins].reduce(0, &+) == UInt32(rows.count))
        }
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
