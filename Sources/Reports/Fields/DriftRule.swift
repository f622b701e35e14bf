internal import RealModule
internal import Statistics

/// When a field counts as drifted: with evidence and by more than the tolerance, each stated apart.
struct DriftRule: Sendable {
    /// The share of reports on unchanged data that may say "drifted".
    let level: Double
    /// The smallest change of a share that counts.
    let tolerance: Double
    /// Tests of this report.
    let tests: Int

    /// The move of a share that a steady field must not have hidden: 15 points, found in four of five cases.
    static let visibleMove = 0.15

    /// Rows that each side needs (of two equal ones) before a field without evidence is called steady: the gap of two
    /// distribution functions reaches its threshold at the strictest level of Holm's method with a power of 0.8.
    var rowsNeeded: Int {
        // sqrt(n/2) · gap ≥ c + z/2, where 2 exp(-2c²) is the level: a share near one half has a deviation of one half.
        let strictest = level / Double(max(1, tests))
        let threshold = (-0.5 * Double.log(strictest / 2)).squareRoot() + 0.5 * 0.8416
        return Int((2 * threshold * threshold / (Self.visibleMove * Self.visibleMove)).rounded(.up))
    }

    private func isEnough(_ compared: (reference: Int, current: Int)) -> Bool {
        let n = Double(compared.reference)
        let m = Double(compared.current)
        // Two unequal sides are worth two equal ones of their harmonic mean.
        return n > 0 && m > 0 && 2 * n * m / (n + m) >= Double(rowsNeeded)
    }

    func judge(
        _ finding: FieldFinding, valuesAdjusted: Double?, missingAdjusted: Double?
    ) -> (FieldComparison.Verdict, String) {
        let valuesDiffer = valuesAdjusted.map { $0 <= level } ?? false
        let missingDiffer = missingAdjusted.map { $0 <= level } ?? false
        let missingWords =
            "the share of missing values went from \(FigureText.percent(finding.reference.missingShare?.value ?? 0)) "
            + "to \(FigureText.percent(finding.current.missingShare?.value ?? 0))"
        if valuesDiffer, finding.effect >= tolerance {
            var reason = finding.move?.words ?? "The values differ."
            if missingDiffer, finding.missingShift.magnitude >= tolerance { reason += " Also \(missingWords)." }
            return (.drifted, reason + chance(valuesAdjusted))
        }
        if missingDiffer, finding.missingShift.magnitude >= tolerance {
            return (
                .drifted, missingWords.prefix(1).uppercased() + missingWords.dropFirst() + "." + chance(missingAdjusted)
            )
        }
        if valuesDiffer || missingDiffer {
            let what =
                valuesDiffer ? finding.move?.words ?? "The values differ." : "The share of missing values differs."
            return (
                .differsLittle,
                "\(what) That is certain, but less than the tolerance of \(FigureText.percent(tolerance))."
            )
        }
        if let reason = finding.cannotTell { return (.cannotTell, reason) }
        guard isEnough(finding.compared) else {
            return (
                .tooEarly,
                "\(FigureText.whole(finding.compared.reference)) and \(FigureText.whole(finding.compared.current)) values "
                    + "are too few; about \(FigureText.whole(rowsNeeded)) on each side would show a share that moves by "
                    + "15 points."
            )
        }
        return (.steady, "No difference beyond chance." + chance(valuesAdjusted))
    }

    private func chance(_ adjusted: Double?) -> String {
        guard let adjusted else { return "" }
        return " Chance alone: \(FigureText.probability(adjusted))."
    }
}
