/// Words as attributes to slice by: those that failing documents have more often (docs/statistics.md 5.6).
public struct TokenAttributes: Sendable, Hashable {
    /// At most so many words become attributes.
    public static let maximumCount = 200

    /// The words, the most contrasting first.
    public let features: [Int32]
    /// How much each of them contrasts.
    public let contrasts: [TokenContrast]

    /// - Parameters:
    ///   - documents: the features of each call's text, each once, rising (``TextFeatures``).
    ///   - failures: in [0, 1], one per call.
    ///   - minimumDocuments: documents that a word needs: half of the scan's smallest slice.
    ///   - count: how many words at most.
    /// - Complexity: O(features of all documents).
    public init(
        documents: [[Int32]], failures: [Double], minimumDocuments: Int, count: Int = TokenAttributes.maximumCount
    ) {
        precondition(documents.count == failures.count)
        let failing = failures.reduce(0, +)
        let all = Double(documents.count)
        var containing = [Double](repeating: 0, count: TextFeatures.dimension)
        var containingFailures = containing
        for (document, failure) in zip(documents, failures) {
            for feature in document {
                containing[Int(feature)] += 1
                containingFailures[Int(feature)] += failure
            }
        }
        var ranked: [(feature: Int32, contrast: TokenContrast)] = []
        for feature in containing.indices where containing[feature] >= Double(max(1, minimumDocuments)) {
            // A word of every document says nothing, and has no odds.
            guard containing[feature] < all else { continue }
            let contrast = TokenContrast(
                failing: (containingFailures[feature], failing),
                others: (containing[feature] - containingFailures[feature], all - failing),
                priorCount: TokenContrast.priorTotal * containing[feature] / all)
            if contrast.z > 0 { ranked.append((Int32(feature), contrast)) }
        }
        ranked.sort { ($0.contrast.z, $1.feature) > ($1.contrast.z, $0.feature) }
        features = ranked.prefix(count).map(\.feature)
        contrasts = ranked.prefix(count).map(\.contrast)
    }

    /// A yes (1) and no (0) column per word, in the order of ``features``, for a ``SliceScan``.
    public func columns(_ documents: [[Int32]]) -> [[Int32]] {
        var place = [Int32](repeating: -1, count: TextFeatures.dimension)
        for (index, feature) in features.enumerated() { place[Int(feature)] = Int32(index) }
        var columns = [[Int32]](repeating: [Int32](repeating: 0, count: documents.count), count: features.count)
        for (row, document) in documents.enumerated() {
            for feature in document where place[Int(feature)] >= 0 { columns[Int(place[Int(feature)])][row] = 1 }
        }
        return columns
    }
}
