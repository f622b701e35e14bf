import Foundation
import Intake
import Logging
import Storage
import Telemetry
import TestSupport

/// How many calls a second go through intake into a real data folder, texts of one kilobyte included.
enum IntakeBenchmark {
    static func run() async throws {
        for (name, batch, senders) in [
            ("batches of 1", 1, 64), ("batches of 100", 100, 8), ("batches of 1,000", 1_000, 4),
        ] {
            let count = batch == 1 ? 20_000 : 100_000
            try await measure(name, calls: count, batch: batch, senders: senders)
        }
        try await settle(traces: 20_000)
    }

    /// Traces of a call and its root, in batches of 512 spans, settled by ticks.
    private static func settle(traces count: Int) async throws {
        let (pipeline, folder, clock, path) = try await open()
        defer { try? FileManager.default.removeItem(atPath: path) }  // a folder that stays is only litter
        var random = SeededGenerator(seed: 4)
        let system = SystemSlug("support-answers")!
        var items: [IntakeItem] = []
        for number in 0..<count {
            let trace = TraceID(bytes: (0..<16).map { _ in UInt8.random(in: 1...255, using: &random) })!
            let root = SpanID(bytes: [1, 1, 1, 1, 1, 1, 1, 1])!
            let span = SpanID(bytes: [1, 1, 1, 1, 1, 1, 1, 2])!
            var call = Call(key: CallKey(trace: trace, span: span), kind: .llm, time: Timestamp(seconds: 1_794_999_000))
            (call.traceID, call.spanID, call.parentSpanID, call.scope) = (trace, span, root, "bench")
            call.content.input = [Message(role: "user", text: "Question \(number)")]
            call.content.output = [Message(role: "assistant", text: "Answer \(number)")]
            var context = ContextSpan(traceID: trace, spanID: root, name: "run", kind: .agent, time: call.time)
            context.system = system
            items += [.span(call), .context(context)]
        }
        let watch = ContinuousClock()
        let received = try await watch.measure {
            for start in stride(from: 0, to: items.count, by: 512) {
                let piece = Array(items[start..<min(start + 512, items.count)])
                _ = try await pipeline.submit(IntakeBatch(source: IntakeSource(service: "bench"), items: piece))
            }
        }
        clock.advance(bySeconds: 3)
        let settled = await watch.measure { await pipeline.tick(now: clock.now()) }
        let counts = await pipeline.settlingCounts()
        precondition(counts.settled == count)
        print("spans received one batch after the other: \(Int(Double(2 * count) / received.seconds)) spans/s")
        print("traces of two spans settled: \(Int(Double(count) / settled.seconds)) traces/s")
        try await folder.close()
    }

    private static func open() async throws -> (IntakePipeline, DataFolder, ManualClock, String) {
        let path = NSTemporaryDirectory() + "tiltmeter-bench-" + UUID().uuidString
        let clock = ManualClock(Timestamp(seconds: 1_795_000_000))
        let folder = try await DataFolder(path: path, now: clock.now(), process: getpid())
        let pipeline = try await IntakePipeline(
            store: folder.calls, control: folder.control,
            installation: try await folder.control.install(
                workspaceKey: [UInt8](repeating: 7, count: 32), at: clock.now()),
            prices: PriceBook([]), clock: clock, limits: IntakeLimits(),
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        return (pipeline, folder, clock, path)
    }

    private static func measure(_ name: String, calls count: Int, batch: Int, senders: Int) async throws {
        let (pipeline, folder, _, path) = try await open()
        defer { try? FileManager.default.removeItem(atPath: path) }  // a folder that stays is only litter
        let batches = Self.batches(count: count, batch: batch)
        let watch = ContinuousClock()
        let cpu = Stopwatch.cpuSeconds()
        let elapsed = try await watch.measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for sender in 0..<senders {
                    group.addTask {
                        for number in stride(from: sender, to: batches.count, by: senders) {
                            let receipt = try await pipeline.submit(batches[number])
                            precondition(receipt.stored == batches[number].items.count)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let used = Stopwatch.cpuSeconds() - cpu
        print(
            "intake, \(name), \(senders) senders: \(Int(Double(count) / elapsed.seconds)) calls/s, "
                + "\(Int(Double(count) / used)) calls per second of CPU")
        try await folder.close()
    }

    private static func batches(count: Int, batch: Int) -> [IntakeBatch] {
        var random = SeededGenerator(seed: 3)
        let words = (0..<2_000).map { _ in
            String(
                (0..<Int.random(in: 2...9, using: &random)).map { _ in
                    Character(Unicode.Scalar(UInt8.random(in: 97...122, using: &random)))
                })
        }
        func text(_ length: Int) -> String {
            var text = ""
            while text.utf8.count < length { text += words[Int.random(in: 0..<words.count, using: &random)] + " " }
            return text
        }
        let system = SystemSlug("support-answers")!
        let calls = (0..<count).map { number in
            var call = Call(
                key: CallKey(clientID: "call-\(number)", system: system), kind: .llm,
                time: Timestamp(seconds: 1_794_999_000 + Int64(number / 200)))
            call.clientID = "call-\(number)"
            call.system = system
            call.operation = "chat"
            call.provider = "openai"
            call.requestModel = "gpt-4o-mini"
            call.environment = "production"
            call.serviceVersion = "5.19"
            call.latencyMicroseconds = 1_380_000
            call.tokens.input = 412
            call.tokens.output = 58
            call.finishReasons = [.stop]
            call.session = PersonKey(stored: "s_\(number / 5)")
            call.attributes = [
                "language": .text(["en", "es", "pt"][number % 3]), "topic": .text("billing"), "tier": .text("gold"),
            ]
            call.content.input = [Message(role: "user", text: text(512))]
            call.content.output = [Message(role: "assistant", text: text(512))]
            return IntakeItem.call(call)
        }
        return stride(from: 0, to: count, by: batch).map {
            IntakeBatch(source: IntakeSource(service: "bench"), items: Array(calls[$0..<min($0 + batch, count)]))
        }
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
