import Reports

extension ReportFile {
    /// How well the model does, measured and estimated.
    var performance: HTML? {
        guard let performance = report.performance else { return nil }
        var parts: [HTML] = []
        if !performance.measured.isEmpty { parts.append(measured(performance)) }
        if let estimated = performance.estimated { parts.append(self.estimated(estimated)) }
        guard !parts.isEmpty else { return nil }
        return HTML.joined(parts)
    }

    private func measured(_ performance: PerformanceComparison) -> HTML {
        let rows = performance.measured.map { metric -> HTML in
            let (reference, current) = (metric.reference, metric.current)
            var picture: HTML?
            if let reference, let current {
                let (before, since) = (estimate(reference), estimate(current))
                picture =
                    DumbbellChart(
                        before: before, since: since, better: metric.metric.higherIsBetter == false ? .low : .high,
                        isHot: metric.verdict == .worse, domain: DumbbellChart.domain(of: [(before, since)])
                    ).svg
            }
            return """
                <tr><th scope="row">\(ReportWords.title(of: metric.metric))</th>\
                <td data-l="Verdict">\(ReportWords.pill(metric.verdict))</td>\
                <td class="r" data-l="Reference">\(ReportWords.ranged(reference))</td>\
                <td class="r" data-l="Current">\(ReportWords.ranged(current))</td>\
                <td data-l="Before and now">\(picture)</td>\
                <td class="r strong" data-l="Difference">\(ReportWords.ranged(metric.difference, signed: true))</td></tr>
                """
        }
        let positive = performance.positiveClass.map { ", positive class \(TextLimit.line($0, to: 40))" } ?? ""
        return Panel.markup(
            "Performance with labels", id: "performance",
            detail: "\(NumberText.whole(performance.referenceLabelled)) labelled rows, then "
                + "\(NumberText.whole(performance.currentLabelled))\(positive)",
            classes: "space",
            """
            <div class="scroll" tabindex="0" role="group" aria-label="Performance, scrolls sideways">\
            <table class="rows cards"><thead><tr><th scope="col">Figure</th><th scope="col">Verdict</th>\
            <th scope="col" class="r">Reference</th><th scope="col" class="r">Current</th>\
            <th scope="col">now ● ○ before</th><th scope="col" class="r">Difference</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """)
    }

    private func estimated(_ estimated: EstimatedPerformance) -> HTML {
        let rows = estimated.figures.map { figure -> HTML in
            """
            <tr><th scope="row">\(ReportWords.title(of: figure.metric))</th>\
            <td class="r" data-l="Reference">\(ReportWords.ranged(figure.reference))</td>\
            <td class="r strong" data-l="Current, estimated">\(ReportWords.ranged(figure.current))</td></tr>
            """
        }
        let method =
            switch estimated.method {
            case .calibratedProbabilities: "from calibrated probabilities (CBPE)"
            case .rawProbabilities: "from the probabilities as they are"
            case .expectedLoss: "from the loss of like rows (DLE)"
            }
        return Panel.markup(
            "Performance without labels", id: "estimated",
            detail: "\(method), \(NumberText.whole(estimated.rows)) current rows", classes: "space",
            """
            <table class="rows cards"><thead><tr><th scope="col">Figure</th><th scope="col" class="r">Reference</th>\
            <th scope="col" class="r">Current, estimated</th></tr></thead><tbody>\(rows)</tbody></table>\
            <p class="none">\(estimated.assumption) Outside of what the reference showed: \
            \(ReportWords.percent(estimated.outsideShare)) of the current rows.</p>
            """)
    }

    /// Parts of the rows that explain the change.
    var slices: HTML? {
        guard !report.slices.isEmpty else { return nil }
        let estimates = report.slices.map { (estimate($0.reference, .share), estimate($0.current, .share)) }
        let domain = DumbbellChart.domain(of: estimates.map { (before: $0.0, since: $0.1) })
        let rows = zip(report.slices, estimates).map { slice, pair -> HTML in
            let isHot = slice.evidence.adjustedP <= report.level
            let dumbbell = DumbbellChart(
                before: pair.0, since: pair.1, better: slice.measure == .rowShare ? .high : .low, isHot: isHot,
                domain: domain)
            let part: HTML? = slice.contribution.map {
                "\(ShareBar(share: $0, isHot: isHot).svg)\(ReportWords.percent($0))"
            }
            return """
                <tr><th scope="row">\(ReportWords.conditions(slice))</th>\
                <td data-l="What">\(ReportWords.title(of: slice.measure))</td>\
                <td data-l="Before and now">\(dumbbell.svg)<span class="small">\(pair.0.text) to \(pair.1.text)\
                \(pair.1.rangeText.map { " (\($0))" } ?? "")</span></td>\
                <td data-l="Part of the change">\(part)</td>\
                <td class="r q" data-l="Rows">\(NumberText.whole(slice.referenceRows)), \
                \(NumberText.whole(slice.currentRows))</td>\
                <td class="full small" data-l="Evidence">\(ReportWords.evidence(slice.evidence))</td></tr>
                """
        }
        return Panel.markup(
            "Slices that explain the change", id: "slices",
            detail: "found on one half of the rows, confirmed on the other", classes: "space",
            """
            <div class="scroll" tabindex="0" role="group" aria-label="Slices, scrolls sideways">\
            <table class="rows cards"><thead><tr><th scope="col">Slice</th><th scope="col">What</th>\
            <th scope="col">now ● ○ before</th><th scope="col">Part of the change</th>\
            <th scope="col" class="r">Rows, before and now</th><th scope="col">Evidence</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """)
    }

    private func estimate(_ value: RangedValue, _ unit: SignalUnit = .score) -> Estimate {
        Estimate(value: value.value, low: value.low, high: value.high, n: nil, unit: unit)
    }
}
