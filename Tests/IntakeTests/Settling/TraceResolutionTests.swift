import Intake
import Telemetry
import Testing

@Suite("The records of a trace")
struct TraceResolutionTests {
    private let trace = TraceID(hex: "0af7651916cd43dd8448eb211c80319c")!
    private var records = TraceRecords()

    private func span(_ number: UInt8) -> SpanID { SpanID(bytes: [0, 0, 0, 0, 0, 0, 0, number])! }
    private func key(_ number: UInt8) -> CallKey { CallKey(trace: trace, span: span(number)) }

    /// A call from `start` to `end`, in seconds.
    private func call(
        _ number: UInt8, parent: UInt8? = nil, scope: String = "one", _ start: Int64 = 0, _ end: Int64 = 10,
        response: String? = nil, output: String? = nil, _ change: (inout Call) -> Void = { _ in }
    ) -> Call {
        var call = Call(key: key(number), kind: .llm, time: Timestamp(seconds: start))
        call.traceID = trace
        call.spanID = span(number)
        call.parentSpanID = parent.map(span)
        call.scope = scope
        call.name = "chat"
        call.latencyMicroseconds = (end - start) * 1_000_000
        call.responseID = response
        if let output {
            call.content.output = [Message(role: "assistant", text: output)]
            call.textFacts.outputCharacters = output.count
        }
        change(&call)
        return call
    }

    private func context(
        _ number: UInt8, parent: UInt8? = nil, _ change: (inout ContextSpan) -> Void = { _ in }
    )
        -> ContextSpan
    {
        var context = ContextSpan(
            traceID: trace, spanID: span(number), name: "Run of an agent", kind: .agent, time: Timestamp(seconds: 0))
        context.parentSpanID = parent.map(span)
        change(&context)
        return context
    }

    private func event(
        _ number: UInt8, name: String = "gen_ai.choice", at seconds: Int64 = 1, response: String? = nil,
        input: String? = nil, output: String? = nil, finish: [FinishReason] = []
    ) -> ContentEvent {
        var content = CallContent()
        if let input { content.input = [Message(role: "user", text: input)] }
        if let output { content.output = [Message(role: "assistant", text: output)] }
        var event = ContentEvent(
            key: CallKey(hashing: Array("\(number) \(name) \(seconds) \(input ?? "") \(output ?? "")".utf8)),
            traceID: trace, spanID: span(number), name: name, time: Timestamp(seconds: seconds), responseID: response,
            content: content, finishReasons: finish)
        event.textFacts.inputCharacters = input?.count
        event.textFacts.outputCharacters = output?.count
        return event
    }

    /// Resolves the records in the order given and in the opposite one, which must not differ.
    private func resolve(sourceLocation: SourceLocation = #_sourceLocation) -> [UInt8: ResolvedCall] {
        let forwards = TraceResolution.resolve(records)
        var reversed = records
        reversed.calls.reverse()
        reversed.contexts.reverse()
        reversed.events.reverse()
        #expect(TraceResolution.resolve(reversed).calls == forwards.calls, sourceLocation: sourceLocation)
        return Dictionary(uniqueKeysWithValues: forwards.calls.map { ($0.call.spanID!.bytes[7], $0) })
    }

    // MARK: Inheritance

    @Test("lend a call what its nearest ancestor knows; own values win")
    mutating func inheritance() {
        records.calls = [
            call(3, parent: 2) {
                $0.attributes = ["topic": .text("own")]
                $0.session = PersonKey(stored: "s_own")
            }
        ]
        records.contexts = [
            context(1) {
                $0.user = PersonKey(stored: "u_root")
                $0.session = PersonKey(stored: "s_root")
                $0.prompt = PromptReference(name: "root", version: "1")
                $0.attributes = ["topic": .text("root"), "tier": .text("gold"), "language": .text("es")]
            },
            context(2, parent: 1) {
                $0.prompt = PromptReference(name: "near", version: nil)
                $0.attributes = ["tier": .text("silver")]
                $0.mitigation = "m-1"
            },
        ]
        let call = resolve()[3]!.call
        #expect(call.user == PersonKey(stored: "u_root"))
        #expect(call.session == PersonKey(stored: "s_own"))
        #expect(call.prompt == PromptReference(name: "near", version: nil))
        #expect(call.mitigation == "m-1")
        #expect(call.attributes == ["topic": .text("own"), "tier": .text("silver"), "language": .text("es")])
    }

    @Test("name a call's system: its own, the nearest ancestor's, its service, the root's name")
    mutating func system() {
        records.calls = [
            call(3, parent: 2) { $0.system = SystemSlug("own") }, call(4, parent: 2), call(5) { $0.service = "Bot" },
            call(7, parent: 6) { $0.service = "unknown_service:python" },
        ]
        records.contexts = [context(1) { $0.system = SystemSlug("root") }, context(2, parent: 1), context(6)]
        let calls = resolve()
        #expect(calls[3]?.system?.text == "own")
        #expect(calls[4]?.system?.text == "root")
        #expect(calls[5]?.system?.text == "bot")
        #expect(calls[7]?.system?.text == "run-of-an-agent")
    }

    // MARK: Log events

    @Test("bring a call the messages that were logged under it, in the order of their time")
    mutating func logs() {
        records.calls = [call(1)]
        records.events = [
            event(1, at: 3, output: "Here.", finish: [.stop]),
            event(1, name: "gen_ai.user.message", at: 2, input: "second"),
            event(1, name: "gen_ai.user.message", at: 1, input: "first"),
        ]
        let resolved = resolve()[1]!
        #expect(resolved.call.content.input.map(\.text) == ["first", "second"])
        #expect(resolved.call.content.outputText == "Here.")
        #expect(resolved.call.finishReasons == [.stop])
        #expect(resolved.contentWasMerged)
        #expect(resolved.call.textFacts.outputCharacters == 5)
    }

    @Test("take from a log event nothing that the call has itself")
    mutating func ownContent() {
        records.calls = [call(1, output: "own")]
        records.events = [event(1, input: "question", output: "other")]
        let resolved = resolve()[1]!
        #expect(resolved.call.content.outputText == "own")
        #expect(resolved.call.content.inputText == "question")
    }

    @Test("bring an event that was logged under a span around the call to the child with its response id")
    mutating func eventOfParent() {
        records.contexts = [context(1)]
        records.calls = [call(2, parent: 1, response: "r-1"), call(3, parent: 1, 20, 30, response: "r-2")]
        records.events = [event(1, response: "r-2", output: "Here."), event(1, response: "r-9", output: "Lost.")]
        #expect(resolve()[3]?.call.content.outputText == "Here.")
        #expect(resolve()[2]?.call.content.isEmpty == true)
        #expect(TraceResolution.resolve(records).unmatchedEvents == 1)
    }

    @Test("keep the facts of events whose text is not kept")
    mutating func factsOnly() {
        records.calls = [call(1)]
        var bare = event(1, output: "Here.")
        bare.content = CallContent()
        bare.textFacts.refused = true
        records.events = [bare]
        let resolved = resolve()[1]!
        #expect(resolved.call.textFacts.refused == true)
        #expect(!resolved.contentWasMerged)
    }

    // MARK: Duplicates

    @Test("rule a: a parent of the same scope sums its children up and is no call")
    mutating func aggregateOfScope() {
        records.calls = [call(1, response: "r"), call(2, parent: 1, 1, 9)]
        let calls = resolve()
        #expect(calls[1]?.standing == .aggregate)
        #expect(calls[2]?.standing == .counts)
        #expect(calls[2]?.call.responseID == "r")
    }

    @Test(
        "rule b: siblings of two scopes with one response id are one call; the richer report stays and takes what it lacks"
    )
    mutating func siblings() {
        records.contexts = [context(9)]
        records.calls = [
            call(1, parent: 9, scope: "instrumentation", 0, 10, response: "r", output: "Here.") {
                $0.tokens.output = 18
            },
            call(2, parent: 9, scope: "com.anthropic.sdk.python", 1, 9, response: "r") {
                $0.dialect = "Anthropic SDK"
                $0.tokens.input = 50
                $0.tokens.output = 17
                $0.httpStatus = 200
                $0.timeToFirstTokenMicroseconds = 5
            },
        ]
        let calls = resolve()
        #expect(calls[2]?.standing == .duplicate(of: key(1)))
        #expect(calls[1]?.standing == .counts)
        #expect(calls[1]?.call.tokens.output == 17)
        #expect(calls[1]?.call.httpStatus == 200)
        #expect(calls[1]?.call.timeToFirstTokenMicroseconds == 5)
    }

    @Test("rule b: parent and child of two scopes are one call where one has no response id")
    mutating func nested() {
        records.calls = [
            call(1, scope: "a", 0, 10, response: "r", output: "Here."), call(2, parent: 1, scope: "b", 1, 9),
        ]
        #expect(resolve()[2]?.standing == .duplicate(of: key(1)))
    }

    @Test("rule b: siblings that both failed are one call")
    mutating func failedSiblings() {
        records.calls = [
            call(1, parent: 9, scope: "a", 0, 10) { $0.failed = true },
            call(2, parent: 9, scope: "b", 1, 9) { $0.failed = true },
        ]
        let standings = resolve().values.map(\.standing)
        #expect(standings.contains(.counts))
        #expect(standings.contains { $0 != .counts })
    }

    @Test("count siblings of two scopes twice that do not overlap, or share no response id")
    mutating func different() {
        records.calls = [
            call(1, parent: 9, scope: "a", 0, 10, response: "r"), call(2, parent: 9, scope: "b", 20, 30, response: "r"),
            call(3, parent: 9, scope: "c", 40, 50, response: "x"),
            call(4, parent: 9, scope: "d", 41, 49, response: "y"),
        ]
        #expect(resolve().values.allSatisfy { $0.standing == .counts })
    }

    @Test("count retries of one client, which share a scope, each")
    mutating func retries() {
        records.calls = [call(1, parent: 9, 0, 5, response: "r"), call(2, parent: 9, 6, 9, response: "r")]
        #expect(resolve().values.allSatisfy { $0.standing == .counts })
    }

    @Test("rule c: a parent with two different calls of another scope below is no call")
    mutating func aggregateOfOthers() {
        records.calls = [
            call(1, scope: "wrapper", 0, 20), call(2, parent: 1, scope: "client", 1, 5, response: "r-1"),
            call(3, parent: 1, scope: "client", 6, 15, response: "r-2"),
        ]
        let calls = resolve()
        #expect(calls[1]?.standing == .aggregate)
        #expect(calls[2]?.standing == .counts)
        #expect(calls[3]?.standing == .counts)
    }

    @Test("leave what has settled as it is: a richer report that comes later is the duplicate")
    mutating func late() {
        records.calls = [
            call(1, parent: 9, scope: "a", 0, 10, response: "r"),
            call(2, parent: 9, scope: "b", 1, 9, response: "r", output: "Here."),
        ]
        records.settled = [key(1): SystemSlug("bot")!]
        let calls = resolve()
        #expect(calls[1] == nil)
        #expect(calls[2]?.standing == .duplicate(of: key(1)))
        #expect(calls[2]?.cameLate == true)
    }

    @Test("count children of a parent that has settled with their sum nowhere")
    mutating func lateChildren() {
        records.calls = [call(1, 0, 20), call(2, parent: 1, 1, 5), call(3, parent: 1, 6, 9)]
        records.settled = [key(1): SystemSlug("bot")!]
        #expect(resolve().values.allSatisfy { $0.standing == .duplicate(of: key(1)) && $0.cameLate })
    }
}
