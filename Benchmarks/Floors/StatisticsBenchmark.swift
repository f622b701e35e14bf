import RealModule
import Sketches
import Statistics
import TestSupport

/// What the statistics floor costs, each figure beside a floor of plain arithmetic measured in the same run.
enum StatisticsBenchmark {
    static func run() {
        detector()
        sketches()
        text()
        slices()
    }

    private static func detector() {
        let count = 100_000
        let floor = logarithm() * 24
        // The null mean stays within an hour of a monitor with a season, and for good without one.
        for (what, step) in [("null mean as before", 0.0), ("another null mean every time", 1e-6)] {
            var detector = EDetector(
                bets: BetGrid(nullMean: 0.08, variance: 0.0736, smallestShift: 0.002), monthlyBudget: 0.05)
            let seconds = Stopwatch.median {
                for number in 0..<count {
                    detector.step(
                        .binary(count: 100, ones: Double(number % 7)), nullMean: 0.08 + step * Double(number & 7),
                        creditMonths: 1.0 / 720)
                }
            }
            keep(detector.logEvidence)
            let figure = seconds / Double(count) * 1e9
            Stopwatch.report(
                "statistics: block of one detector direction, \(what)", figure, "ns",
                target: "target at most 500; \(Stopwatch.text(figure / floor)) times 24 logarithms")
        }
    }

    private static func sketches() {
        let latencies = SeededGenerator(seed: 1).logNormal(count: 1_000_000, median: 800, spread: 0.9)
        var sketch = DDSketch()
        let seconds = Stopwatch.median {
            for latency in latencies { sketch.insert(latency) }
        }
        keep(Double(sketch.count))
        let figure = seconds / Double(latencies.count) * 1e9
        Stopwatch.report(
            "statistics: DDSketch insert", figure, "ns",
            target: "target at most 15; \(Stopwatch.text(figure / logarithm())) times one logarithm")

        let parts = (0..<1000).map { part in
            var sketch = DDSketch()
            for index in 0..<1000 { sketch.insert(latencies[part * 1000 + index]) }
            return sketch
        }
        let cells = parts.reduce(0) { $0 + $1.filledBins }
        var merged = DDSketch()
        let merging = Stopwatch.median {
            merged = DDSketch()
            // Same accuracy everywhere: merging cannot throw.
            for part in parts { try? merged.merge(part) }
        }
        keep(Double(merged.count))
        Stopwatch.report(
            "statistics: merge of 1,000 sketches", merging * 1000, "ms",
            target: "target at most 1; \(Stopwatch.text(merging * 1e9 / Double(cells))) ns per filled bin")
    }

    private static func text() {
        var random = SeededGenerator(seed: 2)
        let words = (0..<5000).map { _ in
            String((0..<Int.random(in: 2...10, using: &random)).map { _ in Self.letter(&random) })
        }
        let texts = (0..<2000).map { _ in
            (0..<170).map { _ in words[Int(random.uniform() * random.uniform() * 5000)] }.joined(separator: " ")
        }
        let bytes = texts.reduce(0) { $0 + $1.utf8.count }
        var features = 0
        let seconds = Stopwatch.median {
            features = 0
            for text in texts { features += TextFeatures.features(text).count }
        }
        var hash: UInt64 = 0
        let floor = Stopwatch.median {
            for text in texts { hash ^= StableHash.fnv1a64(text.utf8) }
        }
        keep(Double(features) + Double(hash & 1))
        Stopwatch.report(
            "statistics: text features", Double(bytes) / seconds / 1e6, "MB/s",
            target: "target at least 50; \(Stopwatch.text(seconds / floor)) times one hash of the bytes")
    }

    private static func letter(_ random: inout SeededGenerator) -> Character {
        Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8.random(in: 0..<26, using: &random)))
    }

    private static func slices() {
        let calls = 1_000_000
        var random = SeededGenerator(seed: 3)
        let columns = (0..<20).map { column in
            (0..<calls).map { _ in Int32(random.uniform() * random.uniform() * Double(4 + column)) }
        }
        let failures = (0..<calls).map { row in
            random.chance(columns[3][row] == 2 && columns[7][row] == 1 ? 0.16 : 0.08) ? 1.0 : 0
        }
        let expected = [Double](repeating: 0.08, count: calls)
        var settings = SliceScan.Settings(calls: calls)
        settings.maximumLevel = 2
        var found = 0
        let seconds = Stopwatch.median(runs: 3) {
            found =
                SliceScan.findings(columns: columns, failures: failures, expected: expected, settings: settings).count
        }
        var sum: Int64 = 0
        let floor = Stopwatch.median(runs: 3) {
            for _ in 0..<10 { for column in columns { for code in column { sum &+= Int64(code) } } }
        }
        keep(Double(found) + Double(sum & 1))
        Stopwatch.report(
            "statistics: slices of 1,000,000 calls, 20 attributes, two conditions", seconds, "s",
            target: "target at most 1; \(Stopwatch.text(seconds / floor)) times adding the codes of 190 columns up")
    }

    /// Nanoseconds of one logarithm.
    private static func logarithm() -> Double {
        let count = 2_000_000
        var sum = 0.0
        let seconds = Stopwatch.median {
            for number in 1...count { sum += Double.log(Double(number)) }
        }
        keep(sum)
        return seconds / Double(count) * 1e9
    }

    /// Uses a result, or the optimiser removes the work.
    @inline(never)
    private static func keep(_ value: Double) {
        if value == 0.123_456_789 { print(value) }
    }
}
