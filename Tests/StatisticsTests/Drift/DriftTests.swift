import Sketches
import Statistics
import TestSupport
import Testing

@Suite("Drift of a field (docs/statistics.md 3)")
struct DriftTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("03_drift")
    }

    @Test("distances agree with the reference")
    func distances() throws {
        for vector in try vectors.cases(of: "psi") {
            let index = try CountDistance.stabilityIndex(vector["ref"].numbers, vector["cur"].numbers)
            expectClose(index.plain, try vector["psi"].number)
            expectClose(index.debiased, try vector["psi_debiased"].number)
        }
        for vector in try vectors.cases(of: "jsd_bits") {
            let value = try CountDistance.jensenShannon(vector["ref"].numbers, vector["cur"].numbers)
            expectClose(value, try vector["out"].number)
        }
        for vector in try vectors.cases(of: "hellinger") {
            expectClose(
                try CountDistance.hellinger(vector["ref"].numbers, vector["cur"].numbers), try vector["out"].number)
        }
        for vector in try vectors.cases(of: "wasserstein1") {
            let value = try CountDistance.wasserstein(
                values: vector["values"].numbers, vector["ref"].numbers, vector["cur"].numbers)
            expectClose(value, try vector["out"].number)
        }
    }

    @Test("tests of two windows agree with the reference")
    func tests() throws {
        for vector in try vectors.cases(of: "g_test") {
            let test = try TwoWindowTest.association(vector["ref"].numbers, vector["cur"].numbers)
            expectClose(test.statistic, try vector["G"].number)
            #expect(try Double(test.degrees) == vector["dof"].number)
            expectClose(test.p, try vector["p"].number)
            if !vector["cramers_v"].isNull { expectClose(test.cramersV, try vector["cramers_v"].number) }
        }
        for vector in try vectors.cases(of: "ks_two_sample") {
            let test = try TwoWindowTest.kolmogorovSmirnov(vector["ref"].numbers, vector["cur"].numbers)
            expectClose(test.distance, try vector["d"].number)
            expectClose(test.p, try vector["p"].number)
        }
        #expect(TwoWindowTest.association([100], [200]).p == 1)
    }

    @Test("the mixture of shares follows the reference")
    func mixture() throws {
        let vector = try vectors.cases(of: "MixtureDrift")[0]
        let delta = try vector["delta"].number
        let sums = try vector["counts_ref"].numbers
        let count = try vector["n_ref"].number
        let level = delta / Double(2 * sums.count)
        let nullMeans = sums.flatMap { sum in
            [
                ClopperPearson.upper(count: count, sum: sum, delta: level),
                1 - ClopperPearson.lower(count: count, sum: sum, delta: level),
            ]
        }
        expectClose(nullMeans, try vector["m0"].numbers)
        var set = try DriftBaseline.detectors(
            nullMeans: nullMeans, eventsPerMonth: vector["n_month"].number, monthlyBudget: 0.001, bets: 8, deadBand: 0,
            tempering: 1)
        for update in try vector["updates"].list {
            let total = try update[0].number
            let inputs = try zip(update[1].numbers, sums.indices).flatMap { ones, index in
                let block = ObservationBlock.binary(count: total, ones: ones)
                return [
                    DetectorSet.Input(block: block, nullMean: nullMeans[2 * index]),
                    DetectorSet.Input(block: block.flipped, nullMean: nullMeans[2 * index + 1]),
                ]
            }
            expectClose(try set.step(inputs, creditMonths: vector["clock"].number), try update[2].number)
        }
    }

    @Test("a number is watched by the deciles of the first fifth, each once")
    func numeric() throws {
        var random = SeededGenerator(seed: 1)
        var first = SparseBins()
        var rest = SparseBins()
        for index in 0..<5000 {
            let key = LogarithmicMapping.standard.signedKey(of: random.normal(mean: 0, deviation: 10))
            if index < 1000 { first.add(key) } else { rest.add(key) }
        }
        let baseline = try #require(DriftBaseline.numeric(first: first, rest: rest))
        #expect(baseline.shareCount == 9)
        for (index, ones) in baseline.ones.enumerated() {
            expectClose(ones / baseline.count, 0.9 - 0.1 * Double(index), absolute: 0.06)
        }
        let constant = SparseBins([(key: 4, count: 100)])
        let still = try #require(DriftBaseline.numeric(first: constant, rest: constant))
        #expect(still.indicators == .differsFrom(4) && still.arms(days: 28, delta: 0.05).count == 1)
        #expect(DriftBaseline.numeric(first: SparseBins(), rest: rest) == nil)
        let two = SparseBins([(key: 1, count: 80), (key: 2, count: 20)])
        #expect(try #require(DriftBaseline.numeric(first: two, rest: two)).indicators == .above([1, 2]))
    }

    @Test("a category is watched by its 49 most frequent values and all others together")
    func categorical() throws {
        var reference = CategoryCounter(.standard)
        for index in 0..<60 { reference.insert("v\(index)", count: UInt64(1000 - index)) }
        let baseline = try #require(DriftBaseline.categorical(reference))
        #expect(baseline.shareCount == 50)
        #expect(baseline.ones.reduce(0, +) == baseline.count)
        var live = CategoryCounter(.standard)
        live.insert("never seen", count: 7)
        live.insert("v0", count: 3)
        let counts = try #require(baseline.counts(live))
        #expect(counts.first == 3 && counts.last == 7)
        #expect(baseline.counts(SparseBins()) == nil)
        #expect(baseline.share(ofArm: 99).index == 49 && !baseline.share(ofArm: 99).rose)
    }

    /// Budget 0.05 a month, one month, delta 0.05: at most 10 % of the runs. The reference measured 1 %.
    @Test("a number that did not move keeps its one budget")
    func nullNumeric() throws {
        var random = SeededGenerator(seed: 31)
        var alarmed = 0
        for _ in 0..<20 {
            alarmed += try Self.numericAlarm(random: &random, scale: 1) == nil ? 0 : 1
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: 20, probability: 0.10)
    }

    @Test("a number that grew by a quarter is found, and the strongest share rose")
    func grownNumeric() throws {
        var random = SeededGenerator(seed: 32)
        for _ in 0..<5 {
            let found = try #require(try Self.numericAlarm(random: &random, scale: 1.25))
            #expect(found.rose)
        }
    }

    static func numericAlarm(random: inout SeededGenerator, scale: Double) throws -> (hour: Int, rose: Bool)? {
        func bins(_ count: Int, _ scale: Double) -> SparseBins {
            var bins = SparseBins()
            for _ in 0..<count {
                bins.add(LogarithmicMapping.standard.signedKey(of: scale * random.logNormal(median: 100, spread: 0.8)))
            }
            return bins
        }
        let baseline = try #require(DriftBaseline.numeric(first: bins(2800, 1), rest: bins(11_200, 1)))
        var detector = baseline.tiltDetector(days: 14, delta: 0.05, monthlyBudget: 0.05)
        for hour in 0..<720 {
            let block = bins(40, scale)
            let counts = try #require(baseline.counts(block))
            let observations = baseline.observations(counts: counts, total: Double(block.total))
            if detector.step(observations, hour: hour, creditMonths: 1.0 / 720) == .tilting {
                return (hour, baseline.share(ofArm: detector.strongestArm).rose)
            }
        }
        return nil
    }
}

@Suite("Drift of texts (docs/statistics.md 3.4)")
struct TextDriftTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("03_drift")
    }

    @Test("words and features agree with the reference")
    func features() throws {
        for vector in try vectors.cases(of: "tokens") {
            #expect(try TextFeatures.tokens(vector["text"].text) == vector["out"].list.map { try $0.text })
        }
        for vector in try vectors.cases(of: "text_features") {
            #expect(try TextFeatures.features(vector["text"].text).map { Double($0) } == vector["out"].numbers)
        }
        #expect(TextFeatures.features("").isEmpty)
        #expect(TextFeatures.features(identifier: "order-1234").count == 2)
    }

    @Test("the model learns like the reference")
    func model() throws {
        let vector = try vectors.cases(of: "OnlineLogit")[0]
        var model = OnlineLogit()
        var scores: [Double] = []
        for pair in try vector["sequence"].list {
            let features = try TextFeatures.features(pair[0].text)
            scores.append(model.score(features))
            model.learn(features, label: try pair[1].number)
        }
        expectClose(scores, try vector["scores"].numbers)
        let final = ["the cat", "a dog", "unseen words"].map { model.score(TextFeatures.features($0)) }
        expectClose(final, try vector["final"].numbers)
    }

    /// Words of a document with a Zipf-like frequency; `topic` adds words that the reference never saw.
    static func document(_ random: inout SeededGenerator, topic: Bool) -> [Int32] {
        var words = (0..<20).map { _ in "w\(Int(random.exponential(mean: 60)))" }
        if topic { words += (0..<4).map { _ in "topic\(Int.random(in: 0..<20, using: &random))" } }
        return TextFeatures.features(words.joined(separator: " "))
    }

    @Test("goes on bit for bit after a restart, within an epoch and across its end")
    func restart() throws {
        var random = SeededGenerator(seed: 42)
        let reference = (0..<200).map { _ in Self.document(&random, topic: false) }
        let halves = (Array(reference[..<100]), Array(reference[100...]))
        let start = TextDrift(
            training: halves.0, evaluation: halves.1, delta: 0.05, monthlyBudget: 0.05, tempering: 0.5, seed: 7)
        let documents = (0..<12).map { ($0, Self.document(&random, topic: true)) }
        try DetectorLaws.expectRestoreGoesOn(
            start, blocks: documents, encode: { $0.stateBytes },
            decode: { try TextDrift(training: halves.0, evaluation: halves.1, delta: 0.05, stateBytes: $0) },
            step: { drift, entry in
                drift.step(entry.1, creditMonths: 0.001)
                if entry.0 % 4 == 3 { drift.endEpoch() }
            })
    }

    /// The reference found 10 % of documents on a new topic in all of 40 runs, and none without in 200.
    @Test("a new topic in a tenth of the documents is found, and nothing where there is none", arguments: [0.0, 0.1])
    func newTopic(share: Double) {
        var random = SeededGenerator(seed: 41)
        let reference = (0..<4000).map { _ in Self.document(&random, topic: false) }
        var drift = TextDrift(
            training: Array(reference[..<2000]), evaluation: Array(reference[2000...]), delta: 0.05,
            monthlyBudget: 0.05, seed: 1)
        var alarmed = false
        for _ in 0..<4000 where !alarmed {
            let features = Self.document(&random, topic: random.chance(share))
            drift.step(features, creditMonths: 1.0 / 20_000)
            alarmed = drift.alarms
        }
        #expect(alarmed == (share > 0))
        if share > 0 {
            let explaining = drift.explaining(5, of: (0..<200).map { _ in Self.document(&random, topic: true) })
            let topics = Set((0..<20).flatMap { TextFeatures.features("topic\($0)") })
            #expect(explaining.contains { topics.contains($0) })
        }
    }
}
