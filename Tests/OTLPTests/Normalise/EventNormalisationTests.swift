import OTLP
import Telemetry
import Testing

@Suite("Log events")
struct EventNormalisationTests {
    private func logs(_ name: String) throws -> NormalisedBatch {
        let body = try Capture.bytes("captures/" + name)
        let export = name.hasSuffix(".json") ? try LogExport(json: body) : try LogExport(protobuf: body)
        return Sample.normaliser.normalise(export, in: Sample.window)
    }

    private func log(_ record: String, resource: String = "") throws -> NormalisedBatch {
        let ids =
            #""traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","timeUnixNano":"1795236000000000000""#
        let request = #"""
            {"resourceLogs":[{"resource":{"attributes":[\#(resource)]},"scopeLogs":[{"logRecords":[{\#(ids),\#(record)}]}]}]}
            """#
        return Sample.normaliser.normalise(try LogExport(json: Array(request.utf8)), in: Sample.window)
    }

    private func text(_ key: String, _ value: String) -> String {
        #"{"key":"\#(key)","value":{"stringValue":"\#(value)"}}"#
    }

    @Test("of the old conventions become one message each")
    func old() throws {
        let batch = try logs("01-openai-v2-legacy-logs.pb")
        #expect(batch.events.count == 18)
        #expect(batch.refused == 0)
        let question = try #require(batch.events.first { $0.name == "gen_ai.user.message" })
        #expect(question.content.input.map(\.role) == ["user"])
        #expect(question.content.inputText == "What is the capital of France?")
        let choice = try #require(batch.events.first { $0.name == "gen_ai.choice" })
        #expect(choice.content.outputText == "The capital of France is Paris.")
        #expect(choice.finishReasons == [.stop])
        let tool = try #require(batch.events.first { $0.name == "gen_ai.tool.message" })
        #expect(tool.content.input.map(\.role) == ["tool"])
        #expect(tool.content.input[0].toolCallID == "call_VSPygqKTWdrhaFErNvMV18Yl")
        let assistant = try #require(batch.events.first { $0.name == "gen_ai.assistant.message" })
        #expect(assistant.content.input[0].toolCalls.map(\.name) == ["get_weather"])
        // Their own time is 0: the time at which they were seen stands in.
        #expect(batch.events.allSatisfy { $0.time.nanoseconds > 1_795_000_000_000_000_000 })
        #expect(batch.counts.timeAssumed == 0)
    }

    @Test(
        "of the new conventions tell a whole call",
        arguments: ["02-openai-v2-experimental-logs.pb", "03-genai-openai-logs.grpc.pb"])
    func whole(name: String) throws {
        let batch = try logs(name)
        #expect(batch.events.allSatisfy { $0.name == "gen_ai.client.inference.operation.details" })
        let event = try #require(batch.events.first)
        #expect(event.content.input.map(\.role) == ["system", "user"])
        #expect(event.content.inputText == "What is the capital of France?")
        #expect(event.content.outputText == "The capital of France is Paris.")
        #expect(event.finishReasons == [.stop])
        #expect(event.responseID == "chatcmpl-AbCdEf0123456789")
        #expect(event.responseModel == "gpt-4o-mini-2024-07-18")
        #expect(batch.events.contains { $0.content.toolCalls.contains { $0.name == "get_weather" } })
    }

    @Test(
        "that are scores become outcomes, by protobuf and by JSON alike",
        arguments: ["14-plain-sdk-logs.pb.gz", "15-plain-sdk-logs.json"])
    func scores(name: String) throws {
        let batch = try logs(name)
        #expect(batch.outcomes.map(\.name) == ["Relevance", "UserFeedback"])
        #expect(batch.outcomes.map(\.kind) == [.score, .score])
        #expect(batch.outcomes.map(\.value) == [.number(0.92), .number(0)])
        #expect(batch.outcomes.map(\.label) == ["relevant", "thumbs_down"])
        #expect(batch.outcomes[0].rationale == "on topic")
        #expect(batch.outcomes.allSatisfy { $0.rater.kind == .check && $0.loggedUnder != nil })
        for outcome in batch.outcomes {
            guard case .response(let id, _, let trace) = outcome.target else {
                Issue.record("should be about an answer")
                continue
            }
            #expect(id == "chatcmpl-1")
            #expect(trace != nil)
        }
    }

    @Test("delivered twice have the same identity")
    func identity() throws {
        for name in Capture.names where name.contains("-logs") {
            let (one, other) = (try logs(name), try logs(name))
            #expect(one.events.map(\.key) == other.events.map(\.key))
            #expect(Set(one.events.map(\.key)).count == one.events.count)
            #expect(one.outcomes.map(\.key) == other.outcomes.map(\.key))
        }
    }

    @Test("are named by a field, an attribute, the body or a body that is the name")
    func names() throws {
        let content = text("content", "hello")
        let body = #""body":{"kvlistValue":{"values":[\#(content)]}}"#
        let user = text("event.name", "gen_ai.user.message")
        #expect(try log(#""eventName":"gen_ai.user.message",\#(body)"#).events.map(\.content.inputText) == ["hello"])
        #expect(try log(#""attributes":[\#(user)],\#(body)"#).events.map(\.content.inputText) == ["hello"])
        #expect(
            try log(#""body":{"kvlistValue":{"values":[\#(content),\#(user)]}}"#).events.map(\.content.inputText) == [
                "hello"
            ])
        #expect(
            try log(#""attributes":[\#(content)],"body":{"stringValue":"gen_ai.user.message"}"#).events
                .map(\.content.inputText) == ["hello"])
    }

    @Test("that are none of ours are left aside")
    func others() throws {
        let batch = try log(#""body":{"stringValue":"GET /ask 200"}"#)
        #expect(batch.counts.ignored == 1)
        #expect(batch.events.isEmpty && batch.refused == 0)
    }

    @Test("of spans read their content from attributes, JSON texts too")
    func spanEvents() throws {
        let event = #"""
            {"name":"gen_ai.choice","timeUnixNano":"1795236000000000000","attributes":[\#(text("finish_reason", "tool_calls")),
            \#(text("message", #"{\"content\":\"ok\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}"#))]}
            """#
        let request = #"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
            "startTimeUnixNano":"1795236000000000000","endTimeUnixNano":"1795236000000000000","events":[\#(event)]}]}]}]}
            """#
        let batch = Sample.normaliser.normalise(try TraceExport(json: Array(request.utf8)), in: Sample.window)
        #expect(batch.events.map(\.content.outputText) == ["ok"])
        #expect(batch.events[0].content.toolCalls.map(\.name) == ["f"])
        #expect(batch.events[0].finishReasons == [.toolCalls])
    }

    @Test("that are feedback on a linked span are about that span")
    func links() throws {
        let event = #"""
            {"name":"gen_ai.evaluation.result","timeUnixNano":"1795236000000000000","attributes":[
            \#(text("gen_ai.evaluation.name", "thumbs")),\#(text("gen_ai.evaluation.score.label", "up"))]}
            """#
        let request = #"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
            "startTimeUnixNano":"1795236000000000000","endTimeUnixNano":"1795236000000000000","events":[\#(event)],
            "links":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000002"}]}]}]}]}
            """#
        let batch = Sample.normaliser.normalise(try TraceExport(json: Array(request.utf8)), in: Sample.window)
        #expect(batch.outcomes.map(\.target) == [.span(TraceID(high: 0, low: 1)!, SpanID(word: 2)!)])
    }

    @Test("may be outcomes of any kind")
    func outcome() throws {
        let attributes = [
            text("tiltmeter.outcome.kind", "feedback"), text("tiltmeter.outcome.name", "thumbs"),
            text("tiltmeter.outcome.id", "fb-1"),
            #"{"key":"tiltmeter.outcome.value","value":{"boolValue":false}}"#,
        ].joined(separator: ",")
        let feedback = try #require(
            try log(#""eventName":"tiltmeter.outcome","attributes":[\#(attributes)]"#).outcomes.first)
        #expect(feedback.kind == .feedback)
        #expect(feedback.value == .boolean(false))
        #expect(feedback.key == OutcomeIdentity.key(clientID: "fb-1"))
        #expect(
            feedback.target
                == .span(TraceID(hex: "5b8efff798038103d269b633813fc60c")!, SpanID(hex: "eee19b7ec3c1b174")!))
        let label = [
            text("tiltmeter.outcome.kind", "label"), text("tiltmeter.outcome.label", "fraud"),
            text("tiltmeter.call.id", "txn-1"),
            text("tiltmeter.system", "Fraud Scoring"),
        ].joined(separator: ",")
        let truth = try #require(try log(#""eventName":"tiltmeter.outcome","attributes":[\#(label)]"#).outcomes.first)
        #expect(truth.name == "label")
        #expect(truth.rater.kind == .person)
        #expect(truth.target == .call(CallKey(clientID: "txn-1", system: SystemSlug("fraud-scoring")!)))
    }

    @Test("may be changes for the ledger")
    func change() throws {
        let attributes = [
            text("tiltmeter.change.kind", "prompt"), text("tiltmeter.change.title", "refund v2 to v3"),
            text("tiltmeter.change.from", "2"),
            text("tiltmeter.change.to", "3"), text("tiltmeter.system", "support"),
        ].joined(separator: ",")
        let change = try #require(
            try log(#""eventName":"tiltmeter.change","attributes":[\#(attributes)]"#).changes.first)
        #expect(change.kind == .prompt)
        #expect(change.title == "refund v2 to v3")
        #expect(change.systems.map(\.text) == ["support"])
        #expect([change.from, change.to] == ["2", "3"])
    }

    @Test("that say too little are counted as orphans")
    func orphans() throws {
        #expect(try log(#""eventName":"tiltmeter.outcome","attributes":[]"#).counts.orphans == 1)
        #expect(try log(#""eventName":"tiltmeter.change","attributes":[]"#).counts.orphans == 1)
        #expect(try log(#""eventName":"gen_ai.evaluation.result","attributes":[]"#).counts.orphans == 1)
        #expect(try log(#""eventName":"gen_ai.choice","spanId":"""#).counts.orphans == 1)
    }
}
