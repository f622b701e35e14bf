internal import OTLP
internal import Telemetry

/// Writes records of a foreign file as items of our own API, by a mapping. There is one reader of calls: this makes what
/// it reads. Used by one task at a time.
struct RecordMapper {
    private let members: [CallMember: CompiledRule]
    private let probabilities: [(name: String, rule: CompiledRule)]
    private let attributes: [(name: String, rule: CompiledRule)]
    private let fields: [(name: String, rule: CompiledRule)]
    private let parameters: [(name: String, rule: CompiledRule)]
    private let outcomes: [(outcome: MappedOutcome, rule: CompiledRule)]
    private let times: TimeReader
    private let timeRule: CompiledRule?
    private let decimalComma: Bool

    /// Words that say that a call went well.
    private static let successes: Set<String> = [
        "ok", "okay", "success", "succeeded", "successful", "completed", "complete", "done", "finished", "unset",
    ]
    private static let attributeLength = 256
    private static let labelLength = 64

    /// - Parameters:
    ///   - header: the columns of a CSV file; empty for objects.
    ///   - sample: what the columns hold.
    /// - Throws: ``ImportError/Code/mappingInvalid``.
    init(
        _ mapping: FieldMapping, format: ImportFormat, header: [String], sample: ImportSample
    ) throws(ImportError) {
        var columns: [String: Int]?
        decimalComma =
            if case .csv(let dialect) = format { dialect.decimalComma } else { false }
        if case .csv = format {
            columns = [:]
            for (index, name) in header.enumerated() { columns?[name] = index }
        }
        var members: [CallMember: CompiledRule] = [:]
        var probabilities: [(String, CompiledRule)] = []
        var attributes: [(String, CompiledRule)] = []
        var fields: [(String, CompiledRule)] = []
        var parameters: [(String, CompiledRule)] = []
        var outcomes: [(MappedOutcome, CompiledRule)] = []
        for rule in mapping.rules {
            let profile = rule.source.columns.first.flatMap { sample.column($0) }
            if rule.target == .ignore { continue }
            let compiled = try CompiledRule(rule, columns: columns, profile: profile)
            switch rule.target {
            case .member(let member): members[member] = compiled
            case .probability(let name): probabilities.append((name, compiled))
            case .attribute(let name): attributes.append((name, compiled))
            case .field(let name): fields.append((name, compiled))
            case .parameter(let name): parameters.append((name, compiled))
            case .outcome(let outcome): outcomes.append((outcome, compiled))
            case .ignore: break
            }
        }
        self.members = members
        self.probabilities = probabilities
        self.attributes = attributes
        self.fields = fields
        self.parameters = parameters
        self.outcomes = outcomes
        times = TimeReader(order: members[.timeDayFirst] == nil ? .monthFirst : .dayFirst)
        timeRule = members[.time] ?? members[.timeDayFirst] ?? members[.timeMonthFirst]
    }

    /// True when the lines hold outcomes of calls that came otherwise.
    var holdsOutcomesOnly: Bool { members[.callID] != nil }

    /// The client's id of a record, as text.
    func id(_ record: RecordContent) -> String? { members[.id].flatMap { Self.wholeText($0.value(record)) } }

    /// The system that a record names.
    func system(_ record: RecordContent) -> SystemSlug? {
        members[.system].flatMap { text($0.value(record)) }.flatMap { SystemSlug($0) }
    }

    /// What stands where the time is read from.
    func timeText(_ record: RecordContent) -> String? { timeRule?.value(record).text }

    /// The time of a record; `nil` when it has none.
    ///
    /// - Throws: ``RefusedRecord`` for a value that is no time.
    func time(_ record: RecordContent) throws(RefusedRecord) -> Timestamp? {
        guard let timeRule else { return nil }
        if case .dateAndTime = timeRule.rule.source {
            guard let pair = timeRule.pair(record) else { return nil }
            guard let time = times.read(date: pair.date, time: pair.time) else {
                throw RefusedRecord(detail: "“\(pair.date) \(pair.time)” in \(timeRule.rule.source.text) is no time.")
            }
            return time
        }
        let value = timeRule.value(record)
        if value.isVoid { return nil }
        if case .json(let json) = value, json.kind == .integer || json.kind == .real {
            let time = json.integer.map { times.read($0) } ?? json.number.flatMap { times.read($0) }
            guard let time else {
                throw RefusedRecord(detail: "\(json.json) in \(timeRule.rule.source.text) is no Unix time.")
            }
            return time
        }
        guard let text = value.text, let time = times.read(text) else {
            throw RefusedRecord(
                detail: "“\(Self.cut(value.text ?? "", 64))” in \(timeRule.rule.source.text) is no time.")
        }
        return time
    }

    /// The items that a record becomes: one call, or the outcomes that it holds.
    ///
    /// - Parameter time: the time of the record, however it was found.
    /// - Throws: ``RefusedRecord`` for a value that cannot be what the mapping takes it for.
    func items(_ record: RecordContent, time: Timestamp?) throws(RefusedRecord) -> [[UInt8]] {
        if holdsOutcomesOnly { return try lateOutcomes(record, time: time) }
        var failure: RefusedRecord?
        var writer = JSONWriter()
        writer.object { writer in
            do throws(RefusedRecord) {
                try writeIdentity(record, time: time, into: &writer)
                try writeContent(record, into: &writer)
                try writeNumbers(record, into: &writer)
                try writeStatus(record, into: &writer)
                try writePrediction(record, into: &writer)
                writeMap("params", parameters, record, into: &writer)
                writeMap("attributes", attributes, record, into: &writer)
                writeMap("fields", fields, record, keepsNothing: true, into: &writer)
                try writeOutcomes(record, into: &writer)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return [writer.bytes]
    }

    // MARK: parts of a call

    private func writeIdentity(
        _ record: RecordContent, time: Timestamp?, into writer: inout JSONWriter
    ) throws(RefusedRecord) {
        writer.member("id", id(record).map(Self.identifier))
        writer.member("time", time?.rfc3339)
        let texts: [CallMember] = [
            .system, .kind, .operation, .environment, .service, .version, .mitigation, .traceID, .spanID, .parentSpanID,
            .provider, .model, .modelAnswered, .modelVersion, .responseID, .fingerprint, .serviceTier, .user, .session,
        ]
        for member in texts {
            guard let rule = members[member] else { continue }
            writer.member(member.rawValue, text(rule.value(record)))
        }
        let name = members[.promptName].flatMap { text($0.value(record)) }
        let version = members[.promptVersion].flatMap { text($0.value(record)) }
        if name != nil || version != nil {
            writer.name("prompt")
            writer.object {
                $0.member("name", name ?? "prompt")
                $0.member("version", version)
            }
        }
    }

    private func writeContent(_ record: RecordContent, into writer: inout JSONWriter) throws(RefusedRecord) {
        for member in [CallMember.input, .output] {
            guard let rule = members[member] else { continue }
            switch rule.value(record) {
            case .json(let value) where value.kind == .array || value.kind == .object:
                writer.name(member.rawValue)
                if value.kind == .object { writer.array { $0.value(value) } } else { writer.value(value) }
            case let value: writer.member(member.rawValue, value.text)
            }
        }
        if let rule = members[.messages], case .json(let value) = rule.value(record), let messages = value.array {
            let all = Array(messages)
            let answers = all.last?["role"]?.string == "assistant"
            for (name, part) in [
                ("input", answers ? all.dropLast() : all[...]), ("output", answers ? all.suffix(1) : []),
            ]
            where !part.isEmpty {
                writer.name(name)
                writer.array { writer in part.forEach { writer.value($0) } }
            }
        }
        if let rule = members[.finishReason] { writer.member("finish_reason", text(rule.value(record))) }
    }

    private func writeNumbers(_ record: RecordContent, into writer: inout JSONWriter) throws(RefusedRecord) {
        let tokens: [(CallMember, String)] = [
            (.inputTokens, "input"), (.outputTokens, "output"), (.cacheReadTokens, "cache_read"),
            (.cacheWriteTokens, "cache_write"), (.reasoningTokens, "reasoning"), (.audioInputTokens, "audio_input"),
            (.audioOutputTokens, "audio_output"),
        ]
        var counts: [(String, Double)] = []
        for (member, name) in tokens {
            if let count = try number(member, record) { counts.append((name, count)) }
        }
        if !counts.isEmpty {
            writer.name("tokens")
            writer.object { writer in for (name, count) in counts { writer.member(name, count) } }
        }
        if let rule = members[.usage], case .json(let value) = rule.value(record), value.kind == .object {
            writer.name("usage")
            writer.value(value)
        }
        writer.member("cost_usd", try number(.cost, record))
        let durations: [(String, [(CallMember, Double)])] = [
            (
                "latency_ms",
                [
                    (.latencyMilliseconds, 1), (.latencySeconds, 1_000), (.latencyMicroseconds, 0.001),
                    (.latencyMinutes, 60_000),
                ]
            ),
            ("ttft_ms", [(.firstTokenMilliseconds, 1), (.firstTokenSeconds, 1_000), (.firstTokenMicroseconds, 0.001)]),
        ]
        for (name, members) in durations {
            for (member, factor) in members {
                guard let value = try number(member, record) else { continue }
                // Microseconds are what is kept: no digits of the conversion beyond them.
                writer.member(name, (value * factor * 1_000).rounded() / 1_000)
            }
        }
    }

    private func writeStatus(_ record: RecordContent, into writer: inout JSONWriter) throws(RefusedRecord) {
        var isFailed: Bool?
        var type: String?
        var message: String?
        var http: Int?
        if let rule = members[.failed] {
            let value = rule.value(record)
            guard value.isVoid || value.boolean != nil else { throw refusal(rule, value, "is neither yes nor no") }
            isFailed = value.boolean
        }
        for member in [CallMember.status, .httpStatus, .error] {
            guard let rule = members[member] else { continue }
            let value = rule.value(record)
            guard !value.isVoid, let word = text(value) else { continue }
            if let number = value.number(decimalComma: decimalComma) {
                if (100..<600).contains(number) {
                    http = number >= 400 ? Int(number) : http
                    isFailed = (isFailed ?? false) || number >= 400
                } else if member == .error, number != 0 {
                    (isFailed, type) = (true, word)
                }
            } else if member == .error {
                isFailed = true
                if word.contains(" ") || word.count > 128 { message = word } else { type = word }
            } else if !Self.successes.contains(word.lowercased()) {
                isFailed = true
                type = type ?? (word.lowercased() == "error" ? nil : Self.cut(word, 128))
            } else {
                isFailed = isFailed ?? false
            }
        }
        if let rule = members[.errorType], let word = voidless(rule.value(record)) { (isFailed, type) = (true, word) }
        if let rule = members[.errorMessage], let words = voidless(rule.value(record)) {
            (isFailed, message) = (true, words)
        }
        guard let isFailed else { return }
        writer.member("status", isFailed ? "error" : "ok")
        guard isFailed, type != nil || message != nil || http != nil else { return }
        writer.name("error")
        writer.object { writer in
            writer.member("type", type)
            writer.member("http_status", http)
            writer.member("message", message)
        }
    }

    private func writePrediction(_ record: RecordContent, into writer: inout JSONWriter) throws(RefusedRecord) {
        let label = members[.predictionLabel].flatMap { voidless($0.value(record)).map(Self.label) }
        let score = try number(.predictionScore, record)
        let value = try number(.predictionValue, record)
        var classes: [(String, Double)] = []
        for (name, rule) in probabilities {
            if let number = try number(rule, record) { classes.append((name, number)) }
        }
        let map = members[.predictionProbabilities].map { $0.value(record) }
        let ranking = members[.predictionRanking].map { $0.value(record) }
        guard label != nil || score != nil || value != nil || !classes.isEmpty || map != nil || ranking != nil else {
            return
        }
        writer.name("prediction")
        writer.object { writer in
            writer.member("label", label)
            writer.member("score", score)
            writer.member("value", value)
            if !classes.isEmpty {
                writer.name("probabilities")
                writer.object { writer in for (name, number) in classes { writer.member(name, number) } }
            } else if case .json(let json) = map, json.kind == .object {
                writer.name("probabilities")
                writer.value(json)
            }
            if case .json(let json) = ranking, json.kind == .array {
                writer.name("ranking")
                writer.value(json)
            }
        }
    }

    /// - Parameter keepsNothing: a field that is empty is written as `null`, because the share of those is watched.
    private func writeMap(
        _ name: String, _ entries: [(name: String, rule: CompiledRule)], _ record: RecordContent,
        keepsNothing: Bool = false, into writer: inout JSONWriter
    ) {
        guard !entries.isEmpty else { return }
        writer.name(name)
        writer.object { writer in
            for (key, rule) in entries { writeScalar(key, rule, record, keepsNothing: keepsNothing, into: &writer) }
        }
    }

    private func writeScalar(
        _ key: String, _ rule: CompiledRule, _ record: RecordContent, keepsNothing: Bool, into writer: inout JSONWriter
    ) {
        let value = rule.value(record)
        switch value {
        case .json(let json) where json.kind == .array:
            guard keepsNothing else { return }
            writer.name(key)
            writer.value(json)
            return
        case .json(let json) where json.kind != .string && json.kind != .object:
            writer.name(key)
            writer.value(json)
            return
        case .absent, .several, .json, .text: break
        }
        guard let text = value.text, !(rule.typing != .text && value.isVoid) else {
            if keepsNothing {
                writer.name(key)
                writer.null()
            }
            return
        }
        writer.name(key)
        if rule.typing != .text, let whole = value.integer {
            writer.integer(whole)
        } else if rule.typing != .text, let number = value.number(decimalComma: decimalComma) {
            writer.number(number)
        } else if rule.typing == .truth, let truth = value.boolean {
            writer.boolean(truth)
        } else {
            writer.string(Self.cut(text, Self.attributeLength))
        }
    }

    // MARK: outcomes

    private func writeOutcomes(_ record: RecordContent, into writer: inout JSONWriter) throws(RefusedRecord) {
        var written: [[UInt8]] = []
        for (outcome, rule) in outcomes {
            guard let value = try outcomeValue(outcome, rule, record) else { continue }
            written.append(json(outcome, value) { _ in })
        }
        guard !written.isEmpty else { return }
        writer.name("outcomes")
        writer.array { writer in for outcome in written { writer.raw(outcome) } }
    }

    private func lateOutcomes(_ record: RecordContent, time: Timestamp?) throws(RefusedRecord) -> [[UInt8]] {
        guard let rule = members[.callID], let call = Self.wholeText(rule.value(record)) else {
            throw RefusedRecord(detail: "The line names no call.")
        }
        var items: [[UInt8]] = []
        for (outcome, rule) in outcomes {
            guard let value = try outcomeValue(outcome, rule, record) else { continue }
            items.append(
                json(outcome, value) { writer in
                    writer.member("item", "outcome")
                    writer.member("call_id", Self.identifier(call))
                    writer.member("system", members[.system].flatMap { text($0.value(record)) })
                    writer.member("time", time?.rfc3339)
                })
        }
        return items
    }

    private enum OutcomeContent {
        case number(Double)
        case truth(Bool)
        case label(String)
    }

    private func outcomeValue(
        _ outcome: MappedOutcome, _ rule: CompiledRule, _ record: RecordContent
    ) throws(RefusedRecord) -> OutcomeContent? {
        let raw = rule.raw(record)
        if case .several(let values) = raw { return try share(outcome, rule, values) }
        guard !raw.isVoid, let text = raw.text else { return nil }
        if outcome.kind == .label {
            let value = rule.value(record)
            guard members[.predictionValue] != nil else {
                return text.isEmpty ? nil : .label(Self.label(value.text ?? text))
            }
            guard let number = value.number(decimalComma: decimalComma) else {
                throw refusal(rule, value, "is no number, as the prediction is")
            }
            return .number(number)
        }
        // Of text the expression says whether it holds; of anything else nobody would ask.
        if let matches = rule.matches(text) { return .truth(matches) }
        if rule.typing == .truth, let truth = raw.boolean { return .truth(truth) }
        if let number = raw.number(decimalComma: decimalComma) { return .number(number) }
        if let truth = raw.boolean { return .truth(truth) }
        return .label(Self.cut(text, Self.labelLength))
    }

    /// Of several values the share that the expression matches, or their mean.
    private func share(
        _ outcome: MappedOutcome, _ rule: CompiledRule, _ values: [SourceValue]
    ) throws(RefusedRecord) -> OutcomeContent? {
        var sum = 0.0
        var count = 0.0
        for value in values where !value.isVoid {
            if let matches = value.text.flatMap(rule.matches) {
                sum += matches ? 1 : 0
            } else if let number = value.number(decimalComma: decimalComma) {
                sum += number
            } else if let truth = value.boolean {
                sum += truth ? 1 : 0
            } else {
                throw refusal(rule, value, "is no number; say with ~REGEX which values count")
            }
            count += 1
        }
        return count == 0 ? nil : .number(sum / count)
    }

    private func json(
        _ outcome: MappedOutcome, _ content: OutcomeContent, _ head: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            head(&writer)
            writer.member("kind", outcome.kind.rawValue)
            writer.member("name", outcome.name)
            switch content {
            case .number(let number): writer.member("value", number)
            case .truth(let truth): writer.member("value", truth)
            case .label(let label): writer.member("label", label)
            }
            if let range = outcome.range {
                writer.name("range")
                writer.array {
                    $0.number(range.lowerBound)
                    $0.number(range.upperBound)
                }
            }
            writer.member("better", outcome.better?.rawValue)
        }
        return writer.bytes
    }

    // MARK: values

    private func number(_ member: CallMember, _ record: RecordContent) throws(RefusedRecord) -> Double? {
        guard let rule = members[member] else { return nil }
        return try number(rule, record)
    }

    private func number(_ rule: CompiledRule, _ record: RecordContent) throws(RefusedRecord) -> Double? {
        let value = rule.value(record)
        if value.isVoid { return nil }
        guard let number = value.number(decimalComma: decimalComma) else { throw refusal(rule, value, "is no number") }
        return number
    }

    private func text(_ value: SourceValue) -> String? {
        guard let text = value.text?.trimmed, !text.isEmpty else { return nil }
        return text
    }

    private func voidless(_ value: SourceValue) -> String? { value.isVoid ? nil : text(value) }

    private func refusal(_ rule: CompiledRule, _ value: SourceValue, _ what: String) -> RefusedRecord {
        RefusedRecord(
            detail: "\(rule.rule.target.text): “\(Self.cut(value.text ?? "a list or object", 64))” in "
                + "\(rule.rule.source.text) \(what).")
    }

    /// Whole numbers that came as reals (`12.0`) lose the zero, so that ids and classes stay the same in every file.
    private static func wholeText(_ value: SourceValue) -> String? {
        guard let text = value.text?.trimmed, !text.isEmpty else { return nil }
        return text.hasSuffix(".0") && Int64(text.dropLast(2)) != nil ? String(text.dropLast(2)) : text
    }

    private static func label(_ text: String) -> String {
        let whole = text.hasSuffix(".0") && Int64(text.dropLast(2)) != nil ? String(text.dropLast(2)) : text
        return cut(whole, labelLength)
    }

    /// An id as it is, or a hash of one that has other characters than ids may have.
    private static func identifier(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 58, 95: true
            default: false
            }
        }
        return isPlain && (1...128).contains(text.utf8.count) ? text : "x-" + CallKey(hashing: Array(text.utf8)).hex
    }

    private static func cut(_ text: String, _ length: Int) -> String {
        text.utf8.count <= length ? text : String(text.prefix(length))
    }
}
