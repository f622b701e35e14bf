import Statistics
import Testing

@Suite("A false-alarm budget")
struct BudgetTests {
    @Test("is split by weight like the reference")
    func split() throws {
        let vector = try VectorFile.load("01_edetector").cases(of: "allocate_budget")[0]
        let budgets = try Budget.split(vector["total"].number, by: vector["weights"].numbers)
        expectClose(budgets, try vector["budgets"].numbers)
    }

    @Test("gives its groups shares that add up to all of it")
    func shares() {
        expectClose(BudgetGroup.allCases.reduce(0) { $0 + Budget().total(of: $1) }, 1)
        expectClose(Budget(monthlyAlarms: 3).total(of: .quality), 1.05)
    }

    @Test("hands out half of what is left at each pinning, and never more than there is")
    func pinning() {
        let budget = Budget(monthlyAlarms: 1)
        let first = budget.handOut(to: [1, 3], in: .drift, running: 0)
        expectClose(first, [0.025, 0.075])
        expectClose(budget.handOut(to: [1], in: .drift, running: 0.1), [0.05])
        #expect(budget.handOut(to: [1], in: .drift, running: 0.3) == [0])
        var running = 0.0
        for _ in 0..<50 { running += budget.handOut(to: [1, 2, 3], in: .quality, running: running).reduce(0, +) }
        #expect(running <= budget.total(of: .quality) + 1e-12)
    }

    @Test("leaves half of a metric's entry to its slices")
    func slices() {
        let divided = Budget.divided(0.08, amongSlices: 4)
        expectClose(divided.whole, 0.04)
        expectClose(divided.eachSlice, 0.01)
        #expect(Budget.divided(0.08, amongSlices: 0).whole == 0.08)
    }

    @Test("ties the risk of a baseline to a year of its monitor, and one pinning to the whole")
    func deltas() {
        expectClose(Budget.delta(monthlyBudget: 0.001), 0.012)
        expectClose(Budget.delta(monthlyBudget: 1), 0.05)
        expectClose(Budget.delta(monthlyBudget: 1e-9), 1e-5)
        let many = Budget(monthlyAlarms: 1).deltas(monthlyBudgets: [Double](repeating: 0.01, count: 100))
        expectClose(many.reduce(0, +), 1)
        expectClose(Budget().deltas(monthlyBudgets: [0.001]), [0.012])
    }
}

@Suite("Evidence")
struct EvidenceTests {
    @Test("at the alarm is as rare as the system's whole budget")
    func rarity() {
        let evidence = Evidence(logEvidence: 4.605170185988092, creditedMonths: 0.5, monthlyBudget: 0.01)
        expectClose(evidence.level, 0, absolute: 1e-12)
        expectClose(evidence.rarityMonths(systemBudget: 1), 1)
        expectClose(evidence.rarityMonths(systemBudget: 2), 0.5)
        expectClose(evidence.logEValue, 5.298317366548036)
    }

    @Test("of many monitors is listed like the reference")
    func list() throws {
        let vectors = try VectorFile.load("04_evalues")
        for vector in try vectors.cases(of: "e_bh") {
            let listed = try EValues.probablyDegraded(vector["log_e"].numbers, alpha: vector["alpha"].number)
            #expect(try listed == vector["rejected"].numbers.map { Int($0) })
        }
        #expect(EValues.probablyDegraded([]).isEmpty)
        #expect(EValues.probablyDegraded([.infinity, 0]) == [0])
    }

    @Test("is averaged and made from p-values like the reference")
    func average() throws {
        let vectors = try VectorFile.load("04_evalues")
        for vector in try vectors.cases(of: "merge_mean") {
            let weights = vector["weights"].isNull ? nil : try vector["weights"].numbers
            expectClose(try EValues.logAverage(vector["log_e"].numbers, weights: weights), try vector["out"].number)
        }
        for vector in try vectors.cases(of: "calibrate_p_to_e") {
            expectClose(try EValues.logEValue(p: vector["p"].number), try vector["out"].number)
        }
    }
}

@Suite("What a monitor would find")
struct DetectabilityTests {
    @Test("agrees with the reference")
    func reference() throws {
        for vector in try VectorFile.load("07_sampling").cases(of: "events_to_detect") {
            for (power, field) in [(nil, "mean"), (0.8, "p80"), (0.95, "p95")] as [(Double?, String)] {
                let events = try Detectability.events(
                    nullMean: vector["m0"].number, newMean: vector["m1"].number,
                    logThreshold: vector["log_threshold"].number, power: power)
                expectClose(events, try vector[field].number)
            }
        }
    }

    @Test("is the mean that takes exactly the days given")
    func inverse() throws {
        for kind in [Baseline.Kind.rate, .score] {
            let baseline = Baseline(
                .init(count: 28_000, sum: 2240, sumOfSquares: kind == .rate ? 2240 : 900), kind: kind, days: 28,
                overdispersion: 1.5, settings: .init(delta: 0.05))
            let mean = try #require(baseline.smallestDetectableMean(days: 7, monthlyBudget: 0.05))
            #expect(mean > baseline.nullMean(hour: 0))
            expectClose(baseline.daysToDetect(newMean: mean, monthlyBudget: 0.05), 7, relative: 1e-6)
        }
    }

    @Test("is nothing for a blind monitor, and for a rise inside the bound")
    func never() {
        let blind = Baseline([], kind: .rate, settings: .init(delta: 0.05))
        #expect(blind.smallestDetectableMean(days: 7, monthlyBudget: 0.05) == nil)
        let baseline = OnsetTests.baseline
        #expect(baseline.daysToDetect(newMean: 0.081, monthlyBudget: 0.05) == .infinity)
    }
}
