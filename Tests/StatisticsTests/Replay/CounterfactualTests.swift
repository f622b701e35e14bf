import Statistics
import TestSupport
import Testing

@Suite("A counterfactual replay (docs/statistics.md 15)")
struct CounterfactualTests {
    static func window(
        _ random: inout SeededGenerator, rate: (Int) -> Double
    ) -> [(
        hour: Int, observations: [TiltDetector.Observation]
    )] {
        (0..<24 * 20).map { hour in
            let block = ObservationBlock.binary(count: 100, ones: Double(random.binomial(100, rate(hour))))
            return (hour, [TiltDetector.Observation(block: block)])
        }
    }

    static func baseline(_ random: inout SeededGenerator, delta: Double) -> Baseline {
        let ones = Double(random.binomial(50_000, 0.08))
        return Baseline(
            .init(count: 50_000, sum: ones, sumOfSquares: ones), kind: .rate, days: 21, settings: .init(delta: delta))
    }

    /// 60 candidates share 0.05, and their deltas add up to 0.05: any claim on a quiet past has probability 0.1 at most.
    @Test("claims nothing on a quiet past, and finds the one candidate that would have rung earlier")
    func claims() {
        var random = SeededGenerator(seed: 151)
        let replay = Counterfactual(candidates: 60)
        var outcomes = (0..<59).map { candidate in
            replay.replay(
                candidate, baselines: [Self.baseline(&random, delta: replay.delta)],
                window: Self.window(&random) { _ in 0.08 })
        }
        #expect(outcomes.allSatisfy { $0.alarmHour == nil && $0.highestLevel < 0 })
        outcomes.append(
            replay.replay(
                59, baselines: [Self.baseline(&random, delta: replay.delta)],
                window: Self.window(&random) { 0.08 + 0.0004 * Double(max(0, $0 - 100)) }))
        let earlier = replay.earlier(outcomes, than: 470)
        #expect(earlier.map(\.candidate) == [59])
        #expect(replay.earlier(outcomes, than: 100).isEmpty)
    }

    /// Six quiet windows at 5 %: two crossed windows have a probability of 3 in 100, three of 2 in 1,000.
    @Test("candidates that ring on quiet windows may claim nothing")
    func clean() {
        #expect(Counterfactual.isCalibrated(crossed: 0, windows: 6))
        #expect(Counterfactual.isCalibrated(crossed: 2, windows: 6))
        #expect(!Counterfactual.isCalibrated(crossed: 3, windows: 6))
    }
}
