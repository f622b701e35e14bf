import Statistics
import TestSupport
import Testing

@Suite("Blocks of one bucket from several workers")
struct BlockMergeTests {
    /// Scores in eighths, so that every sum is exact and equality is the law.
    private static func events(_ random: inout SeededGenerator, binary: Bool) -> [Double] {
        (0..<Int.random(in: 0...60, using: &random)).map { _ in
            binary ? (random.chance(0.3) ? 1 : 0) : Double(Int.random(in: 0...8, using: &random)) / 8
        }
    }

    private static func block(_ events: [Double], _ kind: Int) -> ObservationBlock {
        switch kind {
        case 0: return .binary(count: Double(events.count), ones: events.reduce(0, +))
        case 1:
            let bins = Dictionary(grouping: events) { $0 }.sorted { $0.key < $1.key }
            return .histogram(bins.map { ScoreBin(value: $0.key, count: Double($0.value.count)) })
        default:
            return .moments(
                count: Double(events.count), sum: events.reduce(0, +),
                sumOfSquares: events.reduce(0) { $0 + $1 * $1 })
        }
    }

    @Test("are the block of all their events, however these were split", arguments: 0..<60)
    func splits(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let kind = Int(seed % 3)
        let events = Self.events(&random, binary: kind == 0)
        var parts = [[Double]](repeating: [], count: 5)
        for event in events { parts[Int.random(in: 0..<5, using: &random)].append(event) }
        let merged = parts.shuffled(using: &random).map { Self.block($0, kind) }.reduce(ObservationBlock.empty) {
            $0.merging($1)
        }
        let whole = Self.block(events, kind)
        if events.isEmpty { #expect(merged.isEmpty) } else { #expect(merged == whole) }
    }

    @Test("merge in any order and grouping, of whatever kinds", arguments: 0..<60)
    func order(seed: UInt64) {
        var random = SeededGenerator(seed: 1000 + seed)
        let three = (0..<3).map { _ in
            let kind = Int.random(in: 0...2, using: &random)
            return Self.block(Self.events(&random, binary: kind == 0), kind)
        }
        let left = three[0].merging(three[1]).merging(three[2])
        let right = three[2].merging(three[0].merging(three[1]))
        let other = three[0].merging(three[1].merging(three[2]))
        #expect(left == other)
        #expect(left == right)
        #expect(three[0].merging(three[1]) == three[1].merging(three[0]))
    }

    @Test("sums over labels and judge scores do not show how items were split", arguments: 0..<20)
    func labels(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var whole = PredictionPoweredMean.Sums()
        var parts = [PredictionPoweredMean.Sums](repeating: .init(), count: 4)
        for _ in 0..<200 {
            let (label, score) = (random.chance(0.8) ? 1.0 : 0, Double(Int.random(in: 0...8, using: &random)) / 8)
            let part = Int.random(in: 0..<4, using: &random)
            if random.chance(0.3) {
                whole.insert(label: label, score: score)
                parts[part].insert(label: label, score: score)
            } else {
                whole.insert(score: score)
                parts[part].insert(score: score)
            }
        }
        var merged = PredictionPoweredMean.Sums()
        for part in parts.shuffled(using: &random) { merged.merge(part) }
        #expect(merged == whole)
    }
}
