import Storage
import Telemetry
import TestSupport

/// Entries of every kind, from seeds.
struct Samples {
    static let start = Timestamp(rfc3339: "2026-11-21T10:00:00Z")!
    static let system = SystemSlug("support-answers")!
    static let fraud = SystemSlug("fraud-scoring")!

    var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    static func key(_ number: Int) -> CallKey { CallKey(clientID: "c\(number)", system: system) }

    static func trace(_ number: Int) -> TraceID { TraceID(hex: String(format(UInt64(number) + 1, 32)))! }

    static func span(_ number: Int) -> SpanID { SpanID(hex: String(format(UInt64(number) + 1, 16)))! }

    private static func format(_ number: UInt64, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: width - digits.count) + digits
    }

    /// A call of our own JSON, settled at birth.
    static func call(_ number: Int, at time: Timestamp = start, text: String? = nil) -> LogEntry {
        var call = Call(key: key(number), kind: .llm, time: time)
        call.clientID = "c\(number)"
        call.system = system
        call.requestModel = "atlas-4"
        call.latencyMicroseconds = Int64(1_000 * number)
        call.tokens.input = 900
        call.tokens.output = 120
        call.attributes = ["language": .text(number % 3 == 0 ? "es" : "en"), "batch": .integer(Int64(number % 7))]
        if let text {
            call.content.input = [Message(role: "user", text: text)]
            call.content.output = [Message(role: "assistant", text: "Answer to: \(text)")]
        }
        return .call(call, settlement: settlement(call, at: time), texts: .month)
    }

    /// A span that is a call, and waits for its trace.
    static func spanCall(
        trace: Int, span: Int, at time: Timestamp = start, system: SystemSlug? = nil, text: String? = nil
    ) -> Call {
        var call = Call(key: CallKey(trace: Self.trace(trace), span: Self.span(span)), kind: .llm, time: time)
        call.traceID = Self.trace(trace)
        call.spanID = Self.span(span)
        call.system = system
        call.responseID = "resp-\(trace)-\(span)"
        call.session = PersonKey(stored: "s_\(trace)")
        if let text { call.content.output = [Message(role: "assistant", text: text)] }
        return call
    }

    static func settlement(_ call: Call, at time: Timestamp, system: SystemSlug = system) -> Settlement {
        var settlement = Settlement(call: call.key, system: system, time: time)
        settlement.user = call.user
        settlement.session = call.session
        settlement.attributes = call.attributes
        settlement.price = .priced(picodollars: 12_500_000, tableVersion: "2026-11-01", guessed: false)
        settlement.row = row(call, at: time, system: system)
        return settlement
    }

    static func row(_ call: Call, at time: Timestamp, system: SystemSlug = system) -> SettledRow {
        let language = call.attributes["language"]?.sliceText ?? SliceValue.none
        return SettledRow(
            subject: .call, system: system, kind: call.kind, callTime: call.time, verdictTime: time,
            slices: [SliceValue("language", language), SliceValue("model", call.model ?? SliceValue.none)],
            measures: [
                Measure(.success, !call.failed), Measure(.latency, .duration, call.latencyMicroseconds ?? 0),
                Measure(SignalName(stored: "own_signal"), .count, 3),
            ])
    }

    static func outcome(_ number: Int, for target: OutcomeTarget, text: String? = nil) -> Outcome {
        var outcome = Outcome(
            key: CallKey(clientID: "o\(number)", system: system), target: target, kind: .feedback, name: "thumbs",
            rater: Rater(.user), time: start)
        outcome.value = .boolean(number % 2 == 0)
        outcome.text = text
        return outcome
    }

    static func joined(_ outcome: Outcome, call: CallKey?) -> LogEntry {
        let row = SettledRow(
            subject: .outcome, system: system, kind: .llm, callTime: start, verdictTime: start,
            measures: [Measure(SignalName(stored: "thumbs"), true)])
        return .joined(JoinedOutcome(outcome: outcome.key, call: call, row: row))
    }

    static func context(trace: Int, span: Int, at time: Timestamp = start) -> ContextSpan {
        var context = ContextSpan(
            traceID: Self.trace(trace), spanID: Self.span(span), name: "answer", kind: .chain, time: time)
        context.attributes = ["tenant": .text("acme")]
        context.content.documents = [RetrievedDocument(id: "d1", score: 0.5, content: "A passage.")]
        return context
    }

    static func event(_ number: Int, trace: Int, span: Int, text: String) -> ContentEvent {
        var content = CallContent()
        content.output = [Message(role: "assistant", text: text)]
        return ContentEvent(
            key: CallKey(clientID: "e\(number)", system: system), traceID: Self.trace(trace), spanID: Self.span(span),
            name: "gen_ai.choice", time: start, responseID: nil, content: content, finishReasons: [.stop])
    }

    // Anything at all, for round trips.

    mutating func text(_ longest: Int = 40) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz ÄéЖ漢🙂\n\"\\0123456789")
        return String(
            (0..<Int.random(in: 0...longest, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            })
    }

    mutating func maybe<Value>(_ value: (inout Samples) -> Value) -> Value? {
        Bool.random(using: &random) ? value(&self) : nil
    }

    mutating func number() -> Int64 {
        let word = Int64(bitPattern: random.next())
        return word >> Int64.random(in: 0...63, using: &random)
    }

    mutating func real() -> Double {
        let value = Double(bitPattern: random.next())
        return value.isFinite ? value : 0.5
    }

    mutating func key() -> CallKey { CallKey(clientID: text(), system: Self.system) }

    mutating func attributes() -> [String: AttributeValue] {
        var attributes: [String: AttributeValue] = [:]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let key = text(12)
            switch Int.random(in: 0...5, using: &random) {
            case 0: attributes[key] = .text(text())
            case 1: attributes[key] = .integer(number())
            case 2: attributes[key] = .real(real())
            case 3: attributes[key] = .boolean(Bool.random(using: &random))
            case 4: attributes[key] = .list((0..<Int.random(in: 0...3, using: &random)).map { _ in text(9) })
            default: attributes[key] = .null
            }
        }
        return attributes
    }

    mutating func slug() -> SystemSlug { SystemSlug("sys-\(Int.random(in: 0...9, using: &random))")! }

    mutating func prompt() -> PromptReference { PromptReference(name: "p" + text(8), version: maybe { $0.text(4) }) }

    mutating func reasons() -> [FinishReason] {
        let all: [FinishReason] = [.stop, .length, .toolCalls, .contentFilter, .error, .other("s"), .other("odd")]
        return (0..<Int.random(in: 0...3, using: &random)).map { _ in all[Int.random(in: 0..<7, using: &random)] }
    }

    mutating func call() -> Call {
        let kind = CallKind.allCases[Int.random(in: 0..<5, using: &random)]
        var call = Call(key: key(), kind: kind, time: Timestamp(nanoseconds: number()))
        call.clientID = maybe { $0.text() }
        call.traceID = maybe { TraceID(bytes: $0.key().bytes)! }
        call.spanID = maybe { SpanID(bytes: $0.key().bytes.prefix(8))! }
        call.parentSpanID = maybe { SpanID(bytes: $0.key().bytes.prefix(8))! }
        call.parentIsRemote = Bool.random(using: &random)
        call.name = maybe { $0.text() }
        call.dialect = maybe { $0.text() }
        call.scope = maybe { $0.text() }
        call.operation = maybe { $0.text() }
        call.timeAssumed = Bool.random(using: &random)
        call.latencyMicroseconds = maybe { $0.number() }
        call.timeToFirstTokenMicroseconds = maybe { $0.number() }
        call.system = maybe { $0.slug() }
        call.service = maybe { $0.text() }
        call.serviceVersion = maybe { $0.text() }
        call.environment = maybe { $0.text() }
        call.provider = maybe { $0.text() }
        call.requestModel = maybe { $0.text() }
        call.responseModel = maybe { $0.text() }
        call.modelVersion = maybe { $0.text() }
        call.responseID = maybe { $0.text() }
        call.fingerprint = maybe { $0.text() }
        call.serviceTier = maybe { $0.text() }
        call.parameters = attributes()
        call.prompt = maybe { $0.prompt() }
        call.finishReasons = reasons()
        call.tokens.input = maybe { $0.number() }
        call.tokens.cacheWriteHour = maybe { $0.number() }
        call.tokens.audioOutput = maybe { $0.number() }
        call.clientCostPicodollars = maybe { $0.number() }
        call.failed = Bool.random(using: &random)
        call.errorType = maybe { $0.text() }
        call.httpStatus = maybe { Int($0.number()) }
        call.user = maybe { PersonKey(stored: "u_" + $0.text()) }
        call.session = maybe { PersonKey(stored: "s_" + $0.text()) }
        call.attributes = attributes()
        call.fields = attributes()
        call.prediction = maybe { samples in
            Prediction(
                label: samples.maybe { $0.text() }, score: samples.maybe { $0.real() },
                value: samples.maybe { $0.real() },
                probabilities: ["a": samples.real(), "b" + samples.text(4): samples.real()],
                ranking: [samples.text(), samples.text()])
        }
        call.mitigation = maybe { "m" + $0.text() }
        call.content = content()
        return call
    }

    mutating func content() -> CallContent {
        var content = CallContent()
        guard Bool.random(using: &random) else { return content }
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            content.input.append(
                Message(
                    role: text(6), text: text(300),
                    toolCalls: maybe { [ToolCall(id: $0.text(), name: $0.text(), arguments: $0.text(200))] } ?? [],
                    toolCallID: maybe { $0.text() }))
        }
        content.output = maybe { [Message(role: "assistant", text: $0.text(2_000))] } ?? []
        content.documents =
            maybe { [RetrievedDocument(id: $0.text(), score: $0.real(), content: $0.text(500))] } ?? []
        content.errorMessage = maybe { $0.text() }
        content.truncated = !content.isEmpty && Bool.random(using: &random)
        return content
    }

    mutating func settlement(of call: Call) -> Settlement {
        var settlement = Settlement(
            call: call.key, system: maybe { $0.slug() } ?? call.system ?? Self.system,
            time: Timestamp(nanoseconds: number()))
        settlement.user = maybe { PersonKey(stored: "u_" + $0.text()) } ?? call.user
        settlement.session = maybe { _ in call.session }?.flatMap { $0 }
        settlement.prompt = maybe { _ in call.prompt }?.flatMap { $0 }
        settlement.mitigation = maybe { "m" + $0.text() }
        settlement.attributes = maybe { $0.attributes() } ?? call.attributes
        settlement.duplicateOf = maybe { $0.key() }
        settlement.facts.truncated = maybe { Bool.random(using: &$0.random) }
        settlement.facts.repeated = maybe { Bool.random(using: &$0.random) }
        settlement.facts.inputCharacters = maybe { Int($0.number()) }
        settlement.facts.outputScript = maybe { $0.text(4) }
        settlement.facts.outputHash = maybe { $0.random.next() }
        switch Int.random(in: 0...2, using: &random) {
        case 0:
            settlement.price = .priced(
                picodollars: number(), tableVersion: text(), guessed: Bool.random(using: &random))
        case 1: settlement.price = .noPrice
        default: settlement.price = .noUsage
        }
        settlement.row = maybe { $0.row() }
        return settlement
    }

    mutating func row() -> SettledRow {
        SettledRow(
            subject: Bool.random(using: &random) ? .call : .outcome, system: slug(),
            kind: CallKind.allCases[Int.random(in: 0..<5, using: &random)], callTime: Timestamp(nanoseconds: number()),
            verdictTime: maybe { Timestamp(nanoseconds: $0.number()) },
            lateVerdictTime: maybe { Timestamp(nanoseconds: $0.number()) }, isReference: Bool.random(using: &random),
            withdraws: Bool.random(using: &random),
            slices: (0..<Int.random(in: 0...9, using: &random)).map { number in
                SliceValue(number == 0 ? "model" : "d\(number)", text(64))
            },
            measures: (0..<Int.random(in: 0...12, using: &random)).map { index in
                let quantity = Measure.Quantity.allCases[Int.random(in: 0..<5, using: &random)]
                return Measure(index == 0 ? .latency : SignalName(stored: "n" + text(30)), quantity, number())
            })
    }

    mutating func outcome() -> Outcome {
        let targets: [OutcomeTarget] = [
            .call(key()), .span(Self.trace(3), Self.span(4)), .trace(Self.trace(5)),
            .response(text(), system: maybe { $0.slug() }, trace: maybe { _ in Self.trace(6) }),
            .session(PersonKey(stored: "s_" + text())),
        ]
        var outcome = Outcome(
            key: key(), target: targets[Int.random(in: 0..<5, using: &random)],
            kind: Outcome.Kind.allCases[Int.random(in: 0..<4, using: &random)], name: text(),
            rater: Rater(
                Rater.Kind.allCases[Int.random(in: 0..<4, using: &random)], name: maybe { $0.text() },
                version: maybe { $0.text() }), time: Timestamp(nanoseconds: number()))
        outcome.clientID = maybe { $0.text() }
        switch Int.random(in: 0...3, using: &random) {
        case 0: outcome.value = .number(real())
        case 1: outcome.value = .boolean(Bool.random(using: &random))
        case 2: outcome.value = .text(text())
        default: break
        }
        outcome.label = maybe { $0.text() }
        outcome.range = maybe { _ in -1.5...5 }
        outcome.better = maybe { _ in .low }
        outcome.amountPicodollars = maybe { $0.number() }
        outcome.sampled = maybe { _ in 0.05 } ?? 1
        outcome.supersedes = maybe { $0.key() }
        outcome.text = maybe { $0.text() }
        outcome.rationale = maybe { $0.text() }
        return outcome
    }

    mutating func context() -> ContextSpan {
        var span = ContextSpan(
            traceID: TraceID(bytes: key().bytes)!, spanID: SpanID(bytes: key().bytes.prefix(8))!, name: text(),
            kind: ContextSpan.Kind.allCases[Int.random(in: 0..<8, using: &random)],
            time: Timestamp(nanoseconds: number()))
        span.parentSpanID = maybe { SpanID(bytes: $0.key().bytes.prefix(8))! }
        span.parentIsRemote = Bool.random(using: &random)
        span.scope = maybe { $0.text() }
        span.durationMicroseconds = maybe { $0.number() }
        span.failed = Bool.random(using: &random)
        span.system = maybe { $0.slug() }
        span.service = maybe { $0.text() }
        span.user = maybe { PersonKey(stored: "u_" + $0.text()) }
        span.session = maybe { PersonKey(stored: "s_" + $0.text()) }
        span.prompt = maybe { $0.prompt() }
        span.mitigation = maybe { $0.text() }
        span.attributes = attributes()
        span.shown = attributes()
        span.content = content()
        return span
    }
}
