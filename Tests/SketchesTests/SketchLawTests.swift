import Sketches
import TestSupport
import Testing

@Suite("Quantile sketches")
struct DDSketchLawTests {
    /// Whole numbers, so that sums are exact: the condition under which bytes do not show the order.
    static func observe(_ random: inout SeededGenerator) -> Double {
        switch Int.random(in: 0...9, using: &random) {
        case 0: 0
        case 1: -Double(Int.random(in: 1...1000, using: &random))
        default: random.logNormal(median: 800, spread: 1.5).rounded()
        }
    }

    @Test("do not show how their numbers were split", arguments: 0..<50)
    func splits(seed: UInt64) throws {
        try SketchLaws.expectSplitsDoNotShow(.standard, seed: seed, of: DDSketch.self, observe: Self.observe)
    }

    @Test("merge in any order", arguments: 0..<50)
    func order(seed: UInt64) throws {
        try SketchLaws.expectMergeHasNoOrder(.standard, seed: seed, of: DDSketch.self, observe: Self.observe)
    }

    @Test("refuse or read damaged bytes", arguments: 0..<50)
    func damage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var sketch = DDSketch()
        for _ in 0..<100 { sketch.insert(Self.observe(&random)) }
        try SketchLaws.expectDamageIsRefusedOrRead(sketch, seed: seed)
    }

    @Test("are off by at most their accuracy", arguments: [0.01, 0.05])
    func accuracy(relativeAccuracy: Double) {
        var sketch = DDSketch(.init(relativeAccuracy: relativeAccuracy, maximumBins: 2048))
        let numbers = SeededGenerator(seed: 8).logNormal(count: 5000, median: 150, spread: 1.2).sorted()
        for number in numbers { sketch.insert(number) }
        for fraction in [0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1] {
            let exact = numbers[Int(fraction * Double(numbers.count - 1))]
            #expect((sketch.quantile(fraction) / exact - 1).magnitude <= relativeAccuracy * 1.0001)
        }
    }

    @Test("leave out what is no number, and refuse to merge with another accuracy")
    func refusals() {
        var sketch = DDSketch()
        sketch.insert(.nan)
        sketch.insert(.infinity)
        #expect(sketch.count == 0 && sketch.quantile(0.5).isNaN)
        #expect(throws: SketchError.self) {
            try sketch.merge(DDSketch(.init(relativeAccuracy: 0.02, maximumBins: 2048)))
        }
    }

    @Test("hold the largest and the smallest double")
    func extremes() throws {
        var sketch = DDSketch()
        for value in [Double.greatestFiniteMagnitude, -Double.greatestFiniteMagnitude, 1e-9, 1.1e-9, 1e-300] {
            sketch.insert(value)
        }
        #expect(sketch.count == 5 && sketch.zeros == 2)
        #expect(try DDSketch(bytes: sketch.bytes) == sketch)
    }
}

@Suite("Sparse bins")
struct SparseBinsTests {
    static func observe(_ random: inout SeededGenerator) -> Int32 {
        Int32(random.normal(mean: 0, deviation: 40).rounded())
    }

    @Test("do not show how their keys were split", arguments: 0..<50)
    func splits(seed: UInt64) throws {
        try SketchLaws.expectSplitsDoNotShow(.init(), seed: seed, of: SparseBins.self, observe: Self.observe)
    }

    @Test("merge in any order", arguments: 0..<50)
    func order(seed: UInt64) throws {
        try SketchLaws.expectMergeHasNoOrder(.init(), seed: seed, of: SparseBins.self, observe: Self.observe)
    }

    @Test("refuse or read damaged bytes", arguments: 0..<50)
    func damage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bins = SparseBins()
        for _ in 0..<100 { bins.add(Self.observe(&random)) }
        try SketchLaws.expectDamageIsRefusedOrRead(bins, seed: seed)
    }

    @Test("count like a plain dictionary", arguments: 0..<30)
    func model(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bins = SparseBins()
        var model: [Int32: UInt64] = [:]
        for _ in 0..<Int.random(in: 0...400, using: &random) {
            let key = Self.observe(&random)
            let count = UInt64.random(in: 0...3, using: &random)
            bins.add(key, count: count)
            if count > 0 { model[key, default: 0] += count }
        }
        #expect(Dictionary(uniqueKeysWithValues: zip(bins.keys, bins.counts)) == model)
        #expect(bins.keys == model.keys.sorted())
        #expect(bins.total == model.values.reduce(0, +))
        #expect(bins.isEmpty == model.isEmpty)
        for threshold in [Int32(-200), -17, 0, 5, 200] {
            #expect(bins.count(above: threshold) == model.filter { $0.key > threshold }.values.reduce(0, +))
            #expect(bins.count(in: threshold) == model[threshold] ?? 0)
        }
    }

    @Test("find the bin of a quantile as a sketch does")
    func quantile() throws {
        var bins = SparseBins()
        var sketch = DDSketch()
        for number in SeededGenerator(seed: 8).logNormal(count: 999, median: 150, spread: 1.2) {
            bins.add(LogarithmicMapping.standard.signedKey(of: number))
            sketch.insert(number)
        }
        for fraction in [0.1, 0.5, 0.95] {
            let key = try #require(bins.key(ofQuantile: fraction))
            #expect(LogarithmicMapping.standard.value(ofSignedKey: key) == sketch.quantile(fraction))
        }
        #expect(SparseBins().key(ofQuantile: 0.5) == nil)
    }

    @Test("signed keys keep the order of numbers and lead back within the accuracy")
    func signedKeys() {
        let mapping = LogarithmicMapping.standard
        let numbers = [-1e300, -5, -1, -2e-9, -1e-10, 0, 1e-10, 2e-9, 0.3, 1, 5, 1e300]
        let keys = numbers.map { mapping.signedKey(of: $0) }
        #expect(keys == keys.sorted())
        for (number, key) in zip(numbers, keys) where number.magnitude > 1e-9 {
            #expect((mapping.value(ofSignedKey: key) / number - 1).magnitude <= 0.0101)
        }
    }
}

@Suite("The score grid")
struct ScoreGridTests {
    @Test("rounds to hundredths and refuses what is no score")
    func rounding() {
        #expect(ScoreGrid.key(of: 0) == 0 && ScoreGrid.key(of: 1) == 100 && ScoreGrid.key(of: 0.254) == 25)
        #expect(ScoreGrid.key(of: -0.001) == nil && ScoreGrid.key(of: 1.001) == nil && ScoreGrid.key(of: .nan) == nil)
        for key in Int32(0)..<Int32(ScoreGrid.size) { #expect(ScoreGrid.key(of: ScoreGrid.score(of: key)) == key) }
    }
}
