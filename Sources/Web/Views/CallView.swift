import Storage
import Telemetry

/// Fills the page of one call.
struct CallView: Sendable {
    let rooms: Rooms

    /// Spans of a trace that are shown; a trace may have thousands.
    static let spans = 200

    /// The page; `nil` when the call is not kept.
    func page(_ key: CallKey) async throws -> CallPage? {
        guard let dossier = try await rooms.calls.call(key) else { return nil }
        let stored = dossier.call
        let call = stored.call
        let settlement = stored.settlement
        let slug = stored.system ?? .unassigned
        let system = try await rooms.control.system(slug).map(SystemHeading.init) ?? SystemHeading(slug)
        let content = Self.content(dossier)
        let outcomes = dossier.outcomes
        return CallPage(
            id: call.key.hex, system: system, time: call.time,
            status: call.failed ? .failed(type: call.errorType) : .ok,
            errorMessage: content.errorMessage, settling: Self.settling(stored), modelAsked: call.requestModel,
            modelAnswered: call.responseModel, provider: call.provider, fingerprint: call.fingerprint,
            prompt: (settlement?.prompt ?? call.prompt)?.text, version: call.serviceVersion,
            environment: call.environment,
            operation: call.operation, latencySeconds: call.latencyMicroseconds.map { Double($0) / 1e6 },
            firstTokenSeconds: call.timeToFirstTokenMicroseconds.map { Double($0) / 1e6 },
            tokens: Self.tokens(call.tokens), cost: cost(stored), spans: try await spans(call),
            input: content.input.map { Self.message($0, content) },
            output: content.output.map { Self.message($0, content) },
            texts: Self.texts(stored, content),
            documents: content.documents.enumerated().map { number, document in
                .init(id: document.id ?? "document \(number + 1)", score: document.score, text: document.content)
            },
            tools: content.toolCalls.map { .init(name: $0.name, arguments: $0.arguments, result: nil) },
            fields: Self.fields(call.fields), prediction: Self.prediction(call.prediction),
            attributes: Self.fields(settlement?.attributes ?? call.attributes),
            parameters: Self.fields(call.parameters),
            facts: Self.facts(call, settlement),
            scores: outcomes.filter { $0.outcome.kind == .score }.map(ScoreRow.init),
            outcomes: outcomes.filter { $0.outcome.kind != .score }.map(CallPage.OutcomeRow.init),
            user: (settlement?.user ?? call.user)?.text, session: (settlement?.session ?? call.session)?.text,
            traceID: call.traceID?.hex)
    }

    /// The call's own texts, completed by those that came apart.
    static func content(_ dossier: CallDossier) -> CallContent {
        var content = dossier.call.call.content
        for other in [dossier.call.settlement?.mergedContent].compactMap({ $0 }) + dossier.events.map(\.event.content) {
            if content.input.isEmpty { content.input = other.input }
            if content.output.isEmpty { content.output = other.output }
            if content.documents.isEmpty { content.documents = other.documents }
            content.errorMessage = content.errorMessage ?? other.errorMessage
        }
        return content
    }

    private static func settling(_ stored: StoredCall) -> CallPage.Settling {
        switch stored.state {
        // A trace settles at the latest ten minutes after its last span.
        case .settling: .pending(until: stored.arrived.advanced(bySeconds: 600))
        case .settled: .settled(at: stored.settlement?.time ?? stored.arrived)
        case .duplicate(let other): .duplicate(of: other.hex)
        }
    }

    private static func texts(_ stored: StoredCall, _ content: CallContent) -> CallPage.Texts {
        switch stored.texts {
        case .expired: .expired
        case .kept(.drop): .dropped
        case .kept: .shown
        case .none: content.isEmpty ? .notSent : .shown
        }
    }

    private static func message(_ message: Message, _ content: CallContent) -> CallPage.Message {
        CallPage.Message(role: message.role, text: message.text, isTruncated: content.truncated, language: nil)
    }

    private static func tokens(_ usage: TokenUsage) -> [CallPage.TokenCount] {
        let counts: [(CallPage.TokenCount.Kind, Int64?)] = [
            (.input, usage.input), (.output, usage.output), (.cacheRead, usage.cacheRead),
            (.cacheWrite, usage.cacheWrite),
            (.reasoning, usage.reasoning), (.audioInput, usage.audioInput), (.audioOutput, usage.audioOutput),
        ]
        return counts.compactMap { kind, count in count.map { .init(kind: kind, count: Int(clamping: $0)) } }
    }

    private func cost(_ stored: StoredCall) -> CallPage.Cost {
        let parts = rooms.prices.book.breakdown(of: stored.call)?.parts ?? []
        var guessed = false
        if case .priced(_, _, let isGuessed)? = stored.settlement?.price { guessed = isGuessed }
        return CallPage.Cost(
            ours: CallCost(stored), isProviderGuessed: guessed,
            clients: stored.call.clientCostPicodollars.map { Double($0) / 1e12 },
            parts: parts.compactMap { part in
                CallPage.TokenCount.Kind(part.component).map {
                    .init(
                        kind: $0, count: Int(clamping: part.count),
                        dollarsPerMillion: Double(part.unitPicodollars) / 1e6)
                }
            })
    }

    private func spans(_ call: Call) async throws -> [CallPage.Span] {
        guard let id = call.traceID, let trace = try await rooms.calls.trace(id, texts: false) else { return [] }
        return TraceTree(trace).spans(this: call.key, limit: Self.spans)
    }

    private static func fields(_ values: [String: AttributeValue]) -> [CallPage.Field] {
        values.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value.shownText) }
    }

    private static func prediction(_ prediction: Prediction?) -> [CallPage.Field] {
        guard let prediction else { return [] }
        var fields: [CallPage.Field] = []
        if let label = prediction.label { fields.append(.init(name: "label", value: label)) }
        if let score = prediction.score { fields.append(.init(name: "score", value: "\(score)")) }
        if let value = prediction.value { fields.append(.init(name: "value", value: "\(value)")) }
        for (name, share) in prediction.probabilities.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            fields.append(.init(name: "probability of \(name)", value: "\(share)"))
        }
        if !prediction.ranking.isEmpty {
            fields.append(.init(name: "ranking", value: prediction.ranking.joined(separator: ", ")))
        }
        return fields
    }

    private static func facts(_ call: Call, _ settlement: Settlement?) -> [CallPage.Fact] {
        guard let facts = settlement?.facts else { return [] }
        return [
            .init(kind: .success, holds: !call.failed), .init(kind: .truncated, holds: facts.truncated),
            .init(kind: .filtered, holds: facts.filtered), .init(kind: .refused, holds: facts.refused),
            .init(kind: .empty, holds: facts.empty), .init(kind: .repeated, holds: facts.repeated),
            .init(kind: .retried, holds: facts.retried),
        ]
    }
}

extension AttributeValue {
    /// As a person reads it.
    var shownText: String {
        switch self {
        case .real(let number): "\(number)"
        case .list(let texts): texts.joined(separator: ", ")
        case .null: "null"
        case .text, .integer, .boolean: sliceText ?? ""
        }
    }
}

extension CallPage.TokenCount.Kind {
    init?(_ component: PriceComponent) {
        switch component {
        case .input: self = .input
        case .output: self = .output
        case .cacheRead: self = .cacheRead
        case .cacheWrite, .cacheWriteHour: self = .cacheWrite
        case .reasoning: self = .reasoning
        case .audioInput: self = .audioInput
        case .audioOutput: self = .audioOutput
        case .request: return nil
        }
    }
}

extension ScoreRow {
    /// A stored score.
    init(_ stored: StoredOutcome) {
        let outcome = stored.outcome
        var value: Double?
        switch outcome.value {
        case .number(let number): value = number
        case .boolean(let flag): value = flag ? 1 : 0
        case .text, nil: break
        }
        self.init(
            name: outcome.name, value: value, label: outcome.label, low: outcome.range?.lowerBound,
            high: outcome.range?.upperBound, rater: Rater(rawValue: outcome.rater.kind.rawValue) ?? .check,
            raterName: outcome.rater.name, raterVersion: outcome.rater.version, rationale: outcome.rationale,
            time: outcome.time)
    }
}

extension CallPage.OutcomeRow {
    /// A stored outcome that is no score.
    init(_ stored: StoredOutcome) {
        let outcome = stored.outcome
        let value: String? =
            switch outcome.value {
            case .number(let number): "\(number)"
            case .boolean(let flag): flag ? "yes" : "no"
            case .text(let text): text
            case nil: outcome.label
            }
        self.init(
            kind: Kind(rawValue: outcome.kind.rawValue) ?? .feedback, name: outcome.name, value: value,
            text: outcome.text,
            amount: outcome.amountPicodollars.map { Double($0) / 1e12 }, time: outcome.time, arrived: stored.arrived,
            by: outcome.rater.name ?? outcome.rater.kind.rawValue)
    }
}
