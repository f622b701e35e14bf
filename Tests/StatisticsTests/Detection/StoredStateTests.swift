import Sketches
import Statistics
import TestSupport
import Testing

/// Whatever runs can stop at any point, be stored, read back and go on, with the same bits as if it had never stopped.
@Suite("A stored state")
struct StoredStateTests {
    @Test("of an e-process goes on bit for bit", arguments: 0..<5)
    func process(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let values = (0..<200).map { _ in random.uniform() }
        try DetectorLaws.expectRestoreGoesOn(
            EProcess(), blocks: values, encode: { $0.bytes }, decode: { try EProcess(bytes: $0) },
            step: { $0.insert($1, nullMean: 0.4) })
    }

    @Test("of a running band goes on bit for bit", arguments: 0..<5)
    func band(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let values = (0..<200).map { _ in random.beta(2, 6) }
        try DetectorLaws.expectRestoreGoesOn(
            EmpiricalBernsteinBand(), blocks: values, encode: { $0.bytes },
            decode: { try EmpiricalBernsteinBand(bytes: $0) }, step: { $0.insert($1) })
    }

    @Test("of a gate goes on bit for bit, through its decision", arguments: [0.0, -0.3, 0.1])
    func gate(gain: Double) throws {
        var random = SeededGenerator(seed: 21)
        let pairs = (0..<900).map { _ in
            let slices = [[], [0], [1], [0, 1]][Int.random(in: 0...3, using: &random)]
            return (difference: random.chance(0.4) ? (random.chance(0.5 + gain) ? 1.0 : -1) : 0, slices: slices)
        }
        var verdicts = Set<UpgradeGate.Verdict>()
        try DetectorLaws.expectRestoreGoesOn(
            UpgradeGate(slices: 2), blocks: pairs, encode: { $0.bytes }, decode: { try UpgradeGate(bytes: $0) },
            step: { verdicts.insert($0.insert(difference: $1.difference, memberOf: $1.slices)) })
        #expect(verdicts.count == (gain == 0 ? 1 : 2))
    }

    @Test("of an echo test goes on bit for bit")
    func echo() throws {
        var random = SeededGenerator(seed: 22)
        let items = (0..<400).map { _ in (agrees: random.chance(0.85), isHoldout: random.chance(0.05)) }
        try DetectorLaws.expectRestoreGoesOn(
            EchoTest(), blocks: items, encode: { $0.bytes }, decode: { try EchoTest(bytes: $0) },
            step: { $0.insert(agrees: $1.agrees, isHoldout: $1.isHoldout, holdout: 0.05) })
    }

    @Test("of a confirmation of slices goes on bit for bit")
    func confirmation() throws {
        var random = SeededGenerator(seed: 23)
        let start = SliceConfirmation(
            reference: [(count: 4000, failures: 320), (count: 900, failures: 30)], delta: 0.05, monthlyBudget: 0.1)
        let calls = (0..<300).map { _ in (failure: random.chance(0.2) ? 1.0 : 0, slice: random.chance(0.5) ? 0 : 1) }
        try DetectorLaws.expectRestoreGoesOn(
            start, blocks: calls, encode: { $0.bytes }, decode: { try SliceConfirmation(bytes: $0) },
            step: { $0.insert(failure: $1.failure, expected: 0.06, slice: $1.slice) })
    }

    @Test("of a model of texts goes on bit for bit")
    func model() throws {
        var random = SeededGenerator(seed: 24)
        let documents = (0..<60).map { index in
            (features: TextFeatures.features("word \(random.next() % 50) and \(random.next() % 50)"), index: index)
        }
        try DetectorLaws.expectRestoreGoesOn(
            OnlineLogit(), blocks: documents, encode: { $0.bytes }, decode: { try OnlineLogit(bytes: $0) },
            step: { $0.learn($1.features, label: $1.index.isMultiple(of: 2) ? 1 : 0) })
    }

    @Test("of a set of detectors goes on bit for bit, through resets")
    func detectors() throws {
        var random = SeededGenerator(seed: 25)
        let one = EDetector(bets: BetGrid(relativeBets: [0.05, 0.2, 0.6]), monthlyBudget: 0.5, tempering: 0.7)
        let blocks = (0..<200).map { _ in ObservationBlock.binary(count: 40, ones: Double(random.binomial(40, 0.3))) }
        try DetectorLaws.expectRestoreGoesOn(
            DetectorSet([one, one]), blocks: blocks, encode: { $0.bytes }, decode: { try DetectorSet(bytes: $0) },
            step: { set, block in
                let inputs = [
                    DetectorSet.Input(block: block, nullMean: 0.25),
                    DetectorSet.Input(block: block.flipped, nullMean: 0.75),
                ]
                if set.step(inputs, creditMonths: 0.01) >= set.logThreshold { set.reset() }
            })
    }

    @Test("of slow canaries goes on bit for bit: what was pinned, and its detectors")
    func canaries() throws {
        var random = SeededGenerator(seed: 26)
        let validation = (0..<5).map { _ in (0..<12).map { _ in random.beta(4, 4) } }
        let pinned = try #require(CanarySimilarity(validation: validation))
        #expect(try CanarySimilarity(bytes: pinned.bytes) == pinned)
        let days = (0..<40).map { _ in
            (0..<30).map { (similarity: random.beta(4, 4), prompt: $0 % 5) }
        }
        try DetectorLaws.expectRestoreGoesOn(
            pinned.detectors(answersPerMonth: 900, monthlyBudget: 0.05), blocks: days, encode: { $0.bytes },
            decode: { try DetectorSet(bytes: $0) }, step: { $0.step(pinned.inputs($1), creditMonths: 1.0 / 30) })
    }

    @Test("of what is pinned is read back as it was")
    func pinned() throws {
        let table = SliceTests.table()
        let model = try #require(RiskModel(columns: table.columns, failures: table.failures))
        #expect(try RiskModel(bytes: model.bytes) == model)
        var random = SeededGenerator(seed: 27)
        let labelled = (0..<600).map { _ in
            let score = random.uniform()
            return (score: score, label: random.chance(score * score) ? 1.0 : 0)
        }
        let calibration = try #require(Calibration(labelled))
        #expect(try Calibration(bytes: calibration.bytes) == calibration)
        var sums = PredictionPoweredMean.Sums()
        for _ in 0..<50 {
            sums.insert(label: random.uniform(), score: random.uniform())
            sums.insert(score: random.uniform())
        }
        #expect(try PredictionPoweredMean.Sums(bytes: sums.bytes) == sums)
    }

    @Test("that is cut off is refused, at every byte")
    func cutOff() throws {
        let states: [(bytes: [UInt8], read: ([UInt8]) throws -> Void)] = [
            (EProcess().bytes, { _ = try EProcess(bytes: $0) }),
            (EmpiricalBernsteinBand().bytes, { _ = try EmpiricalBernsteinBand(bytes: $0) }),
            (UpgradeGate(slices: 2).bytes, { _ = try UpgradeGate(bytes: $0) }),
            (EchoTest().bytes, { _ = try EchoTest(bytes: $0) }),
            (PredictionPoweredMean.Sums().bytes, { _ = try PredictionPoweredMean.Sums(bytes: $0) }),
            (OnlineLogit(dimension: 8).bytes, { _ = try OnlineLogit(bytes: $0) }),
        ]
        for state in states {
            try state.read(state.bytes)
            for length in state.bytes.indices {
                #expect(throws: SketchError.self) { try state.read(Array(state.bytes[..<length])) }
            }
            #expect(throws: SketchError.self) { try state.read(state.bytes + [0]) }
        }
    }
}
