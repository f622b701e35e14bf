import Sketches
import Statistics
import TestSupport
import Testing

/// Worlds in which nothing changed, with fixed seeds: what the guarantees promise, counted. Each test writes down the
/// probability with which a correct detector would fail it.
@Suite("When nothing changed")
struct NullSimulationTests {
    /// Proposition 1 with a known mean (docs/statistics.md 1.7). 250 runs of 1,000 blocks, clock credit of 5 allowed alarms in
    /// all per run: the expected count is at most 5 per run. The reference measured 2.5 to 4.5 for blocks and events. Alarms of
    /// one run come in clusters (a run's count has a standard deviation of about 3), so the mean of 250 runs exceeds 5 by
    /// chance only if the true mean is almost 5.
    @Test("alarms are counted in clock time, whatever the rate", arguments: [0.08, 0.005, 0.5])
    func proposition(rate: Double) {
        var random = SeededGenerator(seed: 101)
        let blocks = 1000
        let allowed = 5.0
        let credit = 1.0 / Double(blocks)
        var alarms = 0
        let runs = 250
        for _ in 0..<runs {
            let variance = rate * (1 - rate)
            var detector = EDetector(
                bets: BetGrid(
                    nullMean: rate, variance: variance, smallestShift: (2 * variance * 10 / 50_000).squareRoot()),
                monthlyBudget: allowed)
            for _ in 0..<blocks {
                let ones = Double(random.binomial(50, rate))
                detector.step(.binary(count: 50, ones: ones), nullMean: rate, creditMonths: credit)
                if detector.alarms {
                    alarms += 1
                    detector.reset()
                }
            }
        }
        #expect(Double(alarms) / Double(runs) <= allowed)
        #expect(alarms > 0, "a detector that is never seen to ring is no alarm")
    }

    /// The same for scores with dependent, bounded differences: each score's mean is 0.3 given the past, its spread is not.
    @Test("alarms are counted in clock time for dependent scores")
    func dependentScores() {
        var random = SeededGenerator(seed: 102)
        let allowed = 5.0
        var alarms = 0
        let runs = 60
        for _ in 0..<runs {
            var detector = EDetector(
                bets: BetGrid(nullMean: 0.3, variance: 0.05, smallestShift: 0.01), monthlyBudget: allowed)
            var last = 0.3
            for _ in 0..<400 {
                let bins = (0..<10).map { _ in
                    let half = last > 0.3 ? 0.05 : 0.3
                    last = 0.3 + (random.chance(0.5) ? half : -half)
                    return ScoreBin(value: last, count: 1)
                }
                detector.step(.histogram(bins), nullMean: 0.3, creditMonths: 1.0 / 400)
                if detector.alarms {
                    alarms += 1
                    detector.reset()
                }
            }
        }
        #expect(Double(alarms) / Double(runs) <= allowed)
    }

    /// A reference of 10,000 events and six months of 30,000 events each. One run alarms with probability at most budget
    /// times months plus delta = 0.05 · 6 + 0.05 (docs/statistics.md 1.7, 1.13); measured by the reference: 1.5 %.
    @Test("a baseline that was estimated keeps the budget", arguments: [Baseline.DeadBandMode.larger, .none])
    func estimatedBaseline(mode: Baseline.DeadBandMode) {
        var random = SeededGenerator(seed: 103)
        let runs = 200
        var alarmed = 0
        for _ in 0..<runs {
            let sum = Double(random.binomial(10_000, 0.08))
            let baseline = Baseline(
                .init(count: 10_000, sum: sum, sumOfSquares: sum), kind: .rate, days: 10,
                settings: .init(delta: 0.05, deadBandMode: mode))
            var detector = TiltDetector(baselines: [baseline], monthlyBudget: 0.05)
            let rang = (0..<1080).contains { step in
                let block = ObservationBlock.binary(count: 167, ones: Double(random.binomial(167, 0.08)))
                return detector.step([.init(block: block)], hour: step * 4, creditMonths: 4.0 / 720) == .tilting
            }
            alarmed += rang ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: runs, probability: 0.05 * 6 + 0.05)
    }

    /// Scores on the grid, two-sided: both directions are one monitor with one budget, delta / 2 each.
    @Test("both directions of a score keep one budget")
    func twoSidedScores() {
        var random = SeededGenerator(seed: 104)
        let runs = 60
        var alarmed = 0
        func block(_ random: inout SeededGenerator) -> ObservationBlock {
            var counts = [Double](repeating: 0, count: 5)
            for _ in 0..<100 { counts[min(4, Int(random.beta(4, 2) * 5))] += 1 }
            return .histogram(counts.enumerated().map { ScoreBin(value: Double($0.offset) / 4, count: $0.element) })
        }
        for _ in 0..<runs {
            let reference = (0..<14 * 24).map { DatedBlock(hour: $0, block: block(&random)) }
            let flipped = reference.map { DatedBlock(hour: $0.hour, block: $0.block.flipped) }
            let settings = Baseline.Settings(delta: 0.025)
            var detector = TiltDetector(
                baselines: [
                    Baseline(reference, kind: .score, settings: settings),
                    Baseline(flipped, kind: .score, settings: settings),
                ], monthlyBudget: 0.05)
            let rang = (336..<336 + 720).contains { hour in
                let now = block(&random)
                return detector.step(
                    [.init(block: now), .init(block: now.flipped)], hour: hour, creditMonths: 1.0 / 720)
                    == .tilting
            }
            alarmed += rang ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: runs, probability: 0.05 + 0.05)
    }

    /// A day that is 25 % up and down, and moods of whole days of 5 % (docs/statistics.md 1.13: 0.013 alarms in 28 days where
    /// 0.1 are allowed; flat bounds gave 2.5). Approximate: tempering is an estimate, so this is a check, no proof.
    @Test("season and clustering keep the budget once both are on, and break it when off")
    func seasonAndClustering() {
        var random = SeededGenerator(seed: 105)
        let runs = 40
        var alarmed = (on: 0, off: 0)
        for _ in 0..<runs {
            let world = Self.world(days: 56, perHour: 200, random: &random)
            let settings = Baseline.Settings(delta: 0.05, deadBandMode: .none)
            let on = Baseline(Array(world[..<672]), kind: .rate, settings: settings)
            let moments = ReferenceBound.Moments(count: on.count, sum: on.sum, sumOfSquares: on.sum)
            let off = Baseline(moments, kind: .rate, days: 28, settings: settings)
            alarmed.on += Self.rings(on, world[672...]) ? 1 : 0
            alarmed.off += Self.rings(off, world[672...]) ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed.on, runs: runs, probability: 0.1 + 0.05)
        #expect(alarmed.off > runs / 2)
    }

    /// Two values that fail in 5 and 20 % of the calls; the hard one grows from 30 to 50 % of the traffic, and nothing got
    /// worse (docs/statistics.md 1.4, mix: 60 of 60 alarm without the adjustment, none with it).
    @Test("a harder mix of the same questions does not ring once the baseline follows it")
    func mixShift() throws {
        var random = SeededGenerator(seed: 106)
        let runs = 30
        var alarmed = (adjusted: 0, plain: 0)
        for _ in 0..<runs {
            let world = (0..<58 * 24).map { hour in
                let count = random.poisson(40)
                let hard = random.binomial(count, hour < 38 * 24 ? 0.3 : 0.5)
                return (
                    hour: hour, count: count, hard: hard,
                    ones: (easy: random.binomial(count - hard, 0.05), hard: random.binomial(hard, 0.20))
                )
            }
            let reference = world[..<672]
            let counts = [
                "easy": MixAdjustment.ReferenceCount(
                    count: Double(reference.reduce(0) { $0 + $1.count - $1.hard }),
                    sum: Double(reference.reduce(0) { $0 + $1.ones.easy })),
                "hard": MixAdjustment.ReferenceCount(
                    count: Double(reference.reduce(0) { $0 + $1.hard }),
                    sum: Double(reference.reduce(0) { $0 + $1.ones.hard })),
            ]
            let mix = try #require(MixAdjustment.strongest(of: ["topic": counts], variance: 0.086))
            let dated = world.map { entry in
                let block = ObservationBlock.binary(
                    count: Double(entry.count), ones: Double(entry.ones.easy + entry.ones.hard))
                let factor = mix.factor(
                    counts: [
                        (value: "hard", count: Double(entry.hard)),
                        (value: "easy", count: Double(entry.count - entry.hard)),
                    ], total: Double(entry.count))
                return DatedBlock(hour: entry.hour, block: block, mixFactor: factor)
            }
            let plain = dated.map { DatedBlock(hour: $0.hour, block: $0.block) }
            let settings = Baseline.Settings(delta: 0.05)
            let adjusted = Baseline(Array(dated[..<672]), kind: .rate, settings: settings)
            alarmed.adjusted += Self.rings(adjusted, dated[672...], budget: 0.03) ? 1 : 0
            let unadjusted = Baseline(Array(plain[..<672]), kind: .rate, settings: settings)
            alarmed.plain += Self.rings(unadjusted, plain[672...], budget: 0.03) ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed.adjusted, runs: runs, probability: 0.03 + 0.05)
        #expect(alarmed.plain > runs / 2)
    }

    /// Median, p95 and p99 of a latency as one monitor with one budget entry; one run alarms with probability at most
    /// 0.05 · 1 + 0.05 (docs/statistics.md 9.4).
    @Test("a percentile set keeps one budget")
    func percentileSet() throws {
        var random = SeededGenerator(seed: 107)
        let runs = 40
        var alarmed = 0
        for _ in 0..<runs {
            func bins(_ count: Int) -> SparseBins {
                var bins = SparseBins()
                for _ in 0..<count {
                    bins.add(LogarithmicMapping.standard.signedKey(of: random.logNormal(median: 150, spread: 0.8)))
                }
                return bins
            }
            let reference = (0..<14 * 24).map { _ in bins(60) }
            let cut = PercentileThresholds.split(reference.map(\.total))
            var first = SparseBins()
            for part in reference[..<cut] { first.merge(part) }
            let thresholds = try #require(PercentileThresholds(first: first, total: 14 * 24 * 60))
            #expect(thresholds.keys.count == 3)
            let perHour = reference[cut...].map { thresholds.blocks(of: $0) }
            let baselines = thresholds.keys.indices.map { index in
                Baseline(
                    perHour.enumerated().map { DatedBlock(hour: cut + $0.offset, block: $0.element[index]) },
                    kind: .rate, settings: .init(delta: 0.05 / 3))
            }
            var detector = TiltDetector(baselines: baselines, monthlyBudget: 0.05)
            let rang = (336..<336 + 720).contains { hour in
                let now = thresholds.blocks(of: bins(60)).map { TiltDetector.Observation(block: $0) }
                return detector.step(now, hour: hour, creditMonths: 1.0 / 720) == .tilting
            }
            alarmed += rang ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: runs, probability: 0.05 + 0.05)
    }

    /// Rate 8 %, a day of ± 25 %, moods of whole days with a standard deviation of 5 %.
    static func world(days: Int, perHour: Double, random: inout SeededGenerator) -> [DatedBlock] {
        var mood = 1.0
        return (0..<days * 24).map { hour in
            if hour % 24 == 0 { mood = max(0.2, 1 + 0.05 * random.normal()) }
            let day = hour % 24 < 12 ? 1.25 : 0.75
            let count = random.poisson(perHour)
            return DatedBlock(
                hour: hour,
                block: .binary(count: Double(count), ones: Double(random.binomial(count, 0.08 * day * mood))))
        }
    }

    static func rings(_ baseline: Baseline, _ live: ArraySlice<DatedBlock>, budget: Double = 0.1) -> Bool {
        var detector = TiltDetector(baselines: [baseline], monthlyBudget: budget)
        return live.contains { entry in
            detector.step(
                [.init(block: entry.block, mixFactor: entry.mixFactor)], hour: entry.hour, creditMonths: 1.0 / 720)
                == .tilting
        }
    }
}

/// A detector that never rings keeps every budget: these hold that it does ring, and how soon.
@Suite("When something changed")
struct ChangeSimulationTests {
    /// The reference found a sudden 0.08 to 0.10 after 100,000 reference events within a median of 4,500 events.
    @Test("a quarter more failures are found within 15,000 events in nineteen of twenty runs")
    func suddenRise() {
        var random = SeededGenerator(seed: 201)
        var found = 0
        for _ in 0..<40 {
            let sum = Double(random.binomial(100_000, 0.08))
            let baseline = Baseline(
                .init(count: 100_000, sum: sum, sumOfSquares: sum), kind: .rate, days: 28,
                settings: .init(delta: 0.05))
            var detector = TiltDetector(baselines: [baseline], monthlyBudget: 0.05)
            let rang = (0..<150).contains { hour in
                let block = ObservationBlock.binary(count: 100, ones: Double(random.binomial(100, 0.10)))
                return detector.step([.init(block: block)], hour: hour, creditMonths: 1.0 / 720) == .tilting
            }
            found += rang ? 1 : 0
        }
        #expect(found >= 38)
    }

    @Test("failures that an easier mix hides are found")
    func hiddenByMix() {
        var random = SeededGenerator(seed: 202)
        let mix = MixAdjustment(
            dimension: "topic",
            counts: ["easy": .init(count: 19_600, sum: 980), "hard": .init(count: 8400, sum: 1680)], variance: 0.086)
        let baseline = Baseline(
            .init(count: 28_000, sum: 2660, sumOfSquares: 2660), kind: .rate, days: 28, settings: .init(delta: 0.05))
        var detector = TiltDetector(baselines: [baseline], monthlyBudget: 0.03)
        var found: Int?
        for hour in 0..<50 * 24 where found == nil {
            let count = random.poisson(40)
            let hard = random.binomial(count, 0.1)
            let ones = random.binomial(count - hard, 0.06) + random.binomial(hard, 0.24)
            let factor = mix.factor(
                counts: [(value: "easy", count: Double(count - hard)), (value: "hard", count: Double(hard))],
                total: Double(count))
            let block = ObservationBlock.binary(count: Double(count), ones: Double(ones))
            if detector.step([.init(block: block, mixFactor: factor)], hour: hour, creditMonths: 1.0 / 720) == .tilting
            {
                found = hour
            }
        }
        #expect(found != nil)
    }
}
