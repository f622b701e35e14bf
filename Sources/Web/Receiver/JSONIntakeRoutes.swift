import HTTPTypes
import Intake
import OTLP
import Storage
import Telemetry

/// Our own JSON intake: `POST /v1/calls`, `/v1/outcomes`, `/v1/changes`. One object, an array, or JSON lines.
struct JSONIntakeRoutes: Sendable {
    let rooms: Rooms

    /// Remarks that an answer lists; `?report=full` lists all.
    private static let remarks = 100
    /// Items of one request.
    private static let items = 100_000
    private static let contentTypes = ["application/json", "application/x-ndjson"]

    var routes: [Route] {
        [
            route("/v1/calls", "Calls, with the outcomes that are known at once", example: Self.call) { value, reader in
                let item = try reader.call(value)
                return Read(
                    items: [.call(item.call)] + item.outcomes.map(IntakeItem.outcome), id: item.call.clientID,
                    key: item.call.key, warnings: item.warnings)
            },
            route("/v1/outcomes", "Feedback, labels, scores and business outcomes", example: Self.outcome) {
                value, reader in
                let item = try reader.outcome(value)
                return Read(
                    items: [.outcome(item.outcome)], id: item.outcome.clientID, key: item.outcome.key,
                    warnings: item.warnings)
            },
            route("/v1/changes", "What changed, for the ledger", example: Self.change) { value, reader in
                let item = try reader.change(value)
                return Read(
                    items: [.change(item.change)], id: item.change.clientID, key: item.change.key,
                    warnings: item.warnings)
            },
        ]
    }

    /// What was read of one item: the first of `items` is the item itself, the others came with it.
    fileprivate struct Read {
        let items: [IntakeItem]
        let id: String?
        let key: CallKey
        let warnings: [ItemWarning]
    }

    /// An item that goes to the store, with its place in the request.
    fileprivate struct Sent {
        let index: Int
        let line: Int?
        let read: Read
    }

    /// What is to be answered, as it becomes known.
    fileprivate struct Report {
        var received = 0
        var refusals: [ItemRemark] = []
        var warnings: [ItemRemark] = []
        var sent: [Sent] = []
        var conflicts: Set<Int> = []
    }

    private static let call: JSONTree = [
        "system": "support-answers", "id": "req-8f1c", "model": "gpt-4o-mini", "input": "¿Cómo cambio mi tarjeta?",
        "output": "En Ajustes, Facturación.", "tokens": ["input": 412, "output": 58], "latency_ms": 1380,
        "attributes": ["language": "es"],
    ]
    private static let outcome: JSONTree = [
        "system": "support-answers", "call_id": "req-8f1c", "kind": "feedback", "name": "thumbs", "value": false,
    ]
    private static let change: JSONTree = [
        "kind": "prompt", "title": "Reply prompt v41 → v42", "systems": ["support-answers"], "ref": "9c1e2a7",
    ]

    private func route(
        _ path: String, _ summary: String, example: JSONTree,
        read: @escaping @Sendable (JSONValue, ItemReader) throws -> Read
    ) -> Route {
        Route(
            .post, path, for: .intake,
            query: [
                .init("system", "the system of items that name none"),
                .init("strict", "true: one refused item refuses all"),
                .init("report", "full: all refusals, not the first hundred"),
            ],
            description: .init(
                "intake", summary,
                request: .init(
                    contentTypes: Self.contentTypes,
                    schema: .any(
                        meaning:
                            "One object or an array; JSON lines as application/x-ndjson. docs/api.md lists the members."
                    ),
                    example: example),
                answers: [
                    .document(AcceptedBatchDocument.self, "Several items, or one that was known"),
                    .document(AcceptedDocument.self, status: 201, "One item, new and durable"),
                ], problems: [.malformed, .conflict, .tooLarge, .unsupportedType, .invalid, .busy, .unavailable])
        ) { exchange in try await receive(exchange, path: path, read: read) }
    }

    private func receive(
        _ exchange: Exchange, path: String, read: (JSONValue, ItemReader) throws -> Read
    ) async throws -> Answer {
        let isStrict = try exchange.query.flag("strict")
        let limit = exchange.query.text("report") == "full" ? Int.max : Self.remarks
        let received = try await ReceivedBody(exchange, limits: rooms.run.limits, memory: rooms.intake.memory)
        guard let form = ItemBody.form(contentType: exchange.headers[.contentType], body: received.bytes) else {
            throw Problem(
                .unsupportedType, "This address takes application/json, or JSON lines as application/x-ndjson.")
        }
        let body: ItemBody
        do {
            body = try ItemBody(received.bytes, form: form)
        } catch {
            throw Problem(.malformed, "The body is not JSON: \(error.message).", cause: error)
        }
        let reader = ItemReader(
            hasher: IdentityHasher(key: rooms.intake.personKey),
            window: .live(exchange.now, limits: rooms.intake.limits),
            system: try exchange.query.system())
        var report = try self.read(body, reader, read)
        if isStrict, let first = report.refusals.first { throw Self.refusedAll(first, report) }
        let (stored, known, awaited) = try await store(&report, isStrict: isStrict, exchange)
        if body.form == .single { return try await single(report, stored: stored, awaited: awaited, path: path) }
        guard stored + known > 0 || report.received == 0 else {
            throw Problem(
                .invalid, "Every one of \(report.received) items was refused.",
                errors: report.refusals.prefix(Self.remarks).map {
                    .init(pointer: "/\($0.index)\($0.pointer ?? "")", detail: $0.detail)
                })
        }
        return try .json(
            AcceptedBatchDocument(
                received: report.received, stored: stored, known: known, refused: report.refusals.count,
                awaited: awaited,
                errors: Array(report.refusals.sorted { $0.index < $1.index }.prefix(limit)),
                warnings: Array(report.warnings.prefix(limit))), caching: .none)
    }

    private func read(
        _ body: ItemBody, _ reader: ItemReader, _ read: (JSONValue, ItemReader) throws -> Read
    ) throws -> Report {
        var report = Report()
        for item in body {
            report.received += 1
            guard report.received <= Self.items else {
                throw Problem(.tooLarge, "A request holds at most \(Self.items) items. Send it in parts.")
            }
            do {
                let value = try item.value.get()
                let read = try read(value, reader)
                report.sent.append(Sent(index: item.index, line: item.line, read: read))
                report.warnings += read.warnings.map {
                    ItemRemark(
                        index: item.index, line: item.line, id: read.id, type: nil,
                        detail: "\($0.pointer.dropFirst()) \($0.detail)",
                        pointer: $0.pointer)
                }
            } catch let error as ItemError {
                report.refuse(item.index, item.line, .invalid, error.message, pointer: error.pointer)
            } catch let error as JSONError {
                report.refuse(item.index, item.line, .malformed, error.message, pointer: nil)
            }
        }
        return report
    }

    private func store(
        _ report: inout Report, isStrict: Bool, _ exchange: Exchange
    ) async throws -> (stored: Int, known: Int, awaited: Int?) {
        guard !report.sent.isEmpty else { return (0, 0, nil) }
        let source = IntakeSource(
            client: exchange.headers[.userAgent].map { String($0.prefix(128)) }, dialect: "json")
        let receipt = try await rooms.intake.submit(
            IntakeBatch(source: source, items: report.sent.flatMap(\.read.items), isStrict: isStrict))
        var (stored, known, position) = (0, 0, 0)
        for sent in report.sent {
            switch receipt.results[position] {
            case .stored: stored += 1
            case .known: known += 1
            case .conflict:
                report.conflicts.insert(sent.index)
                report.refuse(
                    sent.index, sent.line, .conflict, "the id is taken by other content; the first stays",
                    pointer: "/id",
                    id: sent.read.id)
            case .refused(let reason):
                report.refuse(
                    sent.index, sent.line, .invalid, "is refused: \(reason.rawValue)", pointer: "/time",
                    id: sent.read.id)
            case .withheld:
                report.refuse(
                    sent.index, sent.line, .invalid, "is not stored, because another item was refused", pointer: "",
                    id: sent.read.id)
            }
            position += sent.read.items.count
        }
        let hasOutcomes = report.sent.contains {
            $0.read.items.contains { if case .outcome = $0 { true } else { false } }
        }
        return (stored, known, hasOutcomes ? receipt.awaited : nil)
    }

    private func single(_ report: Report, stored: Int, awaited: Int?, path: String) async throws -> Answer {
        if let refusal = report.refusals.first {
            let kind: ProblemKind = report.conflicts.isEmpty ? .invalid : .conflict
            throw Problem(
                kind, refusal.detail, errors: [.init(pointer: refusal.pointer ?? "", detail: refusal.detail)])
        }
        guard let sent = report.sent.first else { throw Problem(.malformed, "The body holds no item.") }
        let id = sent.read.id ?? sent.read.key.hex
        // A change is known by its number in the ledger; the id of its sender is looked up there.
        let number = path == "/v1/changes" ? try await rooms.control.change(key: sent.read.key)?.number : nil
        let document = AcceptedDocument(
            id: number?.description ?? id, state: stored > 0 ? .stored : .known,
            url: path == "/v1/calls" ? "/calls/\(sent.read.key.hex)" : number.map { "/v1/changes/\($0)" },
            awaited: awaited, warnings: report.warnings)
        return try .json(document, status: stored > 0 ? .created : .ok, caching: .none)
    }

    private static func refusedAll(_ first: ItemRemark, _ report: Report) -> Problem {
        Problem(
            .invalid, "One of \(report.received) items is refused, and the request is strict: nothing was stored.",
            errors: report.refusals.prefix(remarks).map {
                .init(pointer: "/\($0.index)\($0.pointer ?? "")", detail: $0.detail)
            })
    }
}

extension JSONIntakeRoutes.Report {
    fileprivate mutating func refuse(
        _ index: Int, _ line: Int?, _ kind: ProblemKind, _ detail: String, pointer: String?, id: String? = nil
    ) {
        refusals.append(
            ItemRemark(
                index: index, line: line, id: id, type: "/problems/\(kind.rawValue)", detail: detail,
                pointer: pointer.flatMap { $0.isEmpty ? nil : $0 }))
    }
}
