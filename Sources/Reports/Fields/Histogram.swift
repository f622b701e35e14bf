/// The bins in which two samples of numbers are drawn.
enum Histogram {
    private static let bins = 24

    /// Bins of equal width over the middle 98 % of both samples, with one more on each side for what lies outside; a bin for
    /// each number when they are few whole ones. Nil without two different finite values.
    static func bins(_ before: SortedNumbers, _ now: SortedNumbers) -> FieldDistribution? {
        let samples = [before, now].filter { !$0.finite.isEmpty }
        guard let lowest = samples.compactMap({ $0.quantile(0) }).min(),
            let highest = samples.compactMap({ $0.quantile(1) }).max(), highest > lowest,
            let low = samples.compactMap({ $0.quantile(0.01) }).min(),
            let high = samples.compactMap({ $0.quantile(0.99) }).max()
        else { return nil }
        var edges: [Double]
        if highest - lowest <= 40, samples.allSatisfy(isWhole) {
            edges = (Int(lowest)...Int(highest) + 1).map { Double($0) - 0.5 }
        } else {
            let (from, to) = high > low ? (low, high) : (lowest, highest)
            edges = (0...bins).map { from + (to - from) * Double($0) / Double(bins) }
            if lowest < from { edges.insert(lowest, at: 0) }
            if highest > to { edges.append(highest) }
        }
        // Rounding may make two edges of a very narrow range one.
        edges = edges.enumerated().filter { $0.offset == 0 || $0.element > edges[$0.offset - 1] }.map(\.element)
        guard edges.count > 1, edges.allSatisfy(\.isFinite) else { return nil }
        return .bins(
            edges.indices.dropLast().map { index in
                FieldDistribution.Bin(
                    low: edges[index], high: edges[index + 1],
                    reference: count(before, edges, index), current: count(now, edges, index))
            })
    }

    private static func count(_ sorted: SortedNumbers, _ edges: [Double], _ index: Int) -> Int {
        let below = index == 0 ? sorted.finite.lowerBound : sorted.count(upTo: edges[index])
        let upTo = index == edges.count - 2 ? sorted.finite.upperBound : sorted.count(upTo: edges[index + 1])
        return max(0, upTo - below)
    }

    private static func isWhole(_ sorted: SortedNumbers) -> Bool {
        sorted.values[sorted.finite].allSatisfy { $0 == $0.rounded() }
    }
}
