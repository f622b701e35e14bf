import Sketches
import Statistics
import TestSupport
import Testing

/// The logarithm of 20: evidence of twenty to one, a level of 5 %.
private let logTwenty = 2.995732273553991

/// The guarantees beside the core detector's, held by worlds in which nothing changed. Each test writes down what is promised
/// and the probability with which a correct program would fail it.
@Suite("What is guaranteed")
struct GuaranteeTests {
    /// Ville: evidence ever reaches log 20 with probability at most 0.05, here over 1,500 numbers of any shape.
    @Test("an e-process seldom reaches twenty to one", arguments: [0.08, 0.5])
    func ville(mean: Double) {
        var random = SeededGenerator(seed: 301)
        var reached = 0
        for _ in 0..<300 {
            var process = EProcess()
            let hit = (0..<1500).contains { _ in
                process.insert(random.chance(mean) ? 1 : 0, nullMean: mean)
                return process.logEvidence >= logTwenty
            }
            reached += hit ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: reached, runs: 300, probability: 0.05)
    }

    /// Proposition 1 with events that are looked at with unequal, known probabilities (docs/statistics.md 7.2): at most 0.5
    /// expected alarms in each run, so a run alarms with probability at most 0.5.
    @Test("a detector of sampled events keeps its budget")
    func sampledEvents() {
        var random = SeededGenerator(seed: 302)
        let smallest = 0.02
        var alarmed = 0
        for _ in 0..<80 {
            let bets = BetGrid(nullMean: 0.1, variance: 2.25, smallestShift: 0.02, cap: BetGrid.defaultCap * smallest)
            var detector = EDetector(bets: bets, monthlyBudget: 0.5)
            let rang = (0..<20_000).contains { _ in
                let isRisky = random.chance(0.1)
                let probability = isRisky ? 0.2 : smallest
                let value = random.chance(isRisky ? 0.55 : 0.05) ? 1.0 : 0
                detector.step(
                    sampled: value, probability: probability, isSampled: random.chance(probability), nullMean: 0.1,
                    creditMonths: 1.0 / 20_000)
                return detector.alarms
            }
            alarmed += rang ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: 80, probability: 0.5)
    }

    /// One budget entry for all categories: a run of a month alarms with probability at most 0.05 + delta = 0.1.
    @Test("a field of categories keeps its one budget")
    func categories() throws {
        var random = SeededGenerator(seed: 303)
        func counter(_ count: Int) -> CategoryCounter {
            var counter = CategoryCounter(.standard)
            for _ in 0..<count { counter.insert("value \(Int(random.exponential(mean: 4)))", count: 1) }
            return counter
        }
        var alarmed = 0
        for _ in 0..<30 {
            let baseline = try #require(DriftBaseline.categorical(counter(5000)))
            var detector = baseline.tiltDetector(days: 14, delta: 0.05, monthlyBudget: 0.05)
            let rang = try (0..<180).contains { block in
                let counts = try #require(baseline.counts(counter(60)))
                let observations = baseline.observations(counts: counts, total: 60)
                return detector.step(observations, hour: block * 4, creditMonths: 1.0 / 180) == .tilting
            }
            alarmed += rang ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: 30, probability: 0.05 + 0.05)
    }

    /// e-BH at 10 %: with nothing wrong, anything listed is false, so a list is not empty with probability at most 0.1, here
    /// for 60 monitors that share half of their chance.
    @Test("the list of the probably degraded is seldom wrong")
    func list() {
        var random = SeededGenerator(seed: 304)
        var wrong = 0
        for _ in 0..<400 {
            let common = random.normal()
            let values = (0..<60).map { _ -> Double in
                // The likelihood ratio of a shift of 3 deviations: an e-value with mean 1.
                let z = 0.5.squareRoot() * (common + random.normal())
                return 3 * z - 4.5
            }
            wrong += EValues.probablyDegraded(values).isEmpty ? 0 : 1
        }
        DetectorLaws.expectWithinBudget(alarmed: wrong, runs: 400, probability: 0.1)
    }

    /// 40 monitors with a budget of 0.01 each and a delta of 0.005 each: a system alarms in a month with probability at most
    /// 0.4 + 0.2, and their light, with an entry of 0.05, with at most 0.05 + 0.2 (linearity; docs/statistics.md 4.1, 4.4).
    @Test("a whole system and its light keep their budgets")
    func system() {
        var random = SeededGenerator(seed: 305)
        let (monitors, runs) = (40, 30)
        var alarmed = (any: 0, light: 0)
        for _ in 0..<runs {
            var detectors = (0..<monitors).map { index -> (detector: EDetector, rate: Double, nullMean: Double) in
                let rate = 0.02 + 0.3 * Double(index) / Double(monitors)
                let sum = Double(random.binomial(3000, rate))
                let baseline = Baseline(
                    .init(count: 3000, sum: sum, sumOfSquares: sum), kind: .rate, days: 14,
                    settings: .init(delta: 0.005, deadBandMode: .none))
                let nullMean = ClopperPearson.upper(count: 3000, sum: sum, delta: 0.005)
                return (baseline.detector(monthlyBudget: 0.01), rate, nullMean)
            }
            var rang = (any: false, light: false)
            for _ in 0..<180 {
                for index in detectors.indices {
                    let ones = Double(random.binomial(36, detectors[index].rate))
                    detectors[index].detector.step(
                        .binary(count: 36, ones: ones), nullMean: detectors[index].nullMean, creditMonths: 1.0 / 180)
                    rang.any = rang.any || detectors[index].detector.alarms
                }
                let light = EValues.systemLogEvidence(
                    detectors.map { ($0.detector.logEvidence, $0.detector.monthlyBudget) })
                rang.light = rang.light || light >= logTwenty
            }
            alarmed.any += rang.any ? 1 : 0
            alarmed.light += rang.light ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed.any, runs: runs, probability: 0.4 + 0.2)
        DetectorLaws.expectWithinBudget(alarmed: alarmed.light, runs: runs, probability: 0.05 + 0.2)
    }

    /// Exact bounds miss with probability at most delta = 0.05: Clopper-Pearson for rates, the better of two for any scores.
    @Test("exact bounds of a reference seldom miss")
    func exactBounds() {
        var random = SeededGenerator(seed: 306)
        var missed = (rate: 0, score: 0)
        let runs = 600
        for _ in 0..<runs {
            let ones = Double(random.binomial(400, 0.04))
            missed.rate += ClopperPearson.upper(count: 400, sum: ones, delta: 0.05) < 0.04 ? 1 : 0
            var moments = ReferenceBound.Moments(count: 0, sum: 0, sumOfSquares: 0)
            for _ in 0..<200 {
                let value = random.beta(0.5, 4.5)
                moments.count += 1
                moments.sum += value
                moments.sumOfSquares += value * value
            }
            missed.score += ReferenceBound.upper(moments, delta: 0.05, kind: .score, strict: true) < 0.1 ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: missed.rate, runs: runs, probability: 0.05)
        DetectorLaws.expectWithinBudget(alarmed: missed.score, runs: runs, probability: 0.05)
    }

    /// Bands for scores miss the truth at any time with probability at most alpha = 0.05 (docs/statistics.md 2.3, 2.4).
    @Test("bands for scores seldom miss the truth at any time")
    func scoreBands() {
        var random = SeededGenerator(seed: 307)
        var missed = (running: 0, mixture: 0)
        let runs = 200
        for _ in 0..<runs {
            var band = EmpiricalBernsteinBand()
            var sum = 0.0
            var out = (running: false, mixture: false)
            for number in 1...2000 {
                let value = random.beta(2, 6)
                band.insert(value)
                sum += value
                out.running = out.running || band.band.lower > 0.25 || band.band.upper < 0.25
                let wealth = BetaMixtureBand.logWealth(count: Double(number), sum: sum, mean: 0.25)
                out.mixture = out.mixture || wealth >= logTwenty
            }
            missed.running += out.running ? 1 : 0
            missed.mixture += out.mixture ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: missed.running, runs: runs, probability: 0.05)
        DetectorLaws.expectWithinBudget(alarmed: missed.mixture, runs: runs, probability: 0.05)
    }

    /// Five days of reference, then weeks in which weekends fail 30 % more often, nothing else (docs/statistics.md 1.4,
    /// provisional). Approximate: without the larger overdispersion a third of such monitors rang in the specification's
    /// simulation, with it none; here at most as many as budget and delta allow.
    @Test("a provisional baseline is not frightened by its first weekends")
    func provisional() {
        var random = SeededGenerator(seed: 308)
        var alarmed = 0
        let runs = 40
        for _ in 0..<runs {
            let blocks = (0..<19 * 24).map { hour in
                let rate = (hour / 24) % 7 >= 5 ? 0.104 : 0.08
                let count = random.poisson(40)
                let ones = random.binomial(count, rate)
                return DatedBlock(hour: hour, block: .binary(count: Double(count), ones: Double(ones)))
            }
            let baseline = Baseline(
                Array(blocks[..<120]), kind: .rate, settings: .init(delta: 0.05, isProvisional: true))
            alarmed += NullSimulationTests.rings(baseline, blocks[120...], budget: 0.1) ? 1 : 0
        }
        // 14 days of a budget of 0.1 a month.
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: runs, probability: 0.1 * 14 / 30 + 0.05)
    }

    /// Trust of sessions with moods of whole days (docs/statistics.md 13.2), one month: at most 0.05 + delta.
    @Test("trust that only has moods does not ring")
    func trust() {
        var random = SeededGenerator(seed: 309)
        func day(_ number: Int) -> DatedBlock {
            let mood = 0.70 + 0.01 * random.normal()
            var counts = [Double](repeating: 0, count: 101)
            for _ in 0..<100 { counts[Int(((1 - random.beta(6 * mood, 6 - 6 * mood)) * 100).rounded())] += 1 }
            let bins = counts.enumerated().map { ScoreBin(value: Double($0.offset) / 100, count: $0.element) }
            return DatedBlock(hour: number * 24, block: .histogram(bins))
        }
        var alarmed = 0
        let runs = 40
        for _ in 0..<runs {
            let baseline = Baseline((0..<28).map(day), kind: .score, settings: .init(delta: 0.05))
            var detector = TiltDetector(baselines: [baseline], monthlyBudget: 0.05)
            let rang = (28..<58).contains { number in
                let entry = day(number)
                return detector.step([.init(block: entry.block)], hour: entry.hour, creditMonths: 1.0 / 30) == .tilting
            }
            alarmed += rang ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: runs, probability: 0.05 + 0.05)
    }

    /// A text drift whose documents do not change: 0.05 + delta for each run of four judged epochs.
    @Test("texts that do not change do not ring")
    func texts() {
        var random = SeededGenerator(seed: 310)
        func document() -> [Int32] {
            Set((0..<12).map { _ in Int32(random.uniform() * random.uniform() * 3000) }).sorted()
        }
        var alarmed = 0
        for run in 0..<12 {
            var drift = TextDrift(
                training: (0..<1000).map { _ in document() }, evaluation: (0..<1000).map { _ in document() },
                delta: 0.05, monthlyBudget: 0.05, seed: UInt64(run))
            let rang = (0..<5 * TextDrift.epochSize).contains { _ in
                drift.step(document(), creditMonths: 1.0 / 4000)
                return drift.alarms
            }
            alarmed += rang ? 1 : 0
        }
        DetectorLaws.expectWithinBudget(alarmed: alarmed, runs: 12, probability: 0.05 + 0.05)
    }
}

/// Approximate statements: their nominal level is not exact, so the bounds are those that the page of statistics states.
@Suite("What is approximate")
struct ApproximationTests {
    /// Nominal 95 %; stated coverage 91.9 % and more. Fewer than 260 of 300 at 91.9 % has a probability below 1 in 1,000
    /// (binomial: mean 275.7, deviation 4.7).
    @Test("intervals of quality, of weighted means and of a percentile hold the truth about as often as they say")
    func intervals() throws {
        var random = SeededGenerator(seed: 311)
        var held = (quality: 0, weighted: 0, percentile: 0)
        for _ in 0..<300 {
            var sums = PredictionPoweredMean.Sums()
            for number in 0..<700 {
                let label = random.chance(0.8) ? 1.0 : 0
                let score = min(1, max(0, 0.3 + 0.5 * label + 0.15 * random.normal()))
                if number < 100 { sums.insert(label: label, score: score) } else { sums.insert(score: score) }
            }
            let band = try #require(PredictionPoweredMean(sums)).band
            held.quality += band.lower <= 0.8 && 0.8 <= band.upper ? 1 : 0

            var sample: [(value: Double, probability: Double)] = []
            var total = 0.0
            for _ in 0..<4000 {
                let isRisky = random.chance(0.2)
                let value = random.chance(isRisky ? 0.5 : 0.1) ? 1.0 : 0
                let probability = isRisky ? 0.5 : 0.1
                total += value
                if random.chance(probability) { sample.append((value, probability)) }
            }
            let mean = try #require(SampledMean(sample))
            held.weighted += (mean.mean - total / 4000).magnitude <= 1.96 * mean.standardError ? 1 : 0

            var sketch = DDSketch()
            for _ in 0..<500 { sketch.insert(random.exponential(mean: 100)) }
            let interval = try #require(sketch.interval(ofQuantile: 0.95, normalQuantile: 1.96))
            held.percentile += interval.contains(100 * logTwenty) ? 1 : 0
        }
        #expect(held.quality >= 260)
        #expect(held.weighted >= 260)
        #expect(held.percentile >= 260)
    }

    /// Nominal 5 % on series that follow themselves with 0.3; stated 6 to 7 %, uncorrected 12 to 17 %. More than 40 of 300 at
    /// 7 % has a probability below 1 in 10,000 (mean 21, deviation 4.4).
    @Test("the trend test is not fooled by days that follow each other")
    func trend() {
        var random = SeededGenerator(seed: 312)
        var found = 0
        for _ in 0..<300 {
            var last = random.normal()
            let values = (0..<40).map { _ -> Double in
                last = 0.3 * last + 0.91.squareRoot() * random.normal()
                return last
            }
            found += Trend.test(values).p < 0.05 ? 1 : 0
        }
        #expect(found <= 40)
    }
}
