internal import Telemetry

/// Finds a mapping from the names of columns and a sample of their values.
///
/// Conservative: a column takes a role only when its name says so and its values agree; what is left becomes slices or
/// input columns, which lose nothing. What could be decided otherwise is said.
struct MappingInference {
    private let sample: ImportSample
    private var choices: [String: FieldMapping.Choice] = [:]
    private var taken: Set<String>
    private var notes: [String] = []
    private let handColumns: Set<String>
    /// What a call carries at most.
    private static let attributeLimit = 64
    private static let fieldLimit = 512
    private let partColumns: Set<String>

    private init(_ sample: ImportSample, hand: [MappingRule]) {
        self.sample = sample
        taken = Set(hand.compactMap(\.target.group))
        handColumns = Set(hand.flatMap(\.source.columns))
        partColumns = Set(hand.filter { $0.pattern != nil }.flatMap(\.source.columns))
    }

    /// The mapping of a file.
    ///
    /// - Throws: ``ImportError/Code/mappingInvalid`` when a rule names a column that the file does not have.
    static func mapping(
        of sample: ImportSample, request: MappingRequest, header: [String]
    ) throws(ImportError) -> FieldMapping {
        if sample.isOwnFormat, request.rules.isEmpty { return .plain }
        for rule in request.rules { try check(rule, sample, header: header) }
        var inference = MappingInference(sample, hand: request.rules)
        if request.isAutomatic {
            inference.infer()
        } else {
            inference.takePaths()
        }
        let byHand = request.rules.map { rule in
            FieldMapping.Choice(
                rule: rule, origin: .hand, reason: "set by hand",
                examples: rule.source.columns.first.flatMap { sample.column($0)?.examples } ?? [])
        }
        let found = sample.columns.compactMap { inference.choices[$0.name] }
        return FieldMapping(choices: byHand + found, notes: inference.notes, isPlain: false)
    }

    private static func check(_ rule: MappingRule, _ sample: ImportSample, header: [String]) throws(ImportError) {
        for column in rule.source.columns where sample.column(column) == nil {
            // A path into lists is no column of its own, and a member may be missing in the first records.
            if header.isEmpty, column.contains("[") || column.contains(".") { continue }
            let near = sample.columns.map(\.name).first { ColumnName.normalised($0) == ColumnName.normalised(column) }
            let hint =
                near.map { "Did you mean \($0)?" }
                ?? "The file has: \(sample.columns.prefix(30).map(\.name).joined(separator: ", ")). For a fixed value put it "
                + "in single quotes: \(rule.target.text)='\(column)'."
            throw ImportError(.mappingInvalid, "There is no column “\(column)” for \(rule.target.text). \(hint)")
        }
    }

    // MARK: the order in which roles are given

    private mutating func infer() {
        takePaths()
        takePredictions()
        takeLabel()
        takeMembers()
        takeDurations()
        takeTime()
        takeOutcomes()
        takeRest()
    }

    /// Columns that bear the very names of our API.
    private mutating func takePaths() {
        for column in sample.columns where isFree(column) {
            guard let target = MappingTarget(column.name), target != .ignore, Self.fits(column, target) else {
                continue
            }
            // Names that many others use as well have to show by their values what they are.
            if case .member(let member) = target, !member.isTime, Self.isCommonWord(member),
                !Self.accepts(member, column, isLanguage: isLanguage, of: sample.records)
            {
                continue
            }
            choose(column, target, .name, "the name is our own")
        }
    }

    private mutating func takeMembers() {
        for (member, names) in MappingSynonyms.members where !member.isTime && !Self.isPrediction(member) {
            guard !taken.contains(member.group), !(isConversation && (member == .input || member == .output)) else {
                continue
            }
            var candidates: [(rank: Int, column: ColumnProfile)] = []
            for column in sample.columns where isFree(column) {
                guard let rank = rank(column, in: names),
                    Self.accepts(member, column, isLanguage: isLanguage, of: sample.records)
                else {
                    continue
                }
                candidates.append((rank, column))
            }
            candidates.sort { $0.rank < $1.rank }
            guard let first = candidates.first else { continue }
            choose(first.column, .member(member), .name, reason(first.column, member))
            for other in candidates.dropFirst() {
                notes.append("\(member.rawValue) could also be \(other.column.name); \(first.column.name) was taken.")
            }
        }
    }

    private mutating func takeDurations() {
        let bases: [(names: [String], members: [CallMember])] = [
            (
                MappingSynonyms.latencies,
                [.latencyMicroseconds, .latencyMilliseconds, .latencySeconds, .latencyMinutes]
            ),
            (
                MappingSynonyms.firstTokens,
                [.firstTokenMicroseconds, .firstTokenMilliseconds, .firstTokenSeconds, .firstTokenSeconds]
            ),
        ]
        for (names, members) in bases {
            guard let group = members.first?.group, !taken.contains(group) else { continue }
            for column in sample.columns
            where isFree(column) && column.isNumeric && (column.range?.lowerBound ?? 0) >= 0 {
                let normal = leaf(column)
                let named = ColumnName.timeUnit(normal)
                guard names.contains(named?.base ?? normal) else { continue }
                let unit = named?.unit ?? Self.guessedUnit(column)
                let member =
                    switch unit {
                    case .microseconds: members[0]
                    case .milliseconds: members[1]
                    case .seconds: members[2]
                    case .minutes: members[3]
                    }
                choose(
                    column, .member(member), .name,
                    named == nil ? "the name; the unit by its values" : "the name and unit")
                if named == nil {
                    notes.append(
                        "\(column.name) names no unit; its median is \(Self.short(column.median ?? 0)), so it was read as "
                            + "\(member.rawValue). Set another with --map latency_ms=\(column.name).")
                }
                break
            }
        }
    }

    private mutating func takeTime() {
        guard !taken.contains("time") else { return }
        let names = MappingSynonyms.members.first { $0.member == .time }?.names ?? []
        if let date = sample.columns.first(where: {
            $0.isTime && MappingSynonyms.dates.contains(leaf($0)) && isFree($0)
        }),
            let hour = sample.columns.first(where: { column in
                MappingSynonyms.hours.contains(leaf(column)) && column.isInteger && isFree(column)
                    && (column.range.map { $0.lowerBound >= 0 && $0.upperBound <= 23 } ?? false)
            })
        {
            let rule = MappingRule(.member(.time), from: .dateAndTime(date: date.name, time: hour.name))
            choices[date.name] = FieldMapping.Choice(
                rule: rule, origin: .name, reason: "a date and the hour beside it", examples: date.examples)
            taken.insert("time")
            return
        }
        let named = sample.columns.filter { isFree($0) && rank($0, in: names) != nil }
            .sorted { (rank($0, in: names) ?? 0) < (rank($1, in: names) ?? 0) }
        for column in named where !column.isTime && column.meaningful > 0 {
            notes.append(
                "\(column.name) was not taken as time: its values are no times (\(column.examples.first ?? "")). "
                    + "Without times give --time-start and --time-step, else the records are charted and not judged.")
        }
        if let column = named.first(where: \.isTime) {
            chooseTime(column, .name, "the name")
            for other in named.filter(\.isTime).dropFirst() {
                notes.append("time could also be \(other.name); \(column.name) was taken.")
            }
            return
        }
        let byValue = sample.columns.filter { isFree($0) && $0.isTime && !$0.isNumeric }
        if let column = byValue.first {
            chooseTime(column, .values, byValue.count == 1 ? "the only column of times" : "the first column of times")
            notes.append("\(column.name) was taken as time because its values are times; its name does not say so.")
            for other in byValue.dropFirst() { notes.append("time could also be \(other.name).") }
        }
    }

    private mutating func chooseTime(_ column: ColumnProfile, _ origin: FieldMapping.Choice.Origin, _ reason: String) {
        var member = CallMember.time
        if column.dateOrders == [.dayFirst] { member = .timeDayFirst }
        if column.dateOrders == [.monthFirst] { member = .timeMonthFirst }
        // Every line is read before anything is stored; one of them may yet show the order.
        if column.dateOrders.isEmpty, column.ambiguousDates > 0 { member = .timeMonthFirst }
        choose(
            column, .member(member), origin, reason + (member == .time ? "" : "; order of day and month by its values"))
    }

    private mutating func takePredictions() {
        for member in [CallMember.predictionScore, .predictionValue, .predictionLabel] {
            guard !taken.contains(member.group),
                let names = MappingSynonyms.members.first(where: { $0.member == member })?.names
            else { continue }
            for column in sample.columns where isFree(column) && column.isScalar && rank(column, in: names) != nil {
                if member == .predictionScore {
                    guard column.isNumeric, let range = column.range, range.lowerBound >= 0, range.upperBound <= 1
                    else { continue }
                    choose(column, .member(.predictionScore), .name, "the name; all values lie in 0 to 1")
                } else if column.isNumeric, member == .predictionValue || !Self.isClass(column) {
                    guard !taken.contains("prediction.value") else { continue }
                    choose(column, .member(.predictionValue), .name, "the name; its values are numbers, not classes")
                } else if member == .predictionLabel, column.longest <= 64 {
                    choose(column, .member(.predictionLabel), .name, "the name; its values are classes")
                } else {
                    continue
                }
                break
            }
        }
        guard !taken.contains("prediction.label"), !taken.contains("prediction.value") else { return }
        // duration_min beside predicted_duration_min: a prediction and its truth.
        for column in sample.columns where isFree(column) && column.isScalar {
            guard let base = Self.predicted(leaf(column)),
                let truth = sample.columns.first(where: { leaf($0) == base && isFree($0) })
            else { continue }
            let isValue = column.isNumeric && !Self.isClass(column)
            choose(
                column, .member(isValue ? .predictionValue : .predictionLabel), .name, "predicted, beside \(truth.name)"
            )
            if !taken.contains("label:label") {
                choose(truth, .outcome(MappedOutcome(.label, name: "label")), .name, "what \(column.name) predicts")
            }
            break
        }
    }

    private mutating func takeLabel() {
        guard hasPrediction, !taken.contains("label:label") else { return }
        let candidates = sample.columns.filter {
            isFree($0) && $0.isScalar && rank($0, in: MappingSynonyms.labels) != nil
        }
        .sorted { (rank($0, in: MappingSynonyms.labels) ?? 0) < (rank($1, in: MappingSynonyms.labels) ?? 0) }
        guard let column = candidates.first, column.longest <= 64 else { return }
        choose(column, .outcome(MappedOutcome(.label, name: "label")), .name, "ground truth, beside a prediction")
    }

    private mutating func takeOutcomes() {
        for column in sample.columns where isFree(column) && column.isScalar {
            let normal = leaf(column)
            guard column.isNumeric || column.isBoolean else { continue }
            if MappingSynonyms.feedback.contains(normal) {
                choose(column, .outcome(MappedOutcome(.feedback, name: normal)), .name, "the name of a feedback")
            } else if Self.isRating(normal) {
                choose(column, .outcome(MappedOutcome(.score, name: normal)), .name, "the name of a rating")
            }
        }
        // A table of measurements: who, when, how much.
        guard taken.contains("time"), !hasPrediction, !isLanguage, choices.values.allSatisfy({ !Self.isOutcome($0) })
        else {
            return
        }
        let numeric = sample.columns.filter { isFree($0) && $0.isNumeric }
        if let value = numeric.first, numeric.count == 1,
            ["value", "measurement", "reading", "metric"].contains(leaf(value))
        {
            choose(value, .outcome(MappedOutcome(.score, name: "value")), .values, "the only number beside a time")
        }
    }

    private mutating func takeRest() {
        for column in sample.columns where isFree(column) && column.meaningful > 0 {
            let room = choices.values.count { choice in
                switch choice.rule.target {
                case .attribute: !hasPrediction
                case .field: hasPrediction
                case .member, .probability, .parameter, .outcome, .ignore: false
                }
            }
            if room >= (hasPrediction ? Self.fieldLimit : Self.attributeLimit) {
                choose(column, .ignore, .values, "more columns than a call carries; name those that matter with --map")
                continue
            }
            let name = Self.key(column.name)
            if MappingSynonyms.totals.contains(ColumnName.counted(leaf(column))), column.isNumeric, isLanguage {
                choose(column, .ignore, .values, "a total of what other columns give")
            } else if MappingSynonyms.parameters.contains(leaf(column)), isLanguage {
                choose(column, .parameter(leaf(column)), .name, "a setting of the request")
            } else if column.objects > 0 || column.conversations > 0 || (column.lists > 0 && !hasPrediction) {
                choose(
                    column, .ignore, .values,
                    "a list or object; take a part of it with --map score:NAME=\(column.name)[].…")
            } else if hasPrediction {
                choose(column, .field(name), .values, "an input column of the model")
            } else if column.longest > 256 || (column.isProse && column.meanLength > 64) {
                choose(column, .ignore, .values, "long text; if it is the input or output, say so with --map")
            } else {
                let isMeasure = column.isNumeric && !column.isInteger
                choose(
                    column, .attribute(name), .values,
                    isMeasure ? "a number kept with the call" : "something to slice by")
            }
        }
    }

    // MARK: what is known

    /// True when a list of messages gives both what was asked and what was answered.
    private var isConversation: Bool { taken.contains(CallMember.messages.group) }

    private var hasPrediction: Bool {
        taken.contains { $0.hasPrefix("prediction.") }
    }

    /// True when the file speaks of a language model.
    private var isLanguage: Bool {
        let signs = ["input", "output", "messages", "tokens.input", "tokens.output", "usage", "model", "ttft"]
        return signs.contains(where: taken.contains)
            || sample.columns.contains { column in
                let normal = ColumnName.counted(leaf(column))
                return normal.hasSuffix("_tokens")
                    || (column.isProse
                        && ["prompt", "completion", "query", "question", "answer", "response"].contains(normal))
            }
    }

    private func isFree(_ column: ColumnProfile) -> Bool {
        choices[column.name] == nil
            && !choices.values.contains { $0.rule.source.columns.contains(column.name) }
            && !(handColumns.contains(column.name) && !isTakenTwice(column))
    }

    /// A column of which a rule by hand takes a part may still be what its name says: `system=model~…` and `model`.
    private func isTakenTwice(_ column: ColumnProfile) -> Bool {
        guard partColumns.contains(column.name), let member = MappingSynonyms.member(leaf(column)) else { return false }
        return !taken.contains(member.group)
    }

    private mutating func choose(
        _ column: ColumnProfile, _ target: MappingTarget, _ origin: FieldMapping.Choice.Origin, _ reason: String
    ) {
        if let group = target.group, !taken.insert(group).inserted { return }
        choices[column.name] = FieldMapping.Choice(
            rule: MappingRule(target, from: .column(column.name)), origin: origin, reason: reason,
            examples: column.examples)
    }

    private func leaf(_ column: ColumnProfile) -> String {
        ColumnName.normalised(column.name.split(separator: ".").last ?? Substring(column.name))
    }

    /// How far to the front a column's name stands among the names; a nested one after all others.
    private func rank(_ column: ColumnProfile, in names: [String]) -> Int? {
        for (offset, name) in [column.normal, leaf(column)].enumerated() {
            if let rank = names.firstIndex(of: name) ?? names.firstIndex(of: ColumnName.counted(name)) {
                return rank + offset * 100
            }
        }
        return nil
    }

    private func reason(_ column: ColumnProfile, _ member: CallMember) -> String {
        column.normal == member.rawValue ? "the name" : "“\(column.name)” is a usual name for it"
    }
}

// MARK: what values must look like

extension MappingInference {
    private static func accepts(
        _ member: CallMember, _ column: ColumnProfile, isLanguage: Bool, of records: Int
    ) -> Bool {
        let range = column.range ?? 0...0
        switch member {
        case .id:
            return column.isScalar && column.present == column.meaningful && column.longest <= 128
                && column.distinct.count >= min(column.present, ColumnProfile.distinctLimit)
                && column.distinct.allSatisfy(isIdentifier)
        case .traceID: return column.isScalar && column.distinct.allSatisfy { TraceID(hex: $0) != nil }
        case .spanID, .parentSpanID: return column.isScalar && column.distinct.allSatisfy { SpanID(hex: $0) != nil }
        case .system:
            return column.isScalar && !column.isNumeric && !column.isProse && column.longest <= 128
                && column.distinct.count <= 200
        case .model, .modelAnswered:
            return column.isScalar && !column.isNumeric && column.longest <= 128 && column.distinct.count <= 200
        case .provider, .environment, .service, .serviceTier, .operation, .mitigation, .promptName:
            return column.isScalar && !column.isNumeric && !column.isProse && column.longest <= 128
                && (member != .service || column.distinct.count <= 200)
        case .modelVersion, .promptVersion, .version, .responseID, .fingerprint:
            return column.isScalar && column.longest <= 128 && (member != .version || !column.isProse)
        case .messages: return column.conversations > 0 && column.conversations == column.present
        case .input: return (column.isProse || column.conversations == column.present && column.present > 0)
        case .output:
            return column.isScalar && !column.isTime && (column.isProse || (isLanguage && !column.isNumeric))
        case .finishReason: return column.isScalar && !column.isNumeric && column.longest <= 64
        case .inputTokens, .outputTokens, .cacheReadTokens, .cacheWriteTokens, .reasoningTokens, .audioInputTokens,
            .audioOutputTokens:
            return column.isNumeric && range.lowerBound >= 0
        case .cost: return isLanguage && column.isNumeric && range.lowerBound >= 0
        case .status:
            return column.isScalar && !column.isProse && column.distinct.count <= 60
                && (!column.isNumeric || column.isBinary == false && range.lowerBound >= 100 && range.upperBound < 600)
        case .failed: return column.isBoolean || column.isBinary
        case .error: return column.isScalar && !column.isBinary && !column.isBoolean && isRare(column, of: records)
        case .errorType: return column.isScalar && !column.isNumeric && column.longest <= 128
        case .user, .session: return column.isScalar && column.longest <= 256
        case .usage: return column.objects > 0
        case .callID, .kind, .time, .timeDayFirst, .timeMonthFirst, .latencyMilliseconds, .latencySeconds,
            .latencyMicroseconds,
            .latencyMinutes, .firstTokenMilliseconds, .firstTokenSeconds, .firstTokenMicroseconds, .errorMessage,
            .httpStatus, .predictionLabel, .predictionScore, .predictionValue, .predictionProbabilities,
            .predictionRanking:
            return false
        }
    }

    /// Errors are empty when there is none; a number in every line is a measure of error instead.
    private static func isRare(_ column: ColumnProfile, of records: Int) -> Bool {
        !column.isNumeric || column.isInteger || column.meaningful * 2 < records
    }

    private static func fits(_ column: ColumnProfile, _ target: MappingTarget) -> Bool {
        guard case .member(let member) = target else { return true }
        if member.isTime { return column.isTime }
        switch member {
        case .predictionLabel, .predictionScore, .predictionValue: return column.isScalar
        case .latencyMilliseconds, .latencySeconds, .latencyMicroseconds, .latencyMinutes, .firstTokenMilliseconds,
            .firstTokenSeconds, .firstTokenMicroseconds:
            return column.isNumeric
        default: return true
        }
    }

    /// Names that stand for many things: only ``accepts(_:_:isLanguage:of:)`` may give them their role.
    private static func isCommonWord(_ member: CallMember) -> Bool {
        MappingSynonyms.members.contains { $0.member == member }
    }

    private static func isPrediction(_ member: CallMember) -> Bool {
        member == .predictionLabel || member == .predictionScore || member == .predictionValue
    }

    private static func isOutcome(_ choice: FieldMapping.Choice) -> Bool {
        if case .outcome = choice.rule.target { true } else { false }
    }

    /// Few different whole numbers are classes, others are quantities.
    private static func isClass(_ column: ColumnProfile) -> Bool {
        column.isBinary
            || (column.isInteger && column.distinct.count <= 20 && column.distinct.count * 10 < column.present)
    }

    private static func predicted(_ normal: String) -> String? {
        for prefix in ["predicted_", "pred_", "prediction_", "forecast_"] where normal.hasPrefix(prefix) {
            return String(normal.dropFirst(prefix.count))
        }
        for suffix in ["_predicted", "_pred", "_prediction", "_forecast"] where normal.hasSuffix(suffix) {
            return String(normal.dropLast(suffix.count))
        }
        return nil
    }

    private static func isRating(_ normal: String) -> Bool {
        let words = normal.split(separator: "_").map(String.init)
        if normal == "exact_match" || normal == "log_loss" { return true }
        return words.allSatisfy { !MappingSynonyms.otherWords.contains($0) }
            && words.contains { word in
                MappingSynonyms.scoreWords.contains(word) || MappingSynonyms.scoreStems.contains { word.hasPrefix($0) }
            }
    }

    private static func isIdentifier(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 58, 95: true
            default: false
            }
        }
    }

    private static func guessedUnit(_ column: ColumnProfile) -> ColumnName.TimeUnit {
        // A call of 60 seconds is rare and one of 60 milliseconds is not.
        (column.median ?? 0) < 60 ? .seconds : .milliseconds
    }

    /// A name that attributes and fields may have: at most 64 characters.
    private static func key(_ name: String) -> String { String(name.prefix(64)) }

    private static func short(_ value: Double) -> String {
        value >= 100 ? String(Int(value.rounded())) : String((value * 100).rounded() / 100)
    }
}
