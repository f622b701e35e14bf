package import Storage
package import Telemetry

/// One call in a list of `/v1/calls`: numbers and names, no texts.
package struct CallSummary: Codable, Sendable, Hashable {
    /// Where a call is in its life.
    package enum State: String, Codable, Sendable, Hashable, CaseIterable {
        case settling, settled, duplicate
    }

    /// Where the price of a call comes from, or why there is none.
    package enum PriceState: String, Codable, Sendable, Hashable, CaseIterable {
        case priced, guessed
        case noUsage = "no_usage"
        case noPrice = "no_price"
    }

    /// 32 hexadecimal digits, as in `/calls/<id>`.
    package var id: String
    /// The client's own id.
    package var clientId: String?
    package var system: String?
    package var kind: CallKind
    package var time: Timestamp
    package var arrived: Timestamp
    package var state: State
    /// Of a duplicate: the call that counts.
    package var duplicateOf: String?
    package var status: String
    package var errorType: String?
    package var httpStatus: Int?
    package var provider: String?
    package var model: String?
    package var modelAnswered: String?
    package var modelVersion: String?
    package var fingerprint: String?
    package var prompt: String?
    package var service: String?
    package var version: String?
    package var environment: String?
    package var operation: String?
    package var latencyMs: Double?
    package var ttftMs: Double?
    package var tokens: Tokens?
    /// By our price table, US dollars.
    package var costUsd: Double?
    /// As the client reported it, US dollars.
    package var clientCostUsd: Double?
    package var price: PriceState?
    package var finishReasons: [String]
    package var slices: [String: String]
    package var user: String?
    package var session: String?
    package var traceId: String?
    package var spanId: String?
    package var url: String

    /// Tokens of a call.
    package struct Tokens: Codable, Sendable, Hashable {
        package var input: Int64?
        package var output: Int64?
        package var cacheRead: Int64?
        package var cacheWrite: Int64?
        package var reasoning: Int64?
        package var audioInput: Int64?
        package var audioOutput: Int64?

        package init?(_ usage: TokenUsage) {
            guard !usage.isUnknown else { return nil }
            input = usage.input
            output = usage.output
            cacheRead = usage.cacheRead
            cacheWrite = usage.cacheWrite
            reasoning = usage.reasoning
            audioInput = usage.audioInput
            audioOutput = usage.audioOutput
        }
    }

    package init(_ stored: StoredCall) {
        let call = stored.call
        let settlement = stored.settlement
        id = call.key.hex
        clientId = call.clientID
        system = stored.system?.text
        kind = call.kind
        time = call.time
        arrived = stored.arrived
        switch stored.state {
        case .settling: state = .settling
        case .settled: state = .settled
        case .duplicate(let other):
            state = .duplicate
            duplicateOf = other.hex
        }
        status = call.failed ? "error" : "ok"
        errorType = call.errorType
        httpStatus = call.httpStatus
        provider = call.provider
        model = call.requestModel
        modelAnswered = call.responseModel
        modelVersion = call.modelVersion
        fingerprint = call.fingerprint
        prompt = (settlement?.prompt ?? call.prompt)?.text
        service = call.service
        version = call.serviceVersion
        environment = call.environment
        operation = call.operation
        latencyMs = call.latencyMicroseconds.map { Double($0) / 1_000 }
        ttftMs = call.timeToFirstTokenMicroseconds.map { Double($0) / 1_000 }
        tokens = Tokens(call.tokens)
        clientCostUsd = call.clientCostPicodollars.map { Double($0) / 1e12 }
        if let settlement {
            costUsd = settlement.price.picodollars.map { Double($0) / 1e12 }
            switch settlement.price {
            case .priced(_, _, let guessed): price = guessed ? .guessed : .priced
            case .noUsage: price = .noUsage
            case .noPrice: price = .noPrice
            }
        }
        finishReasons = call.finishReasons.map(\.word)
        slices = Dictionary(
            (settlement?.row?.slices ?? []).map { ($0.dimension, $0.value) }, uniquingKeysWith: { first, _ in first })
        user = (settlement?.user ?? call.user)?.text
        session = (settlement?.session ?? call.session)?.text
        traceId = call.traceID?.hex
        spanId = call.spanID?.hex
        url = "/calls/\(id)"
    }
}

/// `calls/1`: the latest calls.
package struct CallsDocument: Document {
    package static let schemaName = "calls/1"

    package var schema = Self.schemaName
    package var calls: [CallSummary]
    /// The address of the next page; absent on the last.
    package var next: String?

    package init(calls: [CallSummary], next: String?) {
        self.calls = calls
        self.next = next
    }
}

/// `call/1`: one call with everything that belongs to it.
package struct CallDocument: FlatDocument {
    package static let flattenedMember = "call"
    package static let schemaName = "call/1"

    package var schema = Self.schemaName
    package var call: CallSummary
    package var texts: TextsState
    package var input: [Message]
    package var output: [Message]
    package var documents: [RetrievedDocument]
    package var errorMessage: String?
    package var parameters: [String: JSONTree]
    package var attributes: [String: JSONTree]
    package var fields: [String: JSONTree]
    package var prediction: Prediction?
    package var facts: CallFacts?
    package var mitigation: String?
    package var outcomes: [OutcomeSummary]

    /// Whether texts are there to be read.
    package enum TextsState: String, Codable, Sendable, Hashable, CaseIterable {
        case kept, none, expired
    }

    package init(_ dossier: CallDossier) {
        let stored = dossier.call
        var content = stored.call.content
        if let merged = stored.settlement?.mergedContent {
            if content.input.isEmpty { content.input = merged.input }
            if content.output.isEmpty { content.output = merged.output }
            if content.documents.isEmpty { content.documents = merged.documents }
        }
        call = CallSummary(stored)
        texts =
            switch stored.texts {
            case .none: .none
            case .kept: .kept
            case .expired: .expired
            }
        input = content.input
        output = content.output
        documents = content.documents
        errorMessage = content.errorMessage
        parameters = stored.call.parameters.mapValues(JSONTree.init)
        attributes = (stored.settlement?.attributes ?? stored.call.attributes).mapValues(JSONTree.init)
        fields = stored.call.fields.mapValues(JSONTree.init)
        prediction = stored.call.prediction
        facts = stored.settlement?.facts
        mitigation = stored.settlement?.mitigation ?? stored.call.mitigation
        outcomes = dossier.outcomes.map(OutcomeSummary.init)
    }
}

/// `trace/1`: the calls of one trace and what stood around them.
package struct TraceDocument: Document {
    package static let schemaName = "trace/1"

    package var schema = Self.schemaName
    package var traceId: String
    package var calls: [CallSummary]
    package var spans: [Span]

    /// A span that is not a call.
    package struct Span: Codable, Sendable, Hashable {
        package var spanId: String
        package var parentSpanId: String?
        package var name: String
        package var kind: ContextSpan.Kind
        package var time: Timestamp
        package var durationMs: Double?
        package var failed: Bool

        package init(_ span: ContextSpan) {
            spanId = span.spanID.hex
            parentSpanId = span.parentSpanID?.hex
            name = span.name
            kind = span.kind
            time = span.time
            durationMs = span.durationMicroseconds.map { Double($0) / 1_000 }
            failed = span.failed
        }
    }

    package init(_ trace: StoredTrace) {
        traceId = trace.id.hex
        calls = trace.calls.map(CallSummary.init)
        spans = trace.contexts.map { Span($0.span) }
    }
}

extension CallDocument {
    private enum Rest: String, CodingKey {
        case schema, texts, input, output, documents, errorMessage, parameters, attributes, fields, prediction, facts,
            mitigation, outcomes
    }

    package init(from decoder: any Decoder) throws {
        call = try CallSummary(from: decoder)
        let container = try decoder.container(keyedBy: Rest.self)
        schema = try container.decode(String.self, forKey: .schema)
        texts = try container.decode(TextsState.self, forKey: .texts)
        input = try container.decode([Message].self, forKey: .input)
        output = try container.decode([Message].self, forKey: .output)
        documents = try container.decode([RetrievedDocument].self, forKey: .documents)
        errorMessage = try container.decodeIfPresent(String.self, forKey: .errorMessage)
        parameters = try container.decode([String: JSONTree].self, forKey: .parameters)
        attributes = try container.decode([String: JSONTree].self, forKey: .attributes)
        fields = try container.decode([String: JSONTree].self, forKey: .fields)
        prediction = try container.decodeIfPresent(Prediction.self, forKey: .prediction)
        facts = try container.decodeIfPresent(CallFacts.self, forKey: .facts)
        mitigation = try container.decodeIfPresent(String.self, forKey: .mitigation)
        outcomes = try container.decode([OutcomeSummary].self, forKey: .outcomes)
    }

    package func encode(to encoder: any Encoder) throws {
        try call.encode(to: encoder)
        var container = encoder.container(keyedBy: Rest.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(texts, forKey: .texts)
        try container.encode(input, forKey: .input)
        try container.encode(output, forKey: .output)
        try container.encode(documents, forKey: .documents)
        try container.encodeIfPresent(errorMessage, forKey: .errorMessage)
        try container.encode(parameters, forKey: .parameters)
        try container.encode(attributes, forKey: .attributes)
        try container.encode(fields, forKey: .fields)
        try container.encodeIfPresent(prediction, forKey: .prediction)
        try container.encodeIfPresent(facts, forKey: .facts)
        try container.encodeIfPresent(mitigation, forKey: .mitigation)
        try container.encode(outcomes, forKey: .outcomes)
    }
}
