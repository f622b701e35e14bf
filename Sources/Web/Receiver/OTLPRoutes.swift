import HTTPTypes
import Intake
import OTLP
import Telemetry

/// The OpenTelemetry receiver over HTTP: `/v1/traces`, `/v1/logs`, `/v1/metrics`.
///
/// An answer of 200 means that everything accepted is durable. Nothing here ever redirects: clients report success on a
/// redirect and lose the batch.
struct OTLPRoutes: Sendable {
    let rooms: Rooms

    var routes: [Route] {
        [
            route(.traces, "/v1/traces", "Spans: calls, and what stands around them"),
            route(.logs, "/v1/logs", "Log records: content of calls, feedback, labels, changes"),
            route(.metrics, "/v1/metrics", "Metrics: read, counted and left aside"),
        ]
    }

    private func route(_ kind: SignalKind, _ path: String, _ summary: String) -> Route {
        let name = path.dropFirst(4).prefix(1).uppercased() + path.dropFirst(5)
        return Route(
            .post, path, for: .openTelemetry,
            description: .init(
                "intake", summary,
                request: .init(
                    contentTypes: ["application/x-protobuf", "application/json"],
                    schema: .any(meaning: "Export\(name)ServiceRequest of OpenTelemetry; gzip, deflate or zstd")),
                answers: [
                    .init(
                        200, "Everything accepted is durable; a partial success names what was refused",
                        contentType: "application/x-protobuf", schema: .any(meaning: "Export\(name)ServiceResponse"))
                ], problems: [.malformed, .tooLarge, .unsupportedType, .busy, .unavailable])
        ) { exchange in try await receive(kind, exchange) }
    }

    private func receive(_ kind: SignalKind, _ exchange: Exchange) async throws -> Answer {
        guard let encoding = ExportAnswer.Encoding(contentType: exchange.headers[.contentType]) else {
            throw Problem(.unsupportedType, "OpenTelemetry is read as application/x-protobuf or application/json.")
        }
        let body = try await ReceivedBody(exchange, limits: rooms.run.limits, memory: rooms.intake.memory)
        let answer: ExportAnswer
        switch kind {
        case .traces: answer = try await traces(body.bytes, encoding, exchange)
        case .logs: answer = try await logs(body.bytes, encoding, exchange)
        case .metrics: answer = try metrics(body.bytes, encoding)
        }
        var status: HTTPResponse.Status = .ok
        if case .failure = answer { status = .badRequest }
        return Answer(
            status: status, contentType: encoding.contentType, bytes: answer.body(encoding), mayCompress: false)
    }

    private func traces(
        _ bytes: [UInt8], _ encoding: ExportAnswer.Encoding, _ exchange: Exchange
    ) async throws -> ExportAnswer {
        let export =
            bytes.isEmpty ? nil : try encoding == .protobuf ? TraceExport(protobuf: bytes) : TraceExport(json: bytes)
        guard let export else { return .success }
        let batch = normaliser.normalise(export, in: window(exchange))
        return try await store(batch, .traces, exchange, hint: batch.accepted == 0 ? TraceExport.logsHint : nil)
    }

    private func logs(
        _ bytes: [UInt8], _ encoding: ExportAnswer.Encoding, _ exchange: Exchange
    ) async throws -> ExportAnswer {
        let export =
            bytes.isEmpty ? nil : try encoding == .protobuf ? LogExport(protobuf: bytes) : LogExport(json: bytes)
        guard let export else { return .success }
        return try await store(normaliser.normalise(export, in: window(exchange)), .logs, exchange, hint: nil)
    }

    /// Metrics are decoded, so that a broken exporter hears of it, and left aside: what they say is in the spans.
    private func metrics(_ bytes: [UInt8], _ encoding: ExportAnswer.Encoding) throws -> ExportAnswer {
        guard !bytes.isEmpty else { return .success }
        _ = try encoding == .protobuf ? MetricExport(protobuf: bytes) : MetricExport(json: bytes)
        return .success
    }

    private func store(
        _ batch: NormalisedBatch, _ kind: SignalKind, _ exchange: Exchange, hint: String?
    ) async throws -> ExportAnswer {
        var items: [IntakeItem] = batch.calls.map(IntakeItem.span)
        items += batch.contexts.map(IntakeItem.context)
        items += batch.events.map(IntakeItem.event)
        items += batch.outcomes.map(IntakeItem.outcome)
        items += batch.changes.map(IntakeItem.change)
        var refusals = batch.refusals
        var accepted = batch.accepted
        if !items.isEmpty {
            let source = IntakeSource(
                service: batch.calls.first?.service ?? batch.contexts.first?.service,
                client: exchange.headers[.userAgent].map { String($0.prefix(128)) },
                dialect: batch.calls.first?.dialect ?? "OpenTelemetry")
            let receipt = try await rooms.intake.submit(IntakeBatch(source: source, items: items))
            for case .refused(let reason) in receipt.results {
                accepted -= 1
                refusals[reason, default: 0] += 1
            }
        }
        return ExportAnswer(kind, accepted: accepted, refusals: refusals, hint: hint)
    }

    private var normaliser: Normaliser { Normaliser(hasher: IdentityHasher(key: rooms.intake.personKey)) }

    private func window(_ exchange: Exchange) -> OTLP.AcceptanceWindow {
        .live(exchange.now, limits: rooms.intake.limits)
    }
}

extension OTLP.AcceptanceWindow {
    /// What is accepted of live traffic.
    static func live(_ now: Timestamp, limits: IntakeLimits) -> Self {
        Self(received: now, oldest: now.advanced(bySeconds: -limits.keepDays * 86_400))
    }
}
