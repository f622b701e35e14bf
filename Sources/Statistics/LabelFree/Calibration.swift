public import Sketches

/// The meaning of a classifier's score: the share of ones among past items with that score, never falling with the score
/// (pool-adjacent-violators, docs/statistics.md 8.1).
public struct Calibration: Sendable, Hashable {
    /// Scores between which the meaning is interpolated, rising.
    public let scores: [Double]
    /// The share of ones at each of them, never falling.
    public let shares: [Double]

    /// Labelled events needed; below, use raw scores and say "uncalibrated".
    public static let minimumEvents = 500
    /// Events needed of each class.
    public static let minimumPerClass = 50

    /// - Parameter labelled: scores with labels 0 or 1 of the reference.
    /// - Returns: nil when empty.
    public init?(_ labelled: [(score: Double, label: Double)]) {
        guard !labelled.isEmpty else { return nil }
        struct Block {
            var first: Double
            var last: Double
            var sum: Double
            var weight: Double
        }
        var blocks: [Block] = []
        let sorted = labelled.sorted { $0.score < $1.score }
        var index = 0
        while index < sorted.count {
            var next = Block(first: sorted[index].score, last: sorted[index].score, sum: 0, weight: 0)
            while index < sorted.count && sorted[index].score == next.first {
                next.sum += sorted[index].label
                next.weight += 1
                index += 1
            }
            while let before = blocks.last, before.sum * next.weight >= next.sum * before.weight {
                next = Block(
                    first: before.first, last: next.last, sum: before.sum + next.sum,
                    weight: before.weight + next.weight)
                blocks.removeLast()
            }
            blocks.append(next)
        }
        var scores: [Double] = []
        var shares: [Double] = []
        for block in blocks {
            scores.append(block.first)
            shares.append(block.sum / block.weight)
            if block.last > block.first {
                scores.append(block.last)
                shares.append(block.sum / block.weight)
            }
        }
        self.scores = scores
        self.shares = shares
    }

    /// What a score means, by linear interpolation; beyond the ends it is clipped.
    ///
    /// - Complexity: O(log knots).
    public func share(of score: Double) -> Double {
        guard score > scores[0], let last = scores.last, score < last else {
            return score <= scores[0] ? shares[0] : shares[shares.count - 1]
        }
        var low = 0
        var high = scores.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if scores[middle] <= score { low = middle } else { high = middle }
        }
        let position = (score - scores[low]) / (scores[high] - scores[low])
        return shares[low] + position * (shares[high] - shares[low])
    }

    /// Whether a score lies outside what was seen; above 5 % of a chunk warn of "extrapolating".
    public func isOutside(_ score: Double) -> Bool {
        score < scores[0] || score > scores[scores.count - 1]
    }

    /// The expected calibration error over bins of equal size.
    ///
    /// - Parameters:
    ///   - items: probability and label 0 or 1.
    ///   - bins: 10.
    public static func expectedError(_ items: [(probability: Double, label: Double)], bins: Int = 10) -> Double {
        // Stable, so that ties fall into bins in the order given.
        let order = items.enumerated().sorted {
            ($0.element.probability, $0.offset) < ($1.element.probability, $1.offset)
        }
        var error = 0.0
        for bin in 0..<bins {
            let part = order[(bin * items.count / bins)..<((bin + 1) * items.count / bins)]
            let gap = part.reduce(0) { $0 + $1.element.probability } - part.reduce(0) { $0 + $1.element.label }
            error += gap.magnitude / Double(items.count)
        }
        return error
    }
}

// The stored form.
extension Calibration {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(scores)
        writer.write(shares)
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        scores = try reader.readDoubles()
        shares = try reader.readDoubles()
        try reader.expectEnd()
        let rise = zip(scores, scores.dropFirst()).allSatisfy { $0 < $1 }
        guard !scores.isEmpty, scores.count == shares.count, rise else {
            throw SketchError(.malformed, "A calibration's scores do not rise, or lack their shares.")
        }
    }

    /// Calibrated one against the rest, then scaled so that the classes of an item add up to 1; equal shares when all are 0.
    ///
    /// - Parameters:
    ///   - scores: of one item, one per class.
    ///   - calibrations: one per class.
    public static func shares(_ scores: [Double], calibrations: [Calibration]) -> [Double] {
        let raw = zip(scores, calibrations).map { $1.share(of: $0) }
        let total = raw.reduce(0, +)
        return total > 0 ? raw.map { $0 / total } : raw.map { _ in 1 / Double(raw.count) }
    }
}
