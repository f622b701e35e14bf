import Storage
import Telemetry

// The examples that the API document shows, and from which it takes the members of every document: each is complete.

private let noon = Timestamp(seconds: 1_794_476_518)
private let trace = TraceID(hex: "428de6ef764f67baf7d5b632b6d10929")
private let span = SpanID(hex: "5555c5769bd0c186")
private let key = CallKey(hashing: [1])
private let supportAnswers = SystemSlug("support-answers") ?? .unassigned

extension CallSummary {
    static let example: CallSummary = {
        var summary = CallSummary(StoredCall.example)
        summary.duplicateOf = CallKey(hashing: [2]).hex
        return summary
    }()
}

extension StoredCall {
    fileprivate static let example: StoredCall = {
        var call = Call(key: key, kind: .llm, time: noon)
        call.clientID = "req-8f1c"
        call.system = supportAnswers
        (call.traceID, call.spanID) = (trace, span)
        (call.provider, call.requestModel, call.responseModel) = ("openai", "gpt-4o-mini", "gpt-4o-mini-2024-07-18")
        (call.modelVersion, call.fingerprint) = ("2026-10-01", "fp_44709d6fcb")
        call.prompt = PromptReference(name: "answer", version: "42")
        (call.service, call.serviceVersion, call.environment) = ("helpdesk", "5.19", "production")
        (call.operation, call.errorType, call.httpStatus) = ("chat", "timeout", 504)
        (call.latencyMicroseconds, call.timeToFirstTokenMicroseconds) = (1_380_000, 231_000)
        call.tokens.input = 412
        call.tokens.output = 58
        call.tokens.cacheRead = 256
        call.tokens.cacheWrite = 0
        call.tokens.reasoning = 0
        call.tokens.audioInput = 0
        call.tokens.audioOutput = 0
        call.clientCostPicodollars = 115_000_000
        call.finishReasons = [.stop]
        call.user = PersonKey(stored: "u_abcdefghijklmnopqrstuvwxyz")
        call.session = PersonKey(stored: "s_abcdefghijklmnopqrstuvwxyz")
        call.content.input = [
            Message(
                role: "user", text: "¿Cómo cambio mi tarjeta?",
                toolCalls: [ToolCall(id: "t1", name: "search", arguments: "{}")], toolCallID: "t0")
        ]
        call.content.output = [
            Message(
                role: "assistant", text: "En Ajustes, Facturación.",
                toolCalls: [ToolCall(id: "t1", name: "search", arguments: "{}")], toolCallID: "t0")
        ]
        call.content.documents = [RetrievedDocument(id: "kb-17", score: 0.91, content: "Tarjetas: …")]
        call.content.errorMessage = "The provider did not answer in time."
        call.parameters = ["temperature": .real(0.2)]
        call.attributes = ["language": .text("es")]
        call.fields = ["amount": .real(41.5)]
        call.prediction = Prediction(
            label: "legit", score: 0.93, value: 0.93, probabilities: ["legit": 0.93], ranking: ["a"])
        call.mitigation = "MIT-7"
        var settlement = Settlement(call: key, system: supportAnswers, time: noon)
        settlement.price = .priced(picodollars: 115_000_000, tableVersion: "2026-11-20", guessed: false)
        settlement.attributes = call.attributes
        var facts = CallFacts()
        (facts.truncated, facts.filtered, facts.refused, facts.empty) = (false, false, false, false)
        (facts.repeated, facts.retried, facts.inputCharacters, facts.outputCharacters) = (false, false, 24, 24)
        (facts.outputScript, facts.inputHash, facts.outputHash) = ("Latn", 1, 2)
        settlement.facts = facts
        let position = LogPosition(part: 1, row: 1)
        return StoredCall(
            position: position, arrived: noon, call: call, texts: .kept(.month), settlement: settlement,
            settledAt: position)
    }()
}

extension StoredOutcome {
    fileprivate static let example: StoredOutcome = {
        var outcome = Outcome(
            key: CallKey(hashing: [3]), target: .call(key), kind: .score, name: "groundedness",
            rater: Rater(.judge, name: "rel", version: "3"), time: noon)
        outcome.clientID = "out-1"
        outcome.value = .number(0.92)
        outcome.label = "supported"
        outcome.text = "Right, but long."
        outcome.rationale = "Every claim is in the passage."
        outcome.amountPicodollars = 14_200_000_000_000
        return StoredOutcome(
            position: LogPosition(part: 1, row: 2), arrived: noon, outcome: outcome, texts: .kept(.month),
            joined: JoinedOutcome(outcome: outcome.key, call: key, row: nil))
    }()
}

extension CallsDocument {
    package static let example = CallsDocument(calls: [.example], next: "/v1/calls?cursor=1-1")
}

extension CallDocument {
    package static let example: CallDocument = {
        var document = CallDocument(CallDossier(call: .example, events: [], outcomes: [.example]))
        document.call = .example
        return document
    }()
}

extension TraceDocument {
    package static let example: TraceDocument = {
        var contexts: [StoredContext] = []
        var calls: [StoredCall] = [.example]
        if let trace, let span {
            var context = ContextSpan(traceID: trace, spanID: span, name: "retrieve", kind: .retrieval, time: noon)
            context.parentSpanID = span
            context.durationMicroseconds = 12_000
            contexts = [
                StoredContext(position: LogPosition(part: 1, row: 3), arrived: noon, span: context, texts: .none)
            ]
            calls[0].call.traceID = trace
        }
        var document = TraceDocument(
            StoredTrace(id: trace ?? zeroTrace, calls: calls, contexts: contexts, events: []))
        document.calls = [.example]
        return document
    }()

    private static var zeroTrace: TraceID {
        guard let id = TraceID(bytes: [UInt8](repeating: 1, count: 16)) else {
            preconditionFailure("16 bytes that are not all zero are a trace id")
        }
        return id
    }
}

extension OutcomesDocument {
    package static let example = OutcomesDocument(outcomes: [OutcomeSummary(.example)], awaited: 12)
}

extension OutcomeDocument {
    package static let example = OutcomeDocument(OutcomeSummary(.example))
}

extension ChangeSummary {
    static let example: ChangeSummary = {
        var change = Change(
            key: key, kind: .prompt, title: "Reply prompt v41 → v42", systems: [supportAnswers], time: noon)
        change.clientID = "deploy-991"
        (change.ref, change.from, change.to) = ("9c1e2a7", "41", "42")
        change.until = noon
        (change.author, change.url, change.detail) = ("mara", "https://git.example.com/c/9c1e2a7", "- be brief")
        return ChangeSummary(StoredChange(number: ChangeNumber(880), recorded: noon, change: change))
    }()
}

extension ChangesDocument {
    package static let example = ChangesDocument([.example])
}

extension ChangeDocument {
    package static let example = ChangeDocument(.example)
}

extension SignalDocument {
    package static let example: SignalDocument = {
        let heading = SignalHeading(
            name: "groundedness", title: "Groundedness", group: .quality, unit: .share, better: .high)
        let estimate = Estimate(value: 0.856, low: 0.839, high: 0.871, n: 2_400, unit: .share)
        let missing = Missing(
            counted: .scores, events: 312, needed: 500, days: .init(seen: 2, needed: 3), ready: noon,
            smallestChange: nil)
        var document = SignalDocument(
            Reading(
                signal: heading, state: .learning(missing), now: estimate, baseline: estimate, change: estimate,
                lean: Lean(value: -3.4, low: -4.2, high: -2.6), caption: nil,
                beside: .init(word: "p95", estimate: estimate)))
        document.state = .tilting
        document.gap = "never sent"
        return document
    }()
}

extension SystemSummary {
    static let example: SystemSummary = {
        let heading = SystemHeading(slug: "support-answers", title: "Support answers", kind: .llm)
        let signal = SignalHeading(name: "success", title: "Success", group: .operations, unit: .share, better: .high)
        let level = Reading(
            signal: signal, state: .level, now: nil, baseline: nil, change: nil, lean: nil, caption: nil, beside: nil)
        var summary = SystemSummary(
            OverviewPage.Row(
                system: heading, note: "with retrieval", calls: 64_000, operations: level, quality: level, trust: level,
                cost: level, next: .nothing))
        summary.operations = .example
        summary.quality = .example
        summary.trust = .example
        summary.cost = .example
        summary.state = .tilting
        summary.incident = "INC-31"
        summary.next = "acknowledge INC-31"
        return summary
    }()
}

extension SystemsDocument {
    package static let example = SystemsDocument(
        time: noon, days: 7, verdict: "Everything is up. One system is getting worse.", systems: [.example])
}

extension SystemDocument {
    package static let example = SystemDocument(
        slug: "support-answers", title: "Support answers", kind: "llm", created: noon, textsDays: 30, alarmsPerMonth: 1,
        summary: .example)
}

extension SignalsDocument {
    package static let example = SignalsDocument(system: "support-answers", signals: [.example])
}

extension SeriesDocument {
    package static let example = SeriesDocument(
        system: "support-answers", signal: "groundedness", slice: "language:es+topic:billing", unit: "share",
        bucketSeconds: 3_600, from: noon, to: noon, baseline: 0.924,
        points: [.init(time: noon, value: 0.91, low: 0.88, high: 0.94, n: 211, p95: 1.2)])
}

extension SlicesDocument {
    package static let example = SlicesDocument(
        system: "support-answers", days: 7,
        dimensions: [
            .init(
                name: "language", tooManyValues: false,
                values: [.init(slice: "language:es", calls: 19_000, share: 0.3, signals: ["groundedness": .example])])
        ])
}

extension SliceDocument {
    package static let example = SliceDocument(
        system: "support-answers", slice: "language:es", dimension: "language", days: 7, calls: 19_000, share: 0.3,
        signals: ["groundedness": .example])
}

extension BaselineRequest {
    package static let example = BaselineRequest(
        signals: ["latency"], from: noon.advanced(bySeconds: -14 * 86_400), to: noon,
        reason: "Answers are longer on purpose since 5.19.", by: "mara")
}

extension AcceptedBaselinesDocument {
    package static let example = AcceptedBaselinesDocument(
        system: "support-answers", signals: ["latency"], from: noon.advanced(bySeconds: -14 * 86_400), to: noon,
        reason: "Answers are longer on purpose since 5.19.")
}

extension BaselinesDocument {
    package static let example = BaselinesDocument(
        system: "support-answers", signal: "groundedness",
        baselines: [
            .init(
                id: "support-answers/1/groundedness|#1", version: 1, slice: "language:es", kind: "full",
                state: "pinned",
                from: noon, to: noon, pinned: noon, events: 12_000, mean: 0.924, reason: "two weeks are complete")
        ])
}

extension MonitorsDocument {
    package static let example = MonitorsDocument(monitors: [
        .init(
            id: "support-answers/1/groundedness|#1", system: "support-answers", signal: "groundedness",
            slice: "language:es", alarmsPerMonth: 0.05, since: noon, state: .level)
    ])
}

extension BudgetDocument {
    package static let example = BudgetDocument(
        alarmsPerMonth: 1, systems: ["support-answers": 2], inUse: ["support-answers": 0.8], noticedLastMonth: 3,
        dismissedLastMonth: 1)
}

extension OnsetDocument {
    static let example = OnsetDocument(estimate: noon, earliest: noon, latest: noon)
}

extension TiltDocument {
    package static let example = TiltDocument(
        id: "TLT-88", system: "support-answers", signal: "groundedness", slice: "language:es",
        title: "Groundedness of support-answers is falling", state: "tilting", direction: "down", cause: "evidence",
        percentile: 0.95, noticed: noon, ended: noon, onset: .example, before: .example, since: .example,
        silentSeconds: 285_000, rarityMonths: 42, logEvidence: 9.1, steeper: 0, incident: "INC-31",
        betweenPeriods: true)
}

extension TiltsDocument {
    package static let example = TiltsDocument(tilts: [.example], next: "/v1/tilts?cursor=88")
}

extension IncidentSummary {
    static let example = IncidentSummary(
        id: "INC-31", system: "support-answers", title: "Groundedness of support-answers is falling", stage: "noticed",
        severity: "Q3", lead: "mara", opened: noon, acknowledged: noon, recovered: noon, dismissed: noon, closed: noon,
        tilts: ["TLT-88"], onset: .example, silentSeconds: 285_000)
}

extension IncidentsDocument {
    package static let example = IncidentsDocument(incidents: [.example], next: "/v1/incidents?cursor=31")
}

extension TimelineEntry {
    static let example = TimelineEntry(
        kind: "acknowledged", happened: noon, known: noon, actor: "mara", text: "Acknowledged.")
}

extension IncidentDocument {
    package static let example = IncidentDocument(
        incident: .example, evidence: [.example],
        whereItHurts: [
            .init(
                name: "language",
                slices: [
                    .init(
                        slice: "language:es", shareOfCalls: 0.3, shareOfChange: 0.91, before: .example, since: .example,
                        certain: true)
                ])
        ], changes: [.example], timeline: [.example])
}

extension TimelineDocument {
    package static let example = TimelineDocument(incident: "INC-31", timeline: [.example])
}
