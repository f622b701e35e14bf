/// How alike two answers to the same prompt are, position by position (docs/statistics.md 11.1).
public enum AnswerSimilarity {
    /// The share of the first `length` positions with equal tokens; missing positions equal each other, so that a difference of
    /// length counts.
    ///
    /// - Parameters:
    ///   - left: tokens of one answer.
    ///   - right: tokens of another.
    ///   - length: 30 to 50, above 0.
    @inlinable
    public static func share<Token: Equatable>(_ left: [Token], _ right: [Token], length: Int) -> Double {
        var same = 0
        for position in 0..<length {
            let a = position < left.count ? left[position] : nil
            let b = position < right.count ? right[position] : nil
            if a == b { same += 1 }
        }
        return Double(same) / Double(length)
    }
}
