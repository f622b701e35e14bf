import Statistics
import TestSupport
import Testing

@Suite("A baseline")
struct BaselineTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("01_edetector")
    }

    @Test("bounds a rate like the reference")
    func rateBounds() throws {
        for vector in try vectors.cases(of: "cp_upper") {
            let bound = try ClopperPearson.upper(
                count: vector["n"].number, sum: vector["s"].number, delta: vector["delta"].number)
            expectClose(bound, try vector["out"].number)
        }
        for vector in try vectors.cases(of: "cp_lower") {
            let bound = try ClopperPearson.lower(
                count: vector["n"].number, sum: vector["s"].number, delta: vector["delta"].number)
            expectClose(bound, try vector["out"].number)
        }
    }

    @Test("bounds scores like the reference")
    func scoreBounds() throws {
        for vector in try vectors.cases(of: "klucb_upper") {
            let bound = try ReferenceBound.chernoffUpper(
                count: vector["n"].number, mean: vector["mean"].number, delta: vector["delta"].number)
            expectClose(bound, try vector["out"].number)
        }
        for function in ["eb_upper", "clt_upper", "baseline_upper"] {
            for vector in try vectors.cases(of: function) {
                let moments = try ReferenceBound.Moments(
                    count: vector["n"].number, sum: vector["s1"].number, sumOfSquares: vector["s2"].number)
                let delta = try vector["delta"].number
                let bound =
                    switch function {
                    case "eb_upper": ReferenceBound.empiricalBernsteinUpper(moments, delta: delta)
                    case "clt_upper": ReferenceBound.studentUpper(moments, delta: delta)
                    default: ReferenceBound.upper(moments, delta: delta, kind: .score)
                    }
                expectClose(bound, try vector["out"].number, "\(function)")
            }
        }
    }

    @Test("tightens with its ratchet like the reference")
    func ratchet() throws {
        let vector = try vectors.cases(of: "RatchetBaseline")[0]
        let sum = try vector["s0"].number
        let baseline = try Baseline(
            ReferenceBound.Moments(count: vector["n0"].number, sum: sum, sumOfSquares: sum), kind: .rate, days: 28,
            settings: .init(delta: vector["delta"].number, deadBandMode: .none))
        var ratchet = Ratchet(baseline)
        var means = [baseline.nullMean(hour: 0, ratchet: ratchet)]
        for (hour, row) in try vector["absorb"].rows.enumerated() {
            ratchet.absorb(.binary(count: row[0], ones: row[1]), hour: hour, baseline: baseline)
            means.append(baseline.nullMean(hour: 0, ratchet: ratchet))
        }
        expectClose(means, try vector["m0"].numbers)
    }

    @Test("a ratchet only ever tightens, and goes on bit for bit after a restart", arguments: 0..<20)
    func ratchetIsMonotone(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let baseline = Self.plain(count: 5000, sum: 400)
        let blocks = (0..<100).map { _ in
            ObservationBlock.binary(count: 500, ones: Double(random.binomial(500, 0.04 + 0.06 * random.uniform())))
        }
        var bound = baseline.frozenBound
        try DetectorLaws.expectRestoreGoesOn(
            Ratchet(baseline), blocks: Array(blocks.enumerated()), encode: { $0.bytes },
            decode: { try Ratchet(bytes: $0) },
            step: { ratchet, entry in
                ratchet.absorb(entry.element, hour: entry.offset / 6, baseline: baseline)
                #expect(ratchet.bound <= bound)
                bound = min(bound, ratchet.bound)
            })
        #expect(bound < baseline.frozenBound)
    }

    @Test("measures clustering like the reference")
    func overdispersion() throws {
        let vector = try vectors.cases(of: "overdispersion")[0]
        let sizes = try vector["n"].numbers
        let ones = try vector["s"].numbers
        let groups = try vector["groups"].numbers
        let blocks = sizes.indices.map { (count: sizes[$0], ones: ones[$0], group: Int(groups[$0])) }
        expectClose(Overdispersion.ofGroups(blocks), try vector["out"].number)
    }

    @Test("knows the hour of the week from three weeks on, hour times day from two, the hour of the day before")
    func seasonResolution() {
        #expect(Self.seasonal(days: 28).season.resolution == .hourOfWeek)
        #expect(Self.seasonal(days: 21).season.resolution == .hourOfWeek)
        #expect(Self.seasonal(days: 20).season.resolution == .product)
        #expect(Self.seasonal(days: 14).season.resolution == .product)
        #expect(Self.seasonal(days: 13).season.resolution == .hourOfDay)
        #expect(Self.seasonal(days: 28, perHour: 3).season == .flat)
    }

    @Test("follows the season it was shown, and averages to one over it")
    func seasonShape() {
        let baseline = Self.seasonal(days: 28)
        let factors = (0..<168).map { baseline.season.factor(hour: $0) }
        expectClose(factors.reduce(0, +) / 168, 1, relative: 1e-6)
        // A cell holds 192 expected failures, so a quarter shrinks to 192 / 242 of a quarter.
        expectClose(baseline.season.factor(hour: 6 + 24 * 200), 1.198, relative: 0.12)
        expectClose(baseline.season.factor(hour: 18), 0.802, relative: 0.12)
        #expect(baseline.season.factor(hour: -1) == baseline.season.factor(hour: 167))
    }

    @Test("sees daily moods as clustering, and nothing where there is none")
    func clustering() {
        #expect(Self.seasonal(days: 28).overdispersion < 1.3)
        #expect(Self.seasonal(days: 28, moods: 0.10).overdispersion > 3)
        #expect(
            Self.seasonal(days: 28, moods: 0.10, settings: .init(delta: 0.05, isTempered: false)).overdispersion == 1)
    }

    @Test("does not take a mix that follows the hour for a season")
    func mixBeforeSeason() {
        var random = SeededGenerator(seed: 9)
        let blocks = (0..<28 * 24).map { hour in
            let hard = hour % 24 < 12 ? 0.5 : 0.1
            let mean = 0.05 + 0.15 * hard
            let ones = random.binomial(400, mean)
            return DatedBlock(
                hour: hour, block: .binary(count: 400, ones: Double(ones)), mixFactor: mean / 0.095)
        }
        let baseline = Baseline(blocks, kind: .rate, settings: .init(delta: 0.05))
        expectClose(baseline.season.factor(hour: 3), 1, relative: 0.08)
        expectClose(baseline.expectedMean(hour: 3, mixFactor: 0.125 / 0.095), 0.125, relative: 0.08)
    }

    @Test("doubles its dead band, has no season and fears clustering while provisional")
    func provisional() {
        let settings = Baseline.Settings(delta: 0.05, isProvisional: true)
        let baseline = Self.seasonal(days: 14, settings: settings)
        #expect(baseline.season == .flat)
        expectClose(baseline.deadBand, 0.1 * baseline.mean)
        let failuresPerDay = baseline.sum / 14
        #expect(baseline.overdispersion >= 1 + 0.02 * failuresPerDay - 1e-9)
    }

    @Test("uses the tolerance as dead band where it is smaller, and the three modes as documented")
    func deadBand() {
        let moments = ReferenceBound.Moments(count: 1e6, sum: 8e4, sumOfSquares: 8e4)
        func baseline(_ settings: Baseline.Settings) -> Baseline {
            Baseline(moments, kind: .rate, days: 28, settings: settings)
        }
        expectClose(baseline(.init(delta: 0.05)).deadBand, 0.004)
        expectClose(baseline(.init(delta: 0.05, tolerance: 0.001)).deadBand, 0.001)
        expectClose(baseline(.init(delta: 0.05, tolerance: 0.03)).deadBand, 0.004)
        let bound = baseline(.init(delta: 0.05)).frozenBound
        expectClose(baseline(.init(delta: 0.05)).nullMean(hour: 0), 0.084)
        expectClose(baseline(.init(delta: 0.05, deadBandMode: .sum)).nullMean(hour: 0), bound + 0.004)
        expectClose(baseline(.init(delta: 0.05, deadBandMode: .none)).nullMean(hour: 0), bound)
    }

    @Test("is blind without events, and when its bound says nothing")
    func blind() {
        #expect(Baseline([], kind: .rate, settings: .init(delta: 0.05)).isBlind)
        #expect(Self.plain(count: 20, sum: 20).isBlind)
        #expect(!Self.plain(count: 2000, sum: 0).isBlind)
    }

    @Test("is the same after its stored form")
    func bytes() throws {
        for baseline in [Self.seasonal(days: 28, moods: 0.05), Self.seasonal(days: 5), Self.plain(count: 100, sum: 3)] {
            let read = try Baseline(bytes: baseline.bytes)
            #expect(read == baseline)
            #expect(read.bytes == baseline.bytes)
        }
        #expect(throws: (any Error).self) { try Baseline(bytes: [1, 2, 3]) }
    }

    @Test("does not depend on the order of its blocks")
    func order() {
        var random = SeededGenerator(seed: 1)
        let blocks = Self.blocks(days: 21, perHour: 100, moods: 0.05)
        let settings = Baseline.Settings(delta: 0.01)
        let straight = Baseline(blocks, kind: .rate, settings: settings)
        #expect(Baseline(blocks.shuffled(using: &random), kind: .rate, settings: settings) == straight)
    }

    static func plain(count: Double, sum: Double) -> Baseline {
        Baseline(
            ReferenceBound.Moments(count: count, sum: sum, sumOfSquares: sum), kind: .rate, days: 28,
            settings: .init(delta: 0.05))
    }

    /// Rate 8 %, up to 25 % higher in the morning; `moods` is the standard deviation of whole days.
    static func blocks(days: Int, perHour: Int, moods: Double) -> [DatedBlock] {
        var random = SeededGenerator(seed: 20_261_121)
        var mood = 1.0
        return (0..<days * 24).map { hour in
            if hour % 24 == 0 { mood = max(0.2, 1 + moods * random.normal()) }
            let rate = 0.08 * (hour % 24 < 12 ? 1.25 : 0.75) * mood
            return DatedBlock(
                hour: hour, block: .binary(count: Double(perHour), ones: Double(random.binomial(perHour, rate))))
        }
    }

    static func seasonal(
        days: Int, perHour: Int = 600, moods: Double = 0, settings: Baseline.Settings = .init(delta: 0.05)
    ) -> Baseline {
        Baseline(blocks(days: days, perHour: perHour, moods: moods), kind: .rate, settings: settings)
    }
}
