import Statistics
import TestSupport
import Testing

@Suite("An onset estimate")
struct OnsetTests {
    static let baseline = Baseline(
        .init(count: 20_000, sum: 1600, sumOfSquares: 1600), kind: .rate, days: 28, settings: .init(delta: 0.05))

    @Test("agrees with the reference on a step and a ramp")
    func reference() throws {
        for vector in try VectorFile.load("01_edetector").cases(of: "onset") {
            let sums = try vector["s"].numbers
            let blocks = try zip(vector["n"].numbers, sums).enumerated().map {
                DatedBlock(hour: 1000 + $0, block: .binary(count: $1.0, ones: $1.1))
            }
            let onset = try #require(OnsetEstimate(blocks, baseline: Self.baseline))
            let out = try vector["out"].list
            #expect(try onset.index == Int(out[0].number))
            #expect(try onset.shape.rawValue == out[1].text)
            #expect(try onset.earliestIndex == Int(out[2].number))
            #expect(try onset.latestIndex == Int(out[3].number))
            #expect(onset.hour == 1000 + onset.index)
        }
    }

    @Test("is none without events, and finds a step in more blocks than it keeps apart")
    func limits() throws {
        #expect(OnsetEstimate([], baseline: Self.baseline) == nil)
        #expect(OnsetEstimate([DatedBlock(hour: 1, block: .empty)], baseline: Self.baseline) == nil)
        let blocks = (0..<9000).map {
            DatedBlock(hour: $0, block: .binary(count: 100, ones: $0 < 6000 ? 8 : 10))
        }
        let onset = try #require(OnsetEstimate(blocks, baseline: Self.baseline))
        #expect((5995...6005).contains(onset.index))
        #expect(onset.shape == .step)
    }

    /// The reference's simulation covered the true start in 97.7 to 98.3 %; fewer than 92 of 100 has a probability below
    /// 2 in 1,000 at 97.7 %.
    @Test("covers the start of a sudden change")
    func coverage() throws {
        var random = SeededGenerator(seed: 12)
        var covered = 0
        for _ in 0..<100 {
            let blocks = (0..<400).map {
                DatedBlock(
                    hour: $0, block: .binary(count: 100, ones: Double(random.binomial(100, $0 < 300 ? 0.08 : 0.12))))
            }
            let onset = try #require(OnsetEstimate(blocks, baseline: Self.baseline))
            covered += onset.earliestIndex <= 300 && 300 <= onset.latestIndex ? 1 : 0
        }
        #expect(covered >= 92)
    }

    @Test("the size of a change is what was measured, at the baseline's season and mix")
    func size() throws {
        let blocks = (0..<50).map {
            DatedBlock(hour: $0, block: .binary(count: 100, ones: 12), mixFactor: 1.2)
        }
        let size = try #require(ChangeSize(blocks, baseline: Self.baseline))
        #expect(size.events == 5000)
        expectClose(size.mean, 0.1)
        #expect(size.band.lower < 0.1 && size.band.upper > 0.1)
        #expect(ChangeSize([], baseline: Self.baseline) == nil)
    }
}

@Suite("A recovery")
struct RecoveryTests {
    @Test("is the first midnight since which the rate is clearly nearer to the baseline")
    func recovered() {
        let blocks = Self.blocks { $0 < 120 ? 0.12 : 0.08 }
        let hour = Recovery.hour(blocks, alarmHour: 20, endHour: 300, baseline: OnsetTests.baseline)
        #expect(hour == 120)
    }

    @Test("is none while the rate stays, and none before a whole day has passed")
    func notYet() {
        let stays = Self.blocks { _ in 0.12 }
        #expect(Recovery.hour(stays, alarmHour: 20, endHour: 300, baseline: OnsetTests.baseline) == nil)
        let soon = Self.blocks { $0 < 120 ? 0.12 : 0.08 }.filter { $0.hour < 143 }
        #expect(Recovery.hour(soon, alarmHour: 20, endHour: 143, baseline: OnsetTests.baseline) == nil)
    }

    @Test("is none on too few events")
    func fewEvents() {
        let blocks = (0..<300).map {
            DatedBlock(hour: $0, block: $0 < 100 ? .binary(count: 100, ones: 12) : .binary(count: 2, ones: 0))
        }
        #expect(Recovery.hour(blocks, alarmHour: 20, endHour: 300, baseline: OnsetTests.baseline) == nil)
    }

    /// A hundred calls an hour that fail exactly as often as their rate says.
    static func blocks(rate: (Int) -> Double) -> [DatedBlock] {
        (0..<300).map { DatedBlock(hour: $0, block: .binary(count: 100, ones: (100 * rate($0)).rounded())) }
    }
}
