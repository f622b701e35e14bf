import Crypto
import Foundation
import Intake
import Logging
import Storage
import Telemetry
import TestSupport

/// A pipeline over a real data folder in a temporary place, on a clock that stands still until it is moved.
final class Workshop: Sendable {
    static let start = Timestamp(seconds: 1_795_000_000)  // 2026-11-18

    let clock: ManualClock
    let folder: DataFolder
    let pipeline: IntakePipeline
    let path: String

    private init(path: String, clock: ManualClock, folder: DataFolder, pipeline: IntakePipeline) {
        self.path = path
        self.clock = clock
        self.folder = folder
        self.pipeline = pipeline
    }

    /// - Parameters:
    ///   - path: an existing folder to open again; `nil` for a new one.
    ///   - store: stands in front of the folder's store, such as one that fails.
    static func open(
        path: String? = nil, clock: ManualClock = ManualClock(start), limits: IntakeLimits = IntakeLimits(),
        importsResume: Bool = false, store: (@Sendable (any CallStore) -> any CallStore)? = nil
    ) async throws -> Workshop {
        let path = path ?? NSTemporaryDirectory() + "tiltmeter-intake-" + UUID().uuidString
        let folder = try await DataFolder(path: path, now: clock.now(), process: getpid())
        let installation = try await folder.control.install(
            workspaceKey: [UInt8](repeating: 7, count: 32), at: clock.now())
        let calls: any CallStore = folder.calls
        let pipeline = try await IntakePipeline(
            store: store?(calls) ?? calls, control: folder.control, installation: installation, prices: PriceBook([]),
            clock: clock, limits: limits, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await pipeline.takeUp(importsResume: importsResume)
        return Workshop(path: path, clock: clock, folder: folder, pipeline: pipeline)
    }

    /// Opens the same folder again, as after a restart; what the old pipeline had in memory is gone.
    func reopened(importsResume: Bool = false) async throws -> Workshop {
        try await folder.close()
        return try await Workshop.open(path: path, clock: clock, importsResume: importsResume)
    }

    func discard() async throws {
        try await folder.close()
        try FileManager.default.removeItem(atPath: path)
    }

    /// Lets time pass and does what is due.
    func pass(seconds: Int64) async {
        clock.advance(bySeconds: seconds)
        await pipeline.tick(now: clock.now())
    }

    @discardableResult
    func submit(_ items: IntakeItem...) async throws -> IntakeReceipt {
        try await pipeline.submit(IntakeBatch(source: IntakeSource(service: "bot", client: "test"), items: items))
    }

    func call(_ key: CallKey) async throws -> StoredCall? {
        try await folder.calls.calls([key], texts: true).first
    }

    /// All rows that the folds would read, in storage order.
    func rows() async throws -> [SettledRow] {
        try await folder.calls.settledRows(after: .start, limit: 100_000).items.map(\.row)
    }

    /// True when a text stands in any file of the folder.
    func holds(_ text: String) throws -> Bool {
        let needle = Data(text.utf8)
        let files = FileManager.default.enumerator(atPath: path)
        while let file = files?.nextObject() as? String {
            var isFolder: ObjCBool = false
            let full = path + "/" + file
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            if try Data(contentsOf: URL(fileURLWithPath: full)).range(of: needle) != nil { return true }
        }
        return false
    }
}

extension Workshop {
    static let trace = TraceID(hex: "0af7651916cd43dd8448eb211c80319c")!

    static func span(_ number: UInt8) -> SpanID { SpanID(bytes: [0, 0, 0, 0, 0, 0, 0, number])! }

    /// A call of our own JSON.
    static func json(
        _ id: String, system: String = "bot", time: Timestamp = start, _ change: (inout Call) -> Void = { _ in }
    ) -> Call {
        let slug = SystemSlug(system)!
        var call = Call(key: CallKey(clientID: id, system: slug), kind: .llm, time: time)
        call.clientID = id
        call.system = slug
        change(&call)
        return call
    }

    /// A call that came as a span.
    static func traced(
        _ number: UInt8, parent: UInt8? = nil, trace: TraceID = trace, time: Timestamp = start,
        _ change: (inout Call) -> Void = { _ in }
    ) -> Call {
        var call = Call(key: CallKey(trace: trace, span: span(number)), kind: .llm, time: time)
        call.traceID = trace
        call.spanID = span(number)
        call.parentSpanID = parent.map(span)
        call.name = "chat"
        call.scope = "scope"
        call.service = "bot"
        call.dialect = "OpenTelemetry GenAI"
        call.latencyMicroseconds = 1_000_000
        change(&call)
        return call
    }

    static func context(
        _ number: UInt8, parent: UInt8? = nil, trace: TraceID = trace, _ change: (inout ContextSpan) -> Void = { _ in }
    ) -> ContextSpan {
        var context = ContextSpan(traceID: trace, spanID: span(number), name: "run", kind: .agent, time: start)
        context.parentSpanID = parent.map(span)
        context.service = "bot"
        change(&context)
        return context
    }

    static func event(_ number: UInt8, output: String, trace: TraceID = trace) -> ContentEvent {
        var content = CallContent()
        content.output = [Message(role: "assistant", text: output)]
        return ContentEvent(
            key: CallKey(hashing: Array("\(number)\(output)".utf8)), traceID: trace, spanID: span(number),
            name: "gen_ai.choice", time: start, responseID: nil, content: content, finishReasons: [.stop])
    }

    static func outcome(
        _ id: String, _ target: OutcomeTarget, name: String = "thumbs", value: Outcome.Value? = .boolean(true),
        time: Timestamp = start, _ change: (inout Outcome) -> Void = { _ in }
    ) -> Outcome {
        var outcome = Outcome(
            key: CallKey(hashing: Array("outcome \(id)".utf8)), target: target, kind: .feedback, name: name,
            rater: Rater(.user), time: time)
        outcome.clientID = id
        outcome.value = value
        change(&outcome)
        return outcome
    }
}
