import Statistics
import Testing

@Suite("A mix adjustment")
struct MixAdjustmentTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("01b_mix")
    }

    @Test("shrinks the means of values like the reference")
    func means() throws {
        for vector in try vectors.cases(of: "mix_rates") {
            let counts = try zip(vector["n"].numbers, vector["s"].numbers).map {
                MixAdjustment.ReferenceCount(count: $0, sum: $1)
            }
            let named = Dictionary(uniqueKeysWithValues: counts.enumerated().map { ("v\($0)", $1) })
            let mix = try MixAdjustment(dimension: "kind", counts: named, variance: vector["var0"].number)
            expectClose(counts.indices.map { mix.means["v\($0)"] ?? .nan }, try vector["rates"].numbers)
            expectClose(mix.heterogeneity, try vector["heterogeneity"].number)
        }
    }

    @Test("multiplies the expected mean by what a block holds")
    func factor() {
        let mix = MixAdjustment(
            dimension: "kind", counts: ["easy": .init(count: 7000, sum: 350), "hard": .init(count: 3000, sum: 600)],
            variance: 0.0859875)
        expectClose(
            mix.factor(counts: [(value: "easy", count: 70), (value: "hard", count: 30)], total: 100), 0.9995,
            relative: 1e-3)
        expectClose(
            mix.factor(counts: [(value: "hard", count: 90), (value: "easy", count: 10)], total: 100), 1.9448,
            relative: 1e-3)
        #expect(mix.factor(counts: [(value: String, count: Double)](), total: 0) == 1)
        #expect(mix.factor(counts: [(value: "new", count: 10)], total: 50) == 1)
    }

    @Test("takes the most different dimension, and none when all are alike")
    func choice() {
        let alike = ["a": MixAdjustment.ReferenceCount(count: 500, sum: 40), "b": .init(count: 500, sum: 41)]
        let different = ["a": MixAdjustment.ReferenceCount(count: 500, sum: 20), "b": .init(count: 500, sum: 61)]
        let chosen = MixAdjustment.strongest(of: ["noise": alike, "topic": different], variance: 0.0745)
        #expect(chosen?.dimension == "topic")
        #expect(MixAdjustment.strongest(of: ["noise": alike], variance: 0.0745) == nil)
        #expect(MixAdjustment.strongest(of: [:], variance: 0.0745) == nil)
    }

    @Test("is the same after its stored form")
    func bytes() throws {
        let mix = MixAdjustment(
            dimension: "tone", counts: ["é": .init(count: 70, sum: 3), "": .init(count: 30, sum: 6)], variance: 0.08)
        #expect(try MixAdjustment(bytes: mix.bytes) == mix)
    }
}
