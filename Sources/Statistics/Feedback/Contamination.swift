import RealModule

/// How much of what looks like human judgement is the model's own echo (docs/statistics.md 14.2).
public enum Contamination {
    /// The estimated share of labels that merely echo the model, 0 ... 1.
    ///
    /// - Parameters:
    ///   - exposed: labels given after seeing the model's output, as a share of all labels in use.
    ///   - agreementExposed: with the model, among those.
    ///   - agreementHoldout: with the model, among labels given without seeing its output.
    public static func index(exposed: Double, agreementExposed: Double, agreementHoldout: Double) -> Double {
        guard agreementHoldout < 1 else { return 0 }
        return (exposed * (agreementExposed - agreementHoldout) / (1 - agreementHoldout)).clamped(to: 0...1)
    }

    /// How many different runs of so many words a text collection has, per run: 1 is never the same, near 0 always the same.
    ///
    /// - Parameters:
    ///   - texts: words of each text.
    ///   - length: of a run, 1 or more.
    /// - Returns: nil when no text is that long.
    public static func distinctRuns(_ texts: [[String]], length: Int) -> Double? {
        precondition(length >= 1)
        var total = 0
        var distinct = Set<ArraySlice<String>>()
        for words in texts where words.count >= length {
            for start in 0...(words.count - length) {
                total += 1
                distinct.insert(words[start..<start + length])
            }
        }
        return total > 0 ? Double(distinct.count) / Double(total) : nil
    }

    /// How evenly labels or templates are used, about 0 (one of them) to 1 (all alike); entropy with Miller and Madow's correction.
    ///
    /// - Parameter counts: per category, categories with none included.
    public static func diversity(_ counts: [Double]) -> Double {
        let total = counts.reduce(0, +)
        guard counts.count > 1, total > 0 else { return 0 }
        let used = counts.filter { $0 > 0 }
        let entropy = -used.reduce(0) { $0 + $1 / total * Double.log($1 / total) }
        return (entropy + Double(used.count - 1) / (2 * total)) / Double.log(Double(counts.count))
    }
}
