import RealModule
import Statistics
import TestSupport

enum TextExperiment {
    private static let epochs = 11

    static let experiment = Experiment(
        name: "text", section: "3.9", title: "Is a new topic found in texts?",
        worlds: """
            5,000 and 5,000 reference documents of 10 to 50 words from 5,000 words with Zipf's shares; ten judged epochs of 1,000; 0.05 \
            alarms allowed, delta 0.05. Some documents carry 2 to 5 words of a topic of 40 rare words. Median documents until the alarm.
            """,
        seed: 302
    ) { scale, seed in
        let worlds: [(name: String, quick: Int, full: Int, stated: String, share: @Sendable (Int) -> Double)] = [
            ("nothing changes (alarms)", 40, 200, "0 of 200", { _ in 0 }),
            ("10 % of the documents", 16, 40, "100 %, 1,275", { _ in 0.10 }),
            ("5 % of the documents", 16, 40, "100 %, 4,319", { _ in 0.05 }),
            ("3 % of the documents", 16, 40, "5 %", { _ in 0.03 }),
            ("growing to 20 %", 16, 40, "100 %, 4,881", { 0.2 * Double($0) / Double(epochs - 1) }),
        ]
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            let runs = scale.runs(world.quick, full: world.full)
            let delays = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ in
                firstAlarm(&random, share: world.share)
            }
            rows.append(.init(world.name, stated: world.stated, measured: Figures.found(delays), runs: runs))
        }
        return rows
    }

    /// Cumulated shares of the words, most frequent first.
    private static let cumulated: [Double] = {
        let weights = (1...5000).map { Double.pow(Double($0), -1.1) }
        let total = weights.reduce(0, +)
        var sum = 0.0
        return weights.map {
            sum += $0 / total
            return sum
        }
    }()

    private static func word(_ random: inout SeededGenerator) -> Int {
        let u = random.uniform()
        var (low, high) = (0, cumulated.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if cumulated[middle] < u { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A document's hashed words; their hashes are drawn once for each world.
    private static func document(_ hashes: [Int32], _ share: Double, _ random: inout SeededGenerator) -> [Int32] {
        var words = (0..<Int.random(in: 10..<50, using: &random)).map { _ in word(&random) }
        if random.chance(share) {
            for _ in 0..<Int.random(in: 2...5, using: &random) {
                let place = Int.random(in: words.indices, using: &random)
                words[place] = Int.random(in: 3000..<3040, using: &random)
            }
        }
        return Set(words.map { hashes[$0] }).sorted()
    }

    private static func firstAlarm(_ random: inout SeededGenerator, share: (Int) -> Double) -> Double? {
        let hashes = (0..<5000).map { _ in Int32.random(in: 0..<Int32(TextFeatures.dimension), using: &random) }
        let reference = (0..<2 * TextDrift.minimumHalf).map { _ in document(hashes, 0, &random) }
        var drift = TextDrift(
            training: Array(reference[..<TextDrift.minimumHalf]),
            evaluation: Array(reference[TextDrift.minimumHalf...]), delta: 0.05, monthlyBudget: 0.05,
            seed: random.next())
        let judged = (epochs - 1) * TextDrift.epochSize
        for number in 0..<epochs * TextDrift.epochSize {
            drift.step(document(hashes, share(number / TextDrift.epochSize), &random), creditMonths: 1 / Double(judged))
            if drift.alarms { return Double(number + 1 - TextDrift.epochSize) }
        }
        return nil
    }
}
