import RealModule

/// How much more often a word occurs in failing documents than in others (docs/statistics.md 5.6): the log-odds ratio with an
/// informative prior, and its size in standard deviations. The 200 largest become attributes to slice by.
public struct TokenContrast: Sendable, Hashable {
    /// The difference of log-odds.
    public let difference: Double
    /// The difference in standard deviations: what words are ranked by.
    public let z: Double

    /// Weight of the prior in documents.
    public static let priorTotal = 500.0

    /// - Parameters:
    ///   - failing: documents with the word, and all, among failures.
    ///   - others: documents with the word, and all, among the others.
    ///   - priorCount: ``priorTotal`` times the word's share of all documents, above 0.
    public init(
        failing: (with: Double, all: Double), others: (with: Double, all: Double), priorCount: Double,
        priorTotal: Double = TokenContrast.priorTotal
    ) {
        let inside = failing.with + priorCount
        let outside = others.with + priorCount
        difference =
            Double.log(inside / (failing.all + priorTotal - inside))
            - Double.log(outside / (others.all + priorTotal - outside))
        z = difference / (1 / inside + 1 / outside).squareRoot()
    }
}
