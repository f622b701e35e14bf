/// DLE: what a model's loss should be, from how the traffic is spread over cells of the reference (docs/statistics.md 8.2).
///
/// Valid only if the loss within a cell has not changed. Refuse to show it when ``unseenShare`` is above 0.2.
public struct ExpectedLoss: Sendable, Hashable {
    /// The expected mean loss.
    public let loss: Double
    /// Its standard error.
    public let standardError: Double
    /// The share of traffic in cells that the reference never saw.
    public let unseenShare: Double

    /// Events of the overall loss that each cell is shrunk by.
    private static let shrinkage = 20.0

    /// - Parameters:
    ///   - reference: count, sum and sum of squares of the losses per cell; cells are the prediction's decile times a segment.
    ///   - current: events per cell now.
    /// - Returns: nil when either is empty.
    public init?(reference: [String: ReferenceBound.Moments], current: [String: Double]) {
        // In one order, so that the last bits do not change from run to run.
        let cells = reference.sorted { $0.key < $1.key }.map(\.value)
        let total = cells.reduce(0) { $0 + $1.count }
        let events = current.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
        guard total > 0, events > 0 else { return nil }
        let overall = cells.reduce(0) { $0 + $1.sum } / total
        let overallVariance = cells.reduce(0) { $0 + $1.sumOfSquares } / total - overall * overall
        var loss = 0.0
        var variance = 0.0
        var unseen = 0.0
        for (cell, count) in current.sorted(by: { $0.key < $1.key }) {
            let known = reference[cell] ?? .init(count: 0, sum: 0, sumOfSquares: 0)
            let share = count / events
            let mean = known.count > 0 ? known.sum / known.count : 0
            let spread = known.count > 1 ? max(0, known.sumOfSquares / known.count - mean * mean) : overallVariance
            loss += share * (known.sum + Self.shrinkage * overall) / (known.count + Self.shrinkage)
            variance += share * share * spread / max(known.count, 1) + share * spread / events
            if known.count == 0 { unseen += share }
        }
        self.loss = loss
        standardError = variance.squareRoot()
        unseenShare = unseen
    }
}
