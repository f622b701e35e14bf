import Foundation
import Intake
import OTLP
import Storage
import Telemetry
import TestSupport
import Testing

/// What unchanged clients sent goes through decoding, normalising and intake into a data folder, in several orders of
/// arrival, and settles to what the reference implementation says.
@Suite("What clients sent settles as the reference says")
struct CaptureSettlingTests {
    /// In which requests the records arrive.
    enum Arrival: String, CaseIterable, Sendable {
        case together, oneByOne = "one by one", logsFirst = "logs first", backwards, twice
    }

    @Test("in any order of arrival", arguments: try! CaptureRun.all(), Arrival.allCases)
    func settles(run: CaptureRun, arrival: Arrival) async throws {
        let shop = try await Workshop.open(clock: ManualClock(run.received))
        let (traces, logs) = try run.items(hasher: IdentityHasher(key: shop.pipeline.personKey), at: run.received)
        for request in Self.requests(traces, logs, arrival) {
            _ = try await shop.pipeline.submit(
                IntakeBatch(source: IntakeSource(service: "support-bot"), items: request))
        }
        // The longest that a call can wait: an ancestor that never comes.
        await shop.pass(seconds: 601)
        for span in run.spans { try await expect(span, in: shop) }
        try await expectEvaluations(run, in: shop)
        try await shop.discard()
    }

    private static func requests(_ traces: [IntakeItem], _ logs: [IntakeItem], _ arrival: Arrival) -> [[IntakeItem]] {
        switch arrival {
        case .together: [traces + logs]
        case .oneByOne: (traces + logs).map { [$0] }
        case .logsFirst: [logs, traces]
        case .backwards: (traces + logs).reversed().map { [$0] }
        case .twice: [traces, logs, traces + logs, logs]
        }
    }

    private func expect(_ expected: CaptureRun.Span, in shop: Workshop) async throws {
        guard let trace = TraceID(hex: expected.trace), let id = SpanID(hex: expected.span) else { return }
        let name = Comment(rawValue: "span \(expected.span)")
        // A prediction with an id of its own is known by that; it is found by its trace.
        var stored = try await shop.call(CallKey(trace: trace, span: id))
        if stored == nil {
            stored = try await shop.folder.calls.trace(trace, texts: true)?.calls.first { $0.call.spanID == id }
        }
        guard expected.kind != "chain" else {
            // A span that never was a call, or one that sums others up.
            if let stored {
                #expect(stored.settlement?.row == nil, name)
                #expect(stored.settlement?.duplicateOf == nil, name)
            }
            return
        }
        let call = try #require(stored, name)
        let settlement = try #require(call.settlement, name)
        let hasher = IdentityHasher(key: shop.pipeline.personKey)
        #expect(settlement.system.text == expected.system, name)
        #expect(settlement.user == expected.user.map(hasher.user), name)
        #expect(settlement.session == expected.session.map(hasher.session), name)
        #expect(settlement.mitigation == expected.mitigation, name)
        #expect(settlement.attributes.compactMapValues(\.sliceText) == expected.attributes ?? [:], name)
        #expect(
            settlement.duplicateOf
                == expected.duplicateOf.flatMap { SpanID(hex: $0) }.map { CallKey(trace: trace, span: $0) }, name)
        let content = settlement.mergedContent ?? call.call.content
        if expected.duplicateOf == nil {
            #expect(settlement.prompt?.version == expected.promptVersion, name)
            #expect((settlement.prompt?.name ?? "") == expected.promptName ?? "", name)
            #expect(Self.lastQuestion(content) == expected.inputText, name)
            #expect(Self.nonEmpty(content.outputText) == expected.outputText, name)
            #expect(content.toolCalls.map(\.name) == expected.tools ?? [], name)
        }
        guard expected.duplicateOf == nil else {
            #expect(settlement.row == nil, name)
            return
        }
        let measures = try #require(settlement.row, name).measures
        func value(_ signal: SignalName) -> Int64? { measures.first { $0.signal == signal }?.value }
        #expect(value(.inputTokens) == expected.inputTokens, name)
        #expect(value(.outputTokens) == expected.outputTokens, name)
        #expect(value(.timeToFirstToken) == expected.firstToken, name)
        let model = settlement.row?.slices.first { $0.dimension == "model" }?.value
        #expect(expected.kind == "prediction" || model == expected.model, name)
    }

    private func expectEvaluations(_ run: CaptureRun, in shop: Workshop) async throws {
        for evaluation in run.evaluations {
            let span = try #require(run.spans.first { $0.span == evaluation.call })
            let trace = try #require(TraceID(hex: span.trace))
            let calls = try await shop.folder.calls.trace(trace, texts: false)?.calls ?? []
            let key = try #require(calls.first { $0.call.spanID?.hex == evaluation.call }).call.key
            let dossier = try await shop.folder.calls.call(key)
            let found = dossier?.outcomes.filter { $0.outcome.name == evaluation.name } ?? []
            #expect(found.count == 1, "\(evaluation.name)")
            let outcome = try #require(found.first)
            #expect(outcome.joined?.call == key, "\(evaluation.name)")
            #expect(outcome.outcome.label == evaluation.label)
            let value: Outcome.Value? = evaluation.value.map { .number($0) } ?? evaluation.flag.map { .boolean($0) }
            #expect(outcome.outcome.value == value)
        }
    }

    /// The text of the last message of a user that has one.
    private static func lastQuestion(_ content: CallContent) -> String? {
        content.input.last { $0.role == "user" && !$0.text.isEmpty }?.text
    }

    private static func nonEmpty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}

/// A captured run: its files and what its calls must settle to.
struct CaptureRun: Sendable, Decodable, CustomTestStringConvertible {
    struct Span: Sendable, Decodable {
        var trace: String, span: String, kind: String, start: String
        var duplicateOf: String?, system: String?, user: String?, session: String?
        var promptName: String?, promptVersion: String?, mitigation: String?, model: String?
        var inputText: String?, outputText: String?, tools: [String]?
        var inputTokens: Int64?, outputTokens: Int64?, firstToken: Int64?
        var attributes: [String: String]?

        enum CodingKeys: String, CodingKey {
            case trace, span, kind, start, system, user, session, mitigation, model, tools, attributes
            case duplicateOf = "duplicate_of"
            case promptName = "prompt_name"
            case promptVersion = "prompt_version"
            case inputText = "input_text"
            case outputText = "output_text"
            case inputTokens = "input_tokens"
            case outputTokens = "output_tokens"
            case firstToken = "first_token_us"
        }
    }

    struct Evaluation: Sendable, Decodable {
        var name: String
        var call: String
        var value: Double?, flag: Bool?, label: String?
    }

    private struct File: Decodable { var runs: [CaptureRun] }

    var run: String
    var traces: [String]
    var logs: [String]
    var spans: [Span]
    var evaluations: [Evaluation]

    var testDescription: String { run }

    private static var folder: URL {
        Bundle.module.resourceURL!.appending(path: "Fixtures")  // resources stand beside the tests
    }

    static func all() throws -> [CaptureRun] {
        try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appending(path: "settled.json"))).runs
    }

    /// A minute after the last span had begun.
    var received: Timestamp {
        let last = spans.compactMap { Int64($0.start) }.max() ?? 0
        return Timestamp(nanoseconds: last).advanced(bySeconds: 60)
    }

    func items(hasher: IdentityHasher, at received: Timestamp) throws -> (traces: [IntakeItem], logs: [IntakeItem]) {
        let normaliser = Normaliser(hasher: hasher, sliceKeys: ["acme.tier"])
        let window = AcceptanceWindow(importedAt: received)
        func bytes(_ file: String) throws -> [UInt8] {
            Array(try Data(contentsOf: Self.folder.appending(path: "captures/" + file)))
        }
        let spans = try traces.flatMap { file in
            let export =
                file.hasSuffix(".json") ? try TraceExport(json: bytes(file)) : try TraceExport(protobuf: bytes(file))
            return IntakeItem.items(of: normaliser.normalise(export, in: window))
        }
        let records = try logs.flatMap { file in
            let export =
                file.hasSuffix(".json") ? try LogExport(json: bytes(file)) : try LogExport(protobuf: bytes(file))
            return IntakeItem.items(of: normaliser.normalise(export, in: window))
        }
        return (spans, records)
    }
}
