import Statistics
import TestSupport
import Testing

@Suite("A tilt detector")
struct TiltDetectorTests {
    static let baseline = Baseline(
        .init(count: 140_000, sum: 11_200, sumOfSquares: 11_200), kind: .rate, days: 28, settings: .init(delta: 0.05))

    static func up(_ count: Double, _ ones: Double) -> [TiltDetector.Observation] {
        [.init(block: .binary(count: count, ones: ones))]
    }

    @Test("tilts on a clear rise, starts anew, and lets the tilt's own evidence go on")
    func tilts() {
        var detector = TiltDetector(baselines: [Self.baseline], monthlyBudget: 0.05)
        var verdicts: [TiltDetector.Verdict] = []
        for hour in 0..<24 {
            verdicts.append(detector.step(Self.up(200, 24), hour: hour, creditMonths: 1.0 / 720))
        }
        let first = verdicts.firstIndex(of: .tilting)
        #expect(first.map { $0 > 2 && $0 < 16 } ?? false, "\(verdicts)")
        #expect(verdicts.contains(.watch) && verdicts[0] == .level)
        #expect(detector.tilt != nil)
        #expect(detector.evidence.logEvidence > detector.detectors.logEvidence)
        #expect(detector.evidence.rarityMonths(systemBudget: 1) >= 1)
        detector.endTilt()
        #expect(detector.tilt == nil)
    }

    @Test("judges by the past alone: its null mean does not know the block it judges")
    func predictable() {
        var detector = TiltDetector(baselines: [Self.baseline], monthlyBudget: 0.05)
        let before = detector.nullMean(arm: 0, hour: 5)
        let copy = detector
        detector.step(Self.up(100_000, 5000), hour: 5, creditMonths: 1.0 / 720)
        #expect(copy.nullMean(arm: 0, hour: 5) == before)
        #expect(detector.nullMean(arm: 0, hour: 6) <= before)
    }

    @Test("is blind without a reference, and leaves a blind arm out")
    func blind() {
        let nothing = Baseline([], kind: .rate, settings: .init(delta: 0.05))
        var blind = TiltDetector(baselines: [nothing], monthlyBudget: 0.05)
        #expect(blind.step(Self.up(100, 90), hour: 0, creditMonths: 1) == .blind)
        var half = TiltDetector(baselines: [nothing, Self.baseline], monthlyBudget: 0.05)
        let observation = TiltDetector.Observation(block: .binary(count: 200, ones: 60))
        let verdicts = (0..<10).map { half.step([observation, observation], hour: $0, creditMonths: 1.0 / 720) }
        #expect(verdicts.contains(.tilting))
        #expect(half.strongestArm == 1)
    }

    @Test("goes on bit for bit after a restart at any bucket, through alarms and open tilts", arguments: 0..<5)
    func restart(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let flipped = Baseline(
            .init(count: 140_000, sum: 128_800, sumOfSquares: 128_800), kind: .rate, days: 28,
            settings: .init(delta: 0.025))
        let baselines = [Self.baseline, flipped]
        let blocks = (0..<120).map { hour in
            ObservationBlock.binary(count: 150, ones: Double(random.binomial(150, hour < 40 ? 0.08 : 0.16)))
        }
        try DetectorLaws.expectRestoreGoesOn(
            TiltDetector(baselines: baselines, monthlyBudget: 0.05), blocks: Array(blocks.enumerated()),
            encode: { $0.stateBytes }, decode: { try TiltDetector(baselines: baselines, stateBytes: $0) },
            step: { detector, entry in
                detector.step(
                    [.init(block: entry.element, mixFactor: 1.01), .init(block: entry.element.flipped)],
                    hour: entry.offset, creditMonths: 1.0 / 720)
            })
        var last = TiltDetector(baselines: baselines, monthlyBudget: 0.05)
        for (hour, block) in blocks.enumerated() {
            last.step([.init(block: block), .init(block: block.flipped)], hour: hour, creditMonths: 1.0 / 720)
        }
        #expect(last.tilt != nil)
        #expect(throws: (any Error).self) { try TiltDetector(baselines: [Self.baseline], stateBytes: last.stateBytes) }
    }

    @Test("the clock earns no more in a gap than the no-signal limit")
    func clock() {
        expectClose(BudgetClock.creditMonths(seconds: 3600, limit: 7200), 1.0 / 720)
        expectClose(BudgetClock.creditMonths(seconds: 86_400, limit: 7200), 2.0 / 720)
        #expect(BudgetClock.creditMonths(seconds: -5, limit: 7200) == 0)
        #expect(BudgetClock.noSignalLimit(medianGap: 1, longestBaselineGap: 100) == 3600)
        #expect(BudgetClock.noSignalLimit(medianGap: 1000, longestBaselineGap: 100) == 10_000)
        #expect(BudgetClock.noSignalLimit(medianGap: 1, longestBaselineGap: 40_000) == 60_000)
    }
}
