import RealModule

/// Since when: algorithm O1, run after an alarm (docs/statistics.md 1.9).
///
/// For a sudden change the interval covers the true start in 97 to 98 %, for a ramp in 92 to 95 %; for ramps the point is
/// late, so show the interval.
public struct OnsetEstimate: Sendable, Hashable {
    /// How the change came.
    public enum Shape: String, Sendable, Hashable, CaseIterable {
        /// At once.
        case step
        /// Little by little.
        case ramp
    }

    /// The index of the block with which it most likely began, in the blocks given.
    public let index: Int
    /// The hour of that block, whole hours since 1970, UTC.
    public let hour: Int
    /// How it came.
    public let shape: Shape
    /// The first plausible block, and its hour.
    public let earliestIndex: Int
    /// The hour of the first plausible block.
    public let earliestHour: Int
    /// The last plausible block.
    public let latestIndex: Int
    /// The hour of the last plausible block.
    public let latestHour: Int

    /// Starts whose statistic lies within so much of the best are plausible.
    private static let plausible = 8.0
    /// Blocks are joined until at most so many are left.
    private static let maximumBlocks = 2000

    /// - Parameters:
    ///   - blocks: the reference's tail and everything since, up to the alarm, in order of time, harm = increase.
    ///   - baseline: the one that was tilted against.
    /// - Returns: nil when no block holds an event.
    public init?(_ blocks: [DatedBlock], baseline: Baseline) {
        let groups = Self.joined(blocks, baseline: baseline)
        guard groups.contains(where: { $0.count > 0 }) else { return nil }
        let variance = max(baseline.variance, 1e-12)
        var step = [Double](repeating: 0, count: groups.count)
        var ramp = step
        // Suffix sums of w, w·y, w·x, w·x·y and w·x², with x counted from the start: moving the start one block back raises
        // every x by one.
        var w = 0.0
        var wy = 0.0
        var wx = 0.0
        var wxy = 0.0
        var wxx = 0.0
        for index in groups.indices.reversed() {
            let group = groups[index]
            let weight = group.count / variance
            let residual = group.count > 0 ? group.sum / group.count - group.expected / group.count : 0
            wxx += 2 * wx + w + weight
            wx += w + weight
            wy += weight * residual
            wxy += wy
            w += weight
            step[index] = wy > 0 && w > 0 ? wy * wy / w / baseline.overdispersion : 0
            ramp[index] = wxy > 0 && wxx > 0 ? wxy * wxy / wxx / baseline.overdispersion : 0
        }
        let bestStep = Self.firstMaximum(step)
        let bestRamp = Self.firstMaximum(ramp)
        let isRamp = ramp[bestRamp] > step[bestStep]
        let best = isRamp ? bestRamp : bestStep
        let limit = max(step[bestStep], ramp[bestRamp]) - Self.plausible
        let candidates = groups.indices.filter { max(step[$0], ramp[$0]) >= limit }
        let earliest = candidates.first ?? best
        let latest = candidates.last ?? best
        index = groups[best].first
        hour = blocks[groups[best].first].hour
        shape = isRamp ? .ramp : .step
        earliestIndex = groups[earliest].first
        earliestHour = blocks[groups[earliest].first].hour
        latestIndex = groups[latest].first
        latestHour = blocks[groups[latest].first].hour
    }

    private struct Group {
        var first: Int
        var count = 0.0
        var sum = 0.0
        var expected = 0.0
    }

    private static func joined(_ blocks: [DatedBlock], baseline: Baseline) -> [Group] {
        let size = max(1, (blocks.count + maximumBlocks - 1) / maximumBlocks)
        return stride(from: 0, to: blocks.count, by: size).map { first in
            var group = Group(first: first)
            for entry in blocks[first..<min(first + size, blocks.count)] {
                group.count += entry.block.count
                group.sum += entry.block.sum
                group.expected +=
                    entry.block.count * baseline.expectedMean(hour: entry.hour, mixFactor: entry.mixFactor)
            }
            return group
        }
    }

    private static func firstMaximum(_ values: [Double]) -> Int {
        var best = 0
        for index in values.indices where values[index] > values[best] { best = index }
        return best
    }
}
