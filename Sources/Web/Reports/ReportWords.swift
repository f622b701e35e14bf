package import Reports

/// How the facts of a report are said; the same on the page and in the terminal.
package enum ReportWords {
    /// The state of a field, with its mark.
    static func pill(_ verdict: FieldComparison.Verdict) -> HTML {
        switch verdict {
        case .drifted: Pill.markup(.tilt, glyph: .tilting, title(of: verdict))
        case .differsLittle: Pill.markup(.watch, glyph: .watch, title(of: verdict))
        case .steady: Pill.markup(.ok, glyph: .level, title(of: verdict))
        case .tooEarly, .cannotTell: Pill.markup(.learn, glyph: .learning, title(of: verdict))
        }
    }

    /// The state of a figure of performance, with its mark.
    static func pill(_ verdict: MetricComparison.Verdict) -> HTML {
        switch verdict {
        case .worse: Pill.markup(.tilt, glyph: .tilting, title(of: verdict))
        case .differsLittle: Pill.markup(.watch, glyph: .watch, title(of: verdict))
        case .better, .steady: Pill.markup(.ok, glyph: .level, title(of: verdict))
        case .tooEarly: Pill.markup(.learn, glyph: .learning, title(of: verdict))
        }
    }

    package static func title(of verdict: FieldComparison.Verdict) -> String {
        switch verdict {
        case .drifted: "Drifted"
        case .differsLittle: "Differs little"
        case .steady: "Steady"
        case .tooEarly: "Too early"
        case .cannotTell: "Cannot tell"
        }
    }

    package static func title(of verdict: MetricComparison.Verdict) -> String {
        switch verdict {
        case .worse: "Worse"
        case .better: "Better"
        case .differsLittle: "Differs little"
        case .steady: "Steady"
        case .tooEarly: "Too early"
        }
    }

    package static func title(of kind: SchemaChange.Kind) -> String {
        switch kind {
        case .gone: "Gone"
        case .typeChanged: "Another type"
        case .allMissing: "All missing"
        case .constantNow: "Constant now"
        case .new: "New"
        case .newValues: "New values"
        case .missingNow: "Missing now"
        case .notFiniteNow: "NaN or infinite now"
        }
    }

    package static func title(of measure: Effect.Measure) -> String {
        switch measure {
        case .largestGap: "Largest gap (Kolmogorov-Smirnov D)"
        case .distanceInIQR: "Distance moved, in interquartile ranges"
        case .medianShift: "Median"
        case .totalVariation: "Rows in another category"
        case .jensenShannon: "Jensen-Shannon divergence, bits"
        case .stabilityIndex: "PSI without its bias"
        case .cramersV: "Cramér’s V"
        case .separability: "How well texts can be told apart (0.5: not at all)"
        case .unusualShare: "Unusual texts (5% without a change)"
        case .missingShift: "Share of missing values"
        }
    }

    package static func title(of metric: PerformanceMetric) -> String {
        switch metric {
        case .accuracy: "Accuracy"
        case .rocAUC: "ROC AUC"
        case .precision: "Precision"
        case .recall: "Recall"
        case .f1: "F1"
        case .macroF1: "F1, mean over classes"
        case .brier: "Brier score"
        case .meanAbsoluteError: "Mean absolute error"
        case .rootMeanSquaredError: "Root mean squared error"
        case .bias: "Bias (prediction minus label)"
        }
    }

    static func title(of measure: SliceChange.Measure) -> String {
        switch measure {
        case .errorShare: "Wrong predictions"
        case .largeErrorShare: "Large errors"
        case .rowShare: "Share of all rows"
        }
    }

    /// One short phrase about a field: where it moved, else its largest effect.
    package static func headline(_ field: FieldComparison) -> String {
        if let move = field.move { return move.words }
        guard let effect = field.effects.first else { return "" }
        return "\(title(of: effect.measure)): \(figure(effect))"
    }

    /// An effect with its range: `+0.12 (0.08 to 0.16)`.
    package static func figure(_ effect: Effect) -> String {
        switch effect.measure {
        case .medianShift: ranged(effect.value, signed: true)
        case .missingShift: points(effect.value)
        case .totalVariation, .unusualShare: share(effect.value)
        case .largestGap, .distanceInIQR, .jensenShannon, .stabilityIndex, .cramersV, .separability:
            ranged(effect.value)
        }
    }

    /// `p 0.0003 after correction for all tests of this report; G-test, 31.2`.
    package static func evidence(_ evidence: Evidence) -> String {
        let test =
            switch evidence.test {
            case .kolmogorovSmirnov: "Kolmogorov-Smirnov test"
            case .gTest: "G-test"
            case .fisherExact: "Fisher’s exact test"
            case .textClassifier: "text classifier on held-out rows"
            case .normal: "difference in standard errors"
            }
        let statistic = evidence.statistic.map { " \(number($0))" } ?? ""
        return "\(probability(evidence.adjustedP)) after correction for all tests of this report; \(test)\(statistic)"
    }

    /// `p < 0.0001`, `p 0.032`.
    package static func probability(_ p: Double) -> String {
        p < 0.0001 ? "p < 0.0001" : "p \(NumberText.decimal(p, places: p < 0.001 ? 4 : p < 0.1 ? 3 : 2))"
    }

    /// `language is es, topic is billing`.
    package static func conditions(_ slice: SliceChange) -> String {
        slice.conditions.map { "\(name($0.field)) is \(TextLimit.line($0.value, to: 80))" }.joined(separator: ", ")
    }

    /// `0.912 (0.90 to 0.924)`; a dash where there is none.
    package static func ranged(_ value: RangedValue?, signed: Bool = false) -> String {
        guard let value else { return "–" }
        let sign = signed && value.value > 0 ? "+" : ""
        guard let low = value.low, let high = value.high else { return sign + number(value.value) }
        return "\(sign)\(number(value.value)) (\(number(low)) to \(number(high)))"
    }

    private static func share(_ value: RangedValue) -> String {
        guard let low = value.low, let high = value.high else { return percent(value.value) }
        return "\(percent(value.value)) (\(percent(low)) to \(percent(high)))"
    }

    private static func points(_ value: RangedValue) -> String {
        let text = NumberText.signed(value.value * 100, places: 1)
        guard let low = value.low, let high = value.high else { return "\(text) points" }
        let ends = [low, high].map { NumberText.decimal($0 * 100, places: 1) }
        return "\(text) points (\(ends[0]) to \(ends[1]))"
    }

    /// A field's name: it comes from a file, so it is bounded and kept on one line.
    package static func name(_ field: String) -> String { TextLimit.line(field, to: 80) }

    package static func percent(_ share: Double) -> String { NumberText.percent(share) }

    static func number(_ value: Double) -> String { NumberText.significant(value) }
}
