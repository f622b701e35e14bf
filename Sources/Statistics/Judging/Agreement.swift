import RealModule

/// How far a judge and people agree beyond chance: Cohen's kappa (docs/statistics.md 6.4).
public struct Agreement: Sendable, Hashable {
    /// 1 is full agreement, 0 what chance gives.
    public let kappa: Double
    /// Its standard error.
    public let standardError: Double

    /// What to say about a judge.
    public enum Grade: String, Sendable, Hashable, CaseIterable {
        /// Below 0.4.
        case unusable
        /// Below 0.6.
        case weak
        /// 0.6 and more.
        case usable
    }

    /// - Parameter table: counts, a row per human answer, a column per judge answer, in the same order. Not all zero.
    public init(_ table: [[Double]]) {
        let total = table.joined().reduce(0, +)
        let shares = table.map { $0.map { $0 / total } }
        let indices = shares.indices
        let rows = shares.map { $0.reduce(0, +) }
        let columns = indices.map { column in shares.reduce(0) { $0 + $1[column] } }
        let observed = indices.reduce(0) { $0 + shares[$1][$1] }
        let expected = indices.reduce(0) { $0 + rows[$1] * columns[$1] }
        guard expected < 1 else {
            kappa = 1
            standardError = 0
            return
        }
        var first = 0.0
        var second = 0.0
        for i in indices {
            for j in indices {
                if i == j {
                    let term = (1 - expected) - (rows[i] + columns[i]) * (1 - observed)
                    first += shares[i][i] * term * term
                } else {
                    second += shares[i][j] * (columns[i] + rows[j]) * (columns[i] + rows[j])
                }
            }
        }
        let third = observed * expected - 2 * expected + observed
        let numerator = first + (1 - observed) * (1 - observed) * second - third * third
        let rest = (1 - expected) * (1 - expected)
        kappa = (observed - expected) / (1 - expected)
        standardError = max(0, numerator / (total * rest * rest)).squareRoot()
    }

    /// What to say.
    public var grade: Grade { kappa < 0.4 ? .unusable : kappa < 0.6 ? .weak : .usable }
}
