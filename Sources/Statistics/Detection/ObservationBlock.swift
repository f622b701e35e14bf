import RealModule
public import Sketches

/// The events of one monitor in one verdict bucket, each a number in [0, 1], harm = increase (docs/statistics.md 0.1, 1.6).
public struct ObservationBlock: Sendable, Hashable {
    /// What is known beyond count and sum.
    public enum Values: Sendable, Hashable {
        /// Every event is 0 or 1.
        case binary
        /// How often each value occurred: exact.
        case histogram([ScoreBin])
        /// Only the sum of squares: bets use the better of two lower bounds.
        case moments(sumOfSquares: Double)
    }

    /// How many events.
    public let count: Double
    /// The sum of their numbers, 0 ... count.
    public let sum: Double
    /// What is known beyond that.
    public let values: Values

    private init(count: Double, sum: Double, values: Values) {
        self.count = count
        self.sum = sum
        self.values = values
    }

    /// Events that either happened (1) or did not (0).
    ///
    /// - Parameters:
    ///   - count: how many events.
    ///   - ones: how many of them are 1, at most `count`.
    public static func binary(count: Double, ones: Double) -> ObservationBlock {
        precondition(ones >= 0 && ones <= count, "A block cannot hold more ones than events.")
        return ObservationBlock(count: count, sum: ones, values: .binary)
    }

    /// Scores by value. Empty bins are left out.
    public static func histogram(_ bins: [ScoreBin]) -> ObservationBlock {
        let filled = bins.filter { $0.count > 0 }
        let sum = filled.reduce(0) { $0 + $1.count * $1.value }
        return ObservationBlock(count: filled.reduce(0) { $0 + $1.count }, sum: sum, values: .histogram(filled))
    }

    /// Scores by bin of the ``ScoreGrid``.
    public static func scores(_ bins: SparseBins) -> ObservationBlock {
        var filled: [ScoreBin] = []
        bins.forEach { key, count in filled.append(ScoreBin(value: ScoreGrid.score(of: key), count: Double(count))) }
        return .histogram(filled)
    }

    /// Scores of which only the moments are known.
    public static func moments(count: Double, sum: Double, sumOfSquares: Double) -> ObservationBlock {
        ObservationBlock(count: count, sum: sum, values: .moments(sumOfSquares: sumOfSquares))
    }

    /// A block without events.
    public static let empty = ObservationBlock(count: 0, sum: 0, values: .binary)

    /// Nothing happened.
    public var isEmpty: Bool { count == 0 }

    /// The sum of the squares; equal to ``sum`` for binary blocks.
    public var sumOfSquares: Double {
        switch values {
        case .binary: sum
        case .histogram(let bins): bins.reduce(0) { $0 + $1.count * $1.value * $1.value }
        case .moments(let sumOfSquares): sumOfSquares
        }
    }

    /// Count, sum and sum of squares.
    public var moments: ReferenceBound.Moments {
        ReferenceBound.Moments(count: count, sum: sum, sumOfSquares: sumOfSquares)
    }

    /// The same events counted the other way round, `1 - x`: for a signal where a fall is harm.
    public var flipped: ObservationBlock {
        switch values {
        case .binary:
            ObservationBlock(count: count, sum: count - sum, values: .binary)
        case .histogram(let bins):
            .histogram(bins.map { ScoreBin(value: 1 - $0.value, count: $0.count) })
        case .moments(let sumOfSquares):
            ObservationBlock(
                count: count, sum: count - sum,
                values: .moments(sumOfSquares: max(0, count - 2 * sum + sumOfSquares)))
        }
    }

    /// The logarithm of what a gambler who bets the fraction `bet` against mean `mean` gains over the block: exact for
    /// binary blocks and histograms, a lower bound for moments.
    ///
    /// - Parameters:
    ///   - bet: relative, 0 < bet < 1.
    ///   - mean: the null mean, inside (0, 1).
    public func logIncrement(bet: Double, mean: Double) -> Double {
        if count == 0 { return 0 }
        return logIncrement(bet: bet, logKept: Double.log(onePlus: -bet), mean: mean)
    }

    /// The same with `log(1 - bet)` at hand.
    @inline(__always)
    func logIncrement(bet: Double, logKept: Double, mean: Double) -> Double {
        switch values {
        case .binary:
            return sum * Double.log(onePlus: bet * (1 / mean - 1)) + (count - sum) * logKept
        case .histogram(let bins):
            var total = 0.0
            for bin in bins { total += bin.count * Double.log(onePlus: bet * (bin.value / mean - 1)) }
            return total
        case .moments(let sumOfSquares):
            let chord = sum * Double.log(onePlus: bet * (1 / mean - 1)) + (count - sum) * logKept
            let spread = max(0, sumOfSquares / (mean * mean) - 2 * sum / mean + count)
            let fan = bet * (sum / mean - count) - (bet < 1e-5 ? Double.psiE(bet) : -logKept - bet) * spread
            return max(chord, fan)
        }
    }
}

extension ObservationBlock {
    /// The events of two blocks of one bucket together, from several workers: associative, commutative, and the empty block
    /// changes nothing. Exact for binary blocks and histograms; two kinds give the finer form that both still have.
    public func merging(_ other: ObservationBlock) -> ObservationBlock {
        if isEmpty { return other }
        if other.isEmpty { return self }
        switch (values, other.values) {
        case (.binary, .binary):
            return ObservationBlock(count: count + other.count, sum: sum + other.sum, values: .binary)
        case (.moments, _), (_, .moments):
            return .moments(
                count: count + other.count, sum: sum + other.sum, sumOfSquares: sumOfSquares + other.sumOfSquares)
        case (.histogram, _), (_, .histogram):
            var bins: [Double: Double] = [:]
            for bin in self.bins + other.bins { bins[bin.value, default: 0] += bin.count }
            return .histogram(bins.sorted { $0.key < $1.key }.map { ScoreBin(value: $0.key, count: $0.value) })
        }
    }

    /// The values of a binary block or a histogram.
    private var bins: [ScoreBin] {
        switch values {
        case .binary: [ScoreBin(value: 0, count: count - sum), ScoreBin(value: 1, count: sum)]
        case .histogram(let bins): bins
        case .moments: []
        }
    }
}
