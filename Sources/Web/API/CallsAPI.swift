import HTTPTypes
import Storage
import Telemetry

/// `/v1/calls`, `/v1/traces`, `/v1/outcomes` for reading.
struct CallsAPI: Sendable {
    let rooms: Rooms

    var routes: [Route] {
        [
            Route(
                .get, "/v1/calls", for: .api, query: CallFilter.parameters,
                description: .init(
                    "calls", "The latest calls, newest first",
                    answers: [.document(CallsDocument.self, "A page of calls")],
                    problems: [.invalid]), handle: list),
            Route(
                .get, "/v1/calls/{id}", for: .api,
                description: .init(
                    "calls", "One call with its texts and outcomes",
                    answers: [.document(CallDocument.self, "The call")],
                    problems: [.notFound]), handle: call),
            Route(
                .get, "/v1/traces/{trace_id}", for: .api,
                description: .init(
                    "calls", "The calls of one trace and what stood around them",
                    answers: [.document(TraceDocument.self, "The trace")], problems: [.notFound]), handle: trace),
            Route(
                .get, "/v1/outcomes", for: .api, query: [.init("call", "the id of the call")],
                description: .init(
                    "calls", "The outcomes of one call", answers: [.document(OutcomesDocument.self, "The outcomes")],
                    problems: [.invalid, .notFound]), handle: outcomes),
            Route(
                .get, "/v1/outcomes/{id}", for: .api,
                description: .init(
                    "calls", "One outcome", answers: [.document(OutcomeDocument.self, "The outcome")],
                    problems: [.notFound]), handle: outcome),
        ]
    }

    private func list(_ exchange: Exchange) async throws -> Answer {
        let filter = try CallFilter(exchange.query)
        let page = try await rooms.calls.latestCalls(filter.storeQuery)
        let next = page.next.map { filter.address("/v1/calls", before: $0) }
        var answer = try Answer.json(CallsDocument(calls: page.calls.map(CallSummary.init), next: next))
        answer.link(next: next)
        return answer
    }

    private func call(_ exchange: Exchange) async throws -> Answer {
        let key = try Self.key(exchange.parameter("id"), what: "call")
        guard let dossier = try await rooms.calls.call(key) else {
            throw Problem(.notFound, "No call of this id is kept.")
        }
        return try .json(CallDocument(dossier), caching: .none)
    }

    private func trace(_ exchange: Exchange) async throws -> Answer {
        guard let id = TraceID(hex: exchange.parameter("trace_id")),
            let trace = try await rooms.calls.trace(id, texts: false)
        else { throw Problem(.notFound, "Nothing of this trace is kept.") }
        return try .json(TraceDocument(trace))
    }

    private func outcomes(_ exchange: Exchange) async throws -> Answer {
        guard let text = exchange.query.text("call") else {
            throw Problem(.invalid, "Which call? Add ?call= and its id.")
        }
        guard let dossier = try await rooms.calls.call(try Self.key(text, what: "call")) else {
            throw Problem(.notFound, "No call of this id is kept.")
        }
        return try .json(
            OutcomesDocument(
                outcomes: dossier.outcomes.map(OutcomeSummary.init), awaited: await rooms.calls.awaitedCount()),
            caching: .none)
    }

    private func outcome(_ exchange: Exchange) async throws -> Answer {
        let key = try Self.key(exchange.parameter("id"), what: "outcome")
        guard let stored = try await rooms.calls.outcomes([key], texts: true).first else {
            throw Problem(.notFound, "No outcome of this id is kept.")
        }
        return try .json(OutcomeDocument(OutcomeSummary(stored)), caching: .none)
    }

    /// - Throws: ``Problem`` when the text cannot be a key.
    static func key(_ text: String, what: String) throws -> CallKey {
        guard let key = CallKey(hex: text) else {
            throw Problem(.notFound, "The id of a \(what) has 32 hexadecimal digits, as its url shows it.")
        }
        return key
    }
}

extension Answer {
    /// Names the next page in a header, for clients that follow those.
    mutating func link(next: String?) {
        if let next { headers[.link] = "<\(next)>; rel=\"next\"" }
    }
}
