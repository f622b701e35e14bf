import Statistics
import Testing

@Suite("Sampling (docs/statistics.md 7)")
struct SamplingTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("07_sampling")
    }

    @Test("the smallest rate agrees with the reference")
    func rate() throws {
        for vector in try vectors.cases(of: "sampling_rate") {
            let rate = try SamplingRate(
                callsPerDay: vector["volume_per_day"].number, usualRate: vector["p_base"].number,
                referenceCalls: vector["n_ref_events"].number, delta: vector["delta_ref"].number,
                monthlyBudget: vector["budget_per_month"].number, deadBand: vector["tol"].number)
            let smallest = try #require(
                try rate.smallestRate(
                    rise: vector["drop"].number, days: vector["days"].number, power: vector["power"].number))
            expectClose(smallest, try vector["out"].number)
            expectClose(
                try rate.days(rise: vector["drop"].number, rate: smallest, power: vector["power"].number),
                try vector["days"].number, relative: 0.02)
        }
    }

    @Test("when everything is not enough it says so")
    func impossible() {
        let rate = SamplingRate(
            callsPerDay: 100, usualRate: 0.05, referenceCalls: 1400, delta: 0.05, monthlyBudget: 0.05)
        #expect(rate.smallestRate(rise: 0.01, days: 1, power: 0.9) == nil)
        #expect(rate.days(rise: 0.05, rate: 1, power: 0.9) > 1)
    }

    @Test("weighted means agree with the reference")
    func means() throws {
        for function in ["ht_mean", "hajek"] {
            let vector = try vectors.cases(of: function)[0]
            let sample = try zip(vector["values"].numbers, vector["probs"].numbers).map {
                (value: $0, probability: $1)
            }
            let mean =
                function == "hajek"
                ? try #require(SampledMean(sample)) : SampledMean(sample, total: try vector["N"].number)
            expectClose(mean.mean, try vector["estimate"].number)
            expectClose(mean.standardError, try vector["se"].number)
        }
        #expect(SampledMean([]) == nil)
    }

    @Test("a trace is in a sample for ever, and in every larger one")
    func nested() {
        let sample = HashSample(purpose: "quality")
        let small = (0..<5000).filter { sample.contains("trace-\($0)", rate: 0.05) }
        #expect(small.allSatisfy { sample.contains("trace-\($0)", rate: 0.2) })
        // 5,000 draws of 5 %: five standard deviations are 77.
        #expect((173...327).contains(small.count))
        let other = HashSample(purpose: "review")
        let both = small.count { other.contains("trace-\($0)", rate: 0.05) }
        #expect(both < 40)
        #expect(HashSample.probability(ofRules: [0.01, 0.2, 0.1]) == 0.2)
    }

    @Test("a rise that comes little by little needs more calls than one at once")
    func ramp() throws {
        let sampling = SamplingRate(
            callsPerDay: 50_000, usualRate: 0.05, referenceCalls: 700_000, delta: 0.05, monthlyBudget: 0.05,
            deadBand: 0.005)
        let atOnce = try #require(sampling.smallestRate(rise: 0.02, days: 10, power: 0.9))
        let slowly = try #require(sampling.smallestRate(ramp: 0.02, over: 10, days: 10, power: 0.9))
        #expect(slowly > atOnce)
        #expect(slowly == sampling.smallestRate(rise: 0.02 * 0.7, days: 10, power: 0.9))
    }
}
