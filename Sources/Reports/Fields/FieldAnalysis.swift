/// Compares one field, by what its values are.
struct FieldAnalysis {
    private let pair: FieldPair
    private let forced: FieldKind?
    private let isTime: Bool
    private let level: Double

    /// - Parameters:
    ///   - pair: the field on both sides.
    ///   - options: what the user said of it.
    ///   - level: of one test of the schema.
    init(_ pair: FieldPair, options: ReportOptions, level: Double) {
        self.pair = pair
        forced = options.kinds[pair.name]
        isTime = options.time == pair.name
        self.level = level
    }

    /// What was found.
    func finding() -> FieldFinding {
        if isTime || forced == .time { return time() }
        if forced == nil, pair.typeChange(level: level) { return changedType() }
        let present = pair.referenceCounts.present + pair.currentCounts.present
        guard present > 0 else {
            return blank(.categorical, "Neither table has a value in this field.", numbers: false)
        }
        let isNumeric = forced.map { $0 == .numeric } ?? pair.isNumeric
        guard isNumeric else { return words() }
        let before = SortedNumbers(pair.reference.numbers)
        let now = SortedNumbers(pair.current.numbers)
        let kind = forced ?? pair.numericKind(before, now)
        switch kind {
        case .categorical, .boolean: return categorical(JointCategories(pair.reference, pair.current), kind)
        case .identifier:
            var finding = numeric(before, now, kind)
            (finding.values, finding.effects, finding.move, finding.distribution) = (nil, [], nil, nil)
            finding.cannotTell = "Every value is another whole number: these are ids, whose values say nothing."
            return finding
        case .numeric, .text, .time: return numeric(before, now, .numeric)
        }
    }

    private func words() -> FieldFinding {
        let joint = JointCategories(pair.reference, pair.current)
        let kind = forced ?? pair.wordKind(joint)
        switch kind {
        case .categorical, .boolean, .numeric: return categorical(joint, kind == .numeric ? .categorical : kind)
        case .time: return time()
        case .text: return text(joint)
        case .identifier: return identifier(joint)
        }
    }

    private func numeric(_ before: SortedNumbers, _ now: SortedNumbers, _ kind: FieldKind) -> FieldFinding {
        var finding = FieldFinding(
            name: pair.name, kind: kind, reference: side(pair.referenceCounts, before, numbers: true),
            current: side(pair.currentCounts, now, numbers: true))
        finding.missing = missingTest(numbers: true)
        finding.compared = (before.values.count, now.values.count)
        guard !before.values.isEmpty, !now.values.isEmpty else {
            finding.cannotTell = emptySide(before.values.isEmpty)
            return finding
        }
        if before.values.first == before.values.last, now.values.first == now.values.last,
            before.values.first == now.values.first
        {
            finding.cannotTell =
                "Every value is \(FigureText.short(before.values[0])) in both tables: a constant has nothing to compare."
            return finding
        }
        let comparison = NumericComparison(before, now)
        finding.values = comparison.test
        finding.effects = comparison.effects
        finding.effect = comparison.gap
        finding.move = comparison.move
        finding.distribution = Histogram.bins(before, now)
        return finding
    }

    private func categorical(_ joint: JointCategories, _ kind: FieldKind) -> FieldFinding {
        var finding = blank(kind, nil, numbers: false)
        finding.reference = side(pair.referenceCounts, distinct: joint.reference.count { $0 > 0 })
        finding.current = side(pair.currentCounts, distinct: joint.current.count { $0 > 0 })
        finding.compared = (joint.referenceTotal, joint.currentTotal)
        guard joint.referenceTotal > 0, joint.currentTotal > 0 else {
            finding.cannotTell = emptySide(joint.referenceTotal == 0)
            return finding
        }
        finding.schemaChanges = SchemaComparison.changes(joint, field: pair.name)
        let comparison = CategoricalComparison(joint)
        finding.distribution = comparison.distribution
        guard comparison.names.count > 1 else {
            finding.cannotTell = "Every value is the same in both tables: a constant has nothing to compare."
            return finding
        }
        finding.values = comparison.test
        finding.effects = comparison.effects
        finding.effect = comparison.effect
        finding.move = comparison.move
        if comparison.folded > 0 { finding.folded = joint.names.count }
        return finding
    }

    private func text(_ joint: JointCategories) -> FieldFinding {
        var finding = blank(.text, nil, numbers: false)
        finding.reference = side(pair.referenceCounts, distinct: joint.reference.count { $0 > 0 })
        finding.current = side(pair.currentCounts, distinct: joint.current.count { $0 > 0 })
        let before = TextComparison.texts(pair.reference)
        let now = TextComparison.texts(pair.current)
        // Half of the texts teach; the other half is what the test has.
        finding.compared = (before.count / 2, now.count / 2)
        guard min(before.count, now.count) >= TextComparison.fewestTexts else {
            if min(joint.referenceTotal, joint.currentTotal) == 0 {
                finding.cannotTell = emptySide(joint.referenceTotal == 0)
            }
            return finding
        }
        let comparison = TextComparison(before, now)
        finding.values = comparison.test
        finding.effects = comparison.effects
        finding.effect = comparison.effect
        finding.move = comparison.move
        finding.tokens = comparison.tokens
        if max(joint.referenceTotal, joint.currentTotal) > max(before.count, now.count) {
            finding.note =
                "Of the texts in \(pair.name), \(FigureText.whole(before.count)) of the reference and "
                + "\(FigureText.whole(now.count)) current ones were compared, taken evenly over the rows."
        }
        return finding
    }

    /// Ids are compared by their shape: a new prefix, another length or another alphabet shows, the values do not.
    private func identifier(_ joint: JointCategories) -> FieldFinding {
        var finding = categorical(joint.grouped { Self.shape($0) }, .identifier)
        finding.reference = side(pair.referenceCounts, distinct: joint.reference.count { $0 > 0 })
        finding.current = side(pair.currentCounts, distinct: joint.current.count { $0 > 0 })
        finding.schemaChanges = []
        finding.folded = 0
        finding.note = "\(pair.name) holds ids; they are compared by their shape, not by value."
        if finding.cannotTell != nil, min(joint.referenceTotal, joint.currentTotal) > 0 {
            finding.cannotTell = "Nearly every value is different, and all have the same shape: these are ids."
        }
        return finding
    }

    private func time() -> FieldFinding {
        let before = SortedNumbers(pair.reference.times)
        let now = SortedNumbers(pair.current.times)
        var finding = blank(
            .time, "Times are described, not tested: two periods differ in time by design.", numbers: false)
        finding.reference = side(pair.referenceCounts, before, numbers: false)
        finding.current = side(pair.currentCounts, now, numbers: false)
        finding.distribution = Histogram.bins(before, now)
        return finding
    }

    private func changedType() -> FieldFinding {
        blank(.categorical, "The values are numbers in one table and words in the other.", numbers: false)
    }

    private func blank(_ kind: FieldKind, _ cannotTell: String?, numbers: Bool) -> FieldFinding {
        var finding = FieldFinding(
            name: pair.name, kind: kind, reference: side(pair.referenceCounts, distinct: nil),
            current: side(pair.currentCounts, distinct: nil))
        finding.missing = missingTest(numbers: numbers)
        finding.cannotTell = cannotTell
        return finding
    }

    private func emptySide(_ isReference: Bool) -> String {
        "The \(isReference ? "reference" : "current table") has no value in this field."
    }

    /// Words in a field of numbers are values that cannot be read: they count as missing.
    private func missing(_ counts: ColumnCounts, numbers: Bool) -> Int {
        counts.missing + (numbers ? counts.words : 0)
    }

    private func missingTest(numbers: Bool) -> TestResult? {
        let before = missing(pair.referenceCounts, numbers: numbers)
        let now = missing(pair.currentCounts, numbers: numbers)
        guard before + now > 0, before + now < pair.referenceCounts.rows + pair.currentCounts.rows else { return nil }
        return Proportion.test((before, pair.referenceCounts.rows), (now, pair.currentCounts.rows))
    }

    private func side(_ counts: ColumnCounts, _ sorted: SortedNumbers, numbers: Bool) -> FieldSide {
        let missing = missing(counts, numbers: numbers)
        return FieldSide(
            rows: counts.rows, missing: missing, missingShare: Proportion.range(missing, of: counts.rows),
            notFinite: counts.infinite, distinct: sorted.distinct, minimum: sorted.quantile(0),
            median: sorted.quantile(0.5), mean: sorted.mean, maximum: sorted.quantile(1))
    }

    private func side(_ counts: ColumnCounts, distinct: Int?) -> FieldSide {
        FieldSide(
            rows: counts.rows, missing: counts.missing, missingShare: Proportion.range(counts.missing, of: counts.rows),
            notFinite: counts.infinite, distinct: distinct)
    }

    /// `INV-2024-00017` becomes "a-9-9, 14 long", a UUID "x-x-x-x-x, 36 long".
    static func shape(_ text: String) -> String {
        var shape = ""
        var run: Unicode.Scalar?
        for byte in text.utf8.prefix(200) {
            let isDigit = (0x30...0x39).contains(byte)
            let isLetter = (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
            guard isDigit || isLetter else {
                if let run { shape.unicodeScalars.append(run) }
                run = nil
                if shape.utf8.count < 24 { shape.unicodeScalars.append(Unicode.Scalar(byte)) }
                continue
            }
            let kind: Unicode.Scalar = isDigit ? "9" : "a"
            run = run.map { $0 == kind ? kind : "x" } ?? kind
        }
        if let run { shape.unicodeScalars.append(run) }
        return "\(shape), \(text.utf8.count) long"
    }
}
