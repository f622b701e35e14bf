import Foundation
import Sketches
import Statistics
import TestSupport
import Testing

@Suite("Percentiles (docs/statistics.md 9)")
struct QuantileTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("09_ddsketch")
    }

    static func latency(_ index: Int) -> Double {
        let exact = exp(5 + 1.2 * NormalDistribution.quantile(HashedInput.unit("lat", index)))
        return (exact * 1e6).rounded() / 1e6
    }

    @Test("bins and their values agree with the reference")
    func constants() throws {
        let vector = try vectors.cases(of: "constants")[0]
        for (text, key) in try vector["keys"].object {
            #expect(try DDSketch.key(of: #require(Double(text))) == Int32(key.number))
        }
        for (text, value) in try vector["values"].object {
            expectClose(DDSketch.value(of: try #require(Int32(text))), try value.number)
        }
    }

    @Test("a sketch of 504 values agrees with the reference, whole and merged")
    func sketch() throws {
        let vector = try vectors.cases(of: "DDSketch")[0]
        var whole = DDSketch()
        var left = DDSketch()
        var right = DDSketch()
        for index in 0..<500 {
            whole.insert(Self.latency(index))
            if index % 3 != 0 { left.insert(Self.latency(index)) } else { right.insert(Self.latency(index)) }
        }
        for extra in [0, 0, -3.5, -120.25] {
            whole.insert(extra)
            right.insert(extra)
        }
        #expect(try whole.count == UInt64(vector["count"].number))
        expectClose(whole.sum, try vector["sum"].number)
        #expect(try whole.minimum == vector["min"].number)
        #expect(try whole.maximum == vector["max"].number)
        for (fraction, value) in try vector["quantiles"].object {
            expectClose(whole.quantile(try #require(Double(fraction))), try value.number)
        }
        let interval = try #require(
            whole.interval(ofQuantile: 0.95, normalQuantile: NormalDistribution.quantile(0.975)))
        expectClose([interval.lowerBound, interval.upperBound], try vector["ci95_p95"].numbers)
        #expect(try whole.count(above: DDSketch.key(of: 500)) == UInt64(vector["above_key_of_500"].number))
        #expect(try whole.filledBins == Int(vector["nonempty_bins"].number))
        try left.merge(right)
        for (fraction, value) in try vectors.cases(of: "merge")[0]["quantiles"].object {
            expectClose(left.quantile(try #require(Double(fraction))), try value.number)
        }
    }

    @Test("the smallest magnitudes collapse like in the reference")
    func collapse() throws {
        let vector = try vectors.cases(of: "collapse")[0]
        var sketch = DDSketch(.init(relativeAccuracy: 0.01, maximumBins: 8))
        for value in [1, 2, 4, 8, 16, 32, 33, 34, 35, 36] { sketch.insert(Double(value)) }
        let bins = sketch.positiveBins.map { [Double($0.key), Double($0.count)] }
        #expect(try bins == vector["bins"].rows)
    }

    @Test("the stored form TMD1 is the reference's, byte for byte")
    func bytes() throws {
        let vector = try vectors.cases(of: "serialize")[0]
        var sketch = DDSketch(.init(relativeAccuracy: 0.02, maximumBins: 64))
        for value in [1, 1.5, 2.25, 100, 0, -7] { sketch.insert(value) }
        let hex = sketch.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(try hex == vector["hex"].text)
        #expect(try DDSketch(bytes: sketch.bytes) == sketch)
    }

    @Test("thresholds come from the first fifth, p99 only from 5,000 events on, and each bin once")
    func thresholds() throws {
        var random = SeededGenerator(seed: 2)
        var first = SparseBins()
        for _ in 0..<1000 {
            first.add(LogarithmicMapping.standard.signedKey(of: random.logNormal(median: 1, spread: 1)))
        }
        let few = try #require(PercentileThresholds(first: first, total: 4999))
        #expect(few.fractions == [0.5, 0.95])
        let many = try #require(PercentileThresholds(first: first, total: 5000))
        #expect(many.fractions == [0.5, 0.95, 0.99])
        #expect(many.keys == many.keys.sorted())
        let constant = SparseBins([(key: 7, count: 100)])
        #expect(try #require(PercentileThresholds(first: constant, total: 9000)).keys == [7])
        #expect(PercentileThresholds(first: SparseBins(), total: 0) == nil)
        #expect(PercentileThresholds.split([10, 10, 10, 10, 10, 50]) == 2)
        #expect(PercentileThresholds.split([100, 1]) == 1)
        #expect(PercentileThresholds.split([]) == 0)
    }

    @Test("exceedances are counted exactly")
    func exceedances() {
        let thresholds = PercentileThresholds(keys: [10, 20], fractions: [0.5, 0.95])
        let bins = SparseBins([(key: 5, count: 3), (key: 10, count: 4), (key: 11, count: 2), (key: 40, count: 1)])
        let blocks = thresholds.blocks(of: bins)
        #expect(blocks == [.binary(count: 10, ones: 3), .binary(count: 10, ones: 1)])
    }

    @Test("two windows differ significantly when one is a fifth slower, and not when alike")
    func comparison() throws {
        var random = SeededGenerator(seed: 6)
        func window(_ factor: Double) -> DDSketch {
            var sketch = DDSketch()
            for _ in 0..<4000 { sketch.insert(random.logNormal(median: 150, spread: 0.8) * factor) }
            return sketch
        }
        let before = window(1)
        let alike = try #require(PercentileComparison(fraction: 0.95, before: before, after: window(1)))
        #expect(!alike.isSignificant && alike.range.contains(0))
        let slower = try #require(PercentileComparison(fraction: 0.95, before: before, after: window(1.3)))
        #expect(slower.isSignificant && slower.range.contains(slower.change) && slower.range.lowerBound > 0)
        #expect(PercentileComparison(fraction: 0.95, before: before, after: DDSketch()) == nil)
    }
}
