import Statistics
import TestSupport
import Testing

@Suite("The core detector E1")
struct EDetectorTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("01_edetector")
    }

    @Test("spaces its bets like the reference")
    func bets() throws {
        for vector in try vectors.cases(of: "kappa_grid") {
            let grid = try BetGrid(
                nullMean: vector["m0"].number, variance: vector["v0"].number, smallestShift: vector["dmin"].number,
                count: Int(vector["K"].number), cap: vector["cap"].number)
            expectClose(grid.relativeBets, try vector["out"].numbers)
        }
        for vector in try vectors.cases(of: "default_dmin") {
            let shift = try BetGrid.smallestShift(
                variance: vector["v0"].number, logThreshold: vector["log_threshold_events"].number,
                eventsPerMonth: vector["n_month"].number)
            expectClose(shift, try vector["out"].number)
        }
    }

    @Test("gains over a block what the reference gains")
    func increments() throws {
        for vector in try vectors.cases(of: "block_log_increment") {
            let count = try vector["n"].number
            let sum = try vector["s1"].number
            let block: ObservationBlock =
                try vector["binary"].flag
                ? .binary(count: count, ones: sum)
                : .moments(count: count, sum: sum, sumOfSquares: try vector["s2"].number)
            let gain = try block.logIncrement(bet: vector["kappa"].number, mean: vector["m0"].number)
            expectClose(gain, try vector["out"].number)
        }
    }

    @Test("follows the reference block by block on the clock of events")
    func eventClock() throws {
        let vector = try vectors.cases(of: "EDetector.update (binary, event clock)")[0]
        var detector = try EDetector(bets: BetGrid(relativeBets: vector["kappas"].numbers), monthlyBudget: 1e-9)
        let values = try vector["blocks"].rows.map { row in
            try detector.step(
                .binary(count: row[0], ones: row[1]), nullMean: vector["m0"].number, creditMonths: row[0])
        }
        expectClose(values, try vector["log_values"].numbers)
        expectClose(detector.components, try vector["final_components"].numbers)
    }

    @Test("follows the reference on calendar months, tempered, with a null mean per block and an empty block")
    func calendarClock() throws {
        let vector = try vectors.cases(of: "EDetector.update (gamma=.5")[0]
        var detector = try EDetector(
            bets: BetGrid(relativeBets: vector["kappas"].numbers), monthlyBudget: 1 / 300.0, tempering: 0.5)
        let values = try vector["blocks"].rows.map { row in
            try detector.step(
                .binary(count: row[0], ones: row[1]), nullMean: row[2], creditMonths: vector["clock"].number)
        }
        expectClose(values, try vector["log_values"].numbers)
        expectClose(detector.logThreshold, try vector["log_threshold"].number)
        expectClose(detector.creditedMonths, 5.0 / 720)
    }

    @Test("follows the reference event by event on scores")
    func scoreEvents() throws {
        let vector = try vectors.cases(of: "EDetector.update_event")[0]
        var detector = try EDetector(bets: BetGrid(relativeBets: vector["kappas"].numbers), monthlyBudget: 1e-9)
        let values = try vector["x"].numbers.map { score in
            try detector.step(
                .histogram([ScoreBin(value: score, count: 1)]), nullMean: vector["m0"].number, creditMonths: 1)
        }
        expectClose(values, try vector["log_values"].numbers)
    }

    @Test("follows the reference on forty blocks of hashed coin flips")
    func hashedBlocks() throws {
        let vector = try vectors.cases(of: "EDetector.update on blocks of 50")[0]
        var detector = try EDetector(bets: BetGrid(relativeBets: vector["kappas"].numbers), monthlyBudget: 1e-9)
        var total = 0.0
        let values = try (0..<40).map { block in
            let ones = (block * 50..<block * 50 + 50).count { HashedInput.unit("bern", $0) < 0.10 }
            total += Double(ones)
            return try detector.step(
                .binary(count: 50, ones: Double(ones)), nullMean: vector["m0"].number, creditMonths: 50)
        }
        #expect(try total == vector["sum_x"].number)
        expectClose(values, try vector["log_values"].numbers)
    }

    @Test("follows the reference on sampled events")
    func sampledEvents() throws {
        let vector = try vectors.cases(of: "EDetector.update_sampled")[0]
        var detector = try EDetector(bets: BetGrid(relativeBets: vector["kappas"].numbers), monthlyBudget: 1e-9)
        let values = try vector["x"].rows.map { row in
            detector.step(
                sampled: row[0], probability: row[2], isSampled: row[1] == 1, nullMean: try vector["m0"].number,
                creditMonths: 1)
        }
        expectClose(values, try vector["log_values"].numbers)
    }

    @Test("an empty block only passes its credit on")
    func emptyBlock() {
        var joined = Self.sample
        var split = Self.sample
        joined.step(.binary(count: 50, ones: 9), nullMean: 0.08, creditMonths: 3.0 / 720)
        split.step(.empty, nullMean: 0.08, creditMonths: 1.0 / 720)
        split.step(.empty, nullMean: 0.5, creditMonths: 1.0 / 720)
        split.step(.binary(count: 50, ones: 9), nullMean: 0.08, creditMonths: 1.0 / 720)
        expectClose(split.logEvidence, joined.logEvidence)
    }

    @Test("a histogram of zeros and ones is a binary block")
    func histogramOfOnes() {
        let binary = ObservationBlock.binary(count: 50, ones: 9)
        let histogram = ObservationBlock.histogram([
            ScoreBin(value: 0, count: 41), ScoreBin(value: 0.5, count: 0), ScoreBin(value: 1, count: 9),
        ])
        for bet in [0.01, 0.3, 0.9] {
            expectClose(histogram.logIncrement(bet: bet, mean: 0.1), binary.logIncrement(bet: bet, mean: 0.1))
        }
    }

    @Test("moments never gain more than the events that they summarise", arguments: 0..<200)
    func momentsAreABound(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let scores = (0..<Int.random(in: 1...80, using: &random)).map { _ in random.beta(1.5, 4) }
        let exact = ObservationBlock.histogram(scores.map { ScoreBin(value: $0, count: 1) })
        let moments = ObservationBlock.moments(
            count: exact.count, sum: exact.sum, sumOfSquares: exact.sumOfSquares)
        let bet = random.uniform() * 0.9 + 1e-6
        let mean = random.uniform() * 0.9 + 0.05
        let slack = 1e-9 * (1 + exact.logIncrement(bet: bet, mean: mean).magnitude)
        #expect(
            moments.logIncrement(bet: bet, mean: mean) <= exact.logIncrement(bet: bet, mean: mean) + slack)
    }

    @Test("a flipped block counts the other way round, and twice flipped is itself")
    func flipped() {
        let block = ObservationBlock.moments(count: 10, sum: 3, sumOfSquares: 1.5)
        #expect(block.flipped.sum == 7)
        expectClose(block.flipped.sumOfSquares, 10 - 6 + 1.5)
        let histogram = ObservationBlock.histogram([ScoreBin(value: 0.25, count: 4), ScoreBin(value: 1, count: 2)])
        #expect(histogram.flipped.flipped == histogram)
        expectClose(histogram.flipped.sumOfSquares, 4 * 0.5625)
        #expect(ObservationBlock.binary(count: 8, ones: 3).flipped == .binary(count: 8, ones: 5))
    }

    @Test("goes on bit for bit after a restart at any block")
    func restart() throws {
        var random = SeededGenerator(seed: 3)
        let blocks = (0..<60).map { _ in
            ObservationBlock.binary(count: 40, ones: Double(random.binomial(40, 0.1)))
        }
        try DetectorLaws.expectRestoreGoesOn(
            Self.sample, blocks: blocks, encode: { $0.bytes }, decode: { try EDetector(bytes: $0) },
            step: { detector, block in
                detector.step(block, nullMean: 0.08, creditMonths: 1.0 / 720)
                if detector.alarms { detector.reset() }
            })
    }

    @Test("refuses a state that is cut off, at every byte")
    func cutOff() {
        let bytes = Self.sample.bytes
        for length in bytes.indices {
            #expect(throws: (any Error).self) { try EDetector(bytes: bytes[..<length]) }
        }
    }

    @Test("a set of two directions has the evidence of their average")
    func directions() {
        var up = Self.sample
        var down = Self.sample
        var both = DetectorSet([Self.sample, Self.sample])
        let block = ObservationBlock.binary(count: 40, ones: 8)
        up.step(block, nullMean: 0.08, creditMonths: 0.1)
        down.step(block.flipped, nullMean: 0.95, creditMonths: 0.1)
        both.step(
            [.init(block: block, nullMean: 0.08), .init(block: block.flipped, nullMean: 0.95)], creditMonths: 0.1)
        expectClose(both.logEvidence, Double.logAddExp(up.logEvidence, down.logEvidence) - 0.6931471805599453)
        #expect(both.strongest == 0)
    }

    static let sample = EDetector(
        bets: BetGrid(nullMean: 0.08, variance: 0.0736, smallestShift: 0.002), monthlyBudget: 0.05, tempering: 0.7)
}
