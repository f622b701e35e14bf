import OTLP
import Telemetry
import TestSupport
import Testing

/// Rules that no capture shows, or shows only among others. Requests are written as OTLP/JSON.
@Suite("Normalisation")
struct NormalisationRuleTests {
    private func batch(
        _ attributes: String, span: String = "", resource: String = "", scope: String = "",
        window: AcceptanceWindow = Sample.window
    ) throws -> NormalisedBatch {
        let request = #"""
            {"resourceSpans":[{"resource":{"attributes":[\#(resource)]},"scopeSpans":[{"scope":{"name":"\#(scope)"},"spans":[
            {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"s",
            "startTimeUnixNano":"1795236000000000000","endTimeUnixNano":"1795236001500000000",\#(span)
            "attributes":[\#(attributes)]}]}]}]}
            """#
        return Sample.normaliser.normalise(try TraceExport(json: Array(request.utf8)), in: window)
    }

    private func text(_ key: String, _ value: String) -> String {
        #"{"key":"\#(key)","value":{"stringValue":"\#(value)"}}"#
    }
    private func int(_ key: String, _ value: Int) -> String { #"{"key":"\#(key)","value":{"intValue":"\#(value)"}}"# }
    private func double(_ key: String, _ value: Double) -> String {
        #"{"key":"\#(key)","value":{"doubleValue":\#(value)}}"#
    }
    private func join(_ attributes: String...) -> String { attributes.joined(separator: ",") }
    private var chat: String { text("gen_ai.operation.name", "chat") }

    private func call(
        _ attributes: String..., span: String = "", resource: String = "", scope: String = ""
    ) throws -> Call {
        try #require(
            try batch(([chat] + attributes).joined(separator: ","), span: span, resource: resource, scope: scope).calls
                .first)
    }

    @Test(
        "tells calls from context by the table of kinds",
        arguments: [
            ("gen_ai.operation.name", "chat", "llm"), ("gen_ai.operation.name", "embeddings", "embedding"),
            ("gen_ai.operation.name", "search_memory", "tool"), ("gen_ai.operation.name", "plan", "agent"),
            ("gen_ai.operation.name", "rerank", "retrieval"), ("gen_ai.operation.name", "invoke_workflow", "chain"),
            ("gen_ai.operation.name", "something_new", "other"), ("openinference.span.kind", "Llm", "llm"),
            ("openinference.span.kind", "EVALUATOR", "evaluation"), ("langfuse.observation.type", "generation", "llm"),
            ("langfuse.observation.type", "span", "chain"), ("mlflow.spanType", "\\\"CHAT_MODEL\\\"", "llm"),
            ("ai.operationId", "ai.streamText.doStream", "llm"), ("ai.operationId", "ai.streamText", "chain"),
            ("operation.name", "ai.embed.doEmbed id", "embedding"), ("llm.request.type", "rerank", "retrieval"),
            ("llm.request.type", "other", "llm"), ("traceloop.span.kind", "task", "chain"),
            ("gen_ai.tool.name", "x", "tool"),
            ("http.route", "/ask", "other"), ("tiltmeter.prediction.id", "p", "classifier"),
        ])
    func kinds(key: String, value: String, kind: String) throws {
        let batch = try batch(text(key, value))
        #expect((batch.calls.map(\.kind.rawValue) + batch.contexts.map(\.kind.rawValue)) == [kind])
    }

    @Test("takes a model with a provider for a call of it")
    func modelAlone() throws {
        #expect(try batch(join(text("gen_ai.request.model", "m"), text("gen_ai.system", "openai"))).calls.count == 1)
        #expect(try batch(text("gen_ai.request.model", "m")).contexts.count == 1)
    }

    @Test("takes a Langfuse span with a model for a call, as its old SDKs sent it")
    func langfuse() throws {
        let batch = try batch(
            join(text("langfuse.observation.type", "span"), text("langfuse.observation.model.name", "m")))
        #expect(batch.calls.map(\.responseModel) == ["m"])
    }

    @Test("recognises a dialect by scope or key, the first in the order of the tables")
    func dialects() throws {
        #expect(try call().dialect == "OpenTelemetry GenAI")
        #expect(try call(scope: "openlit.otel").dialect == "OpenLIT")
        #expect(try call(text("traceloop.workflow.name", "w")).dialect == "OpenLLMetry")
        #expect(try call(text("traceloop.workflow.name", "w"), scope: "openinference.x").dialect == "OpenInference")
        #expect(try batch(text("tiltmeter.prediction.label", "a")).calls[0].dialect == "Tiltmeter")
    }

    @Test("takes the first source that says something, and an empty one for nothing")
    func first() throws {
        let both = try call(text("gen_ai.system", "old"), text("gen_ai.provider.name", "new"))
        #expect(both.provider == "new")
        #expect(try call(text("gen_ai.provider.name", ""), text("gen_ai.system", "old")).provider == "old")
        #expect(try call(int("gen_ai.usage.input_tokens", -1), int("gen_ai.usage.prompt_tokens", 5)).tokens.input == 5)
        #expect(try call(text("gen_ai.usage.input_tokens", "12")).tokens.input == 12)
        #expect(try call(#"{"key":"gen_ai.usage.input_tokens","value":{"boolValue":true}}"#).tokens.input == nil)
    }

    @Test("counts cached tokens as input and reasoning as output, whatever the sender does")
    func inclusive() throws {
        let apart = try call(
            int("gen_ai.usage.input_tokens", 10), int("gen_ai.usage.cache_read.input_tokens", 32),
            int("gen_ai.usage.cache_creation.input_tokens", 8), int("gen_ai.usage.output_tokens", 3),
            int("gen_ai.usage.reasoning_tokens", 5))
        #expect(apart.tokens.input == 50)
        #expect(apart.tokens.output == 8)
        let whole = try call(int("gen_ai.usage.input_tokens", 57), int("gen_ai.usage.cache_read.input_tokens", 32))
        #expect(whole.tokens.input == 57)
    }

    @Test("believes a cost of 0 only where no tokens were used")
    func cost() throws {
        #expect(try call(double("tiltmeter.cost.usd", 0.00001635)).clientCostPicodollars == 16_350_000)
        #expect(
            try call(double("gen_ai.usage.cost", 0), int("gen_ai.usage.input_tokens", 5)).clientCostPicodollars == nil)
        #expect(try call(double("gen_ai.usage.cost", 0)).clientCostPicodollars == 0)
        let negative = try batch(join(chat, double("gen_ai.usage.cost", -1)))
        #expect(negative.calls[0].clientCostPicodollars == nil)
        #expect(negative.counts.badNumbers == 1)
    }

    @Test("reads how a call failed from status, error type, exception and message")
    func failures() throws {
        let type = try call(
            text("error.type", "openai.RateLimitError"),
            span: #""status":{"code":2,"message":"Error code: 429 - slow"},"#)
        #expect(type.failed && type.errorType == "RateLimitError" && type.httpStatus == 429)
        #expect(type.content.errorMessage == "Error code: 429 - slow")
        let exception = try call(
            span: #"""
                "events":[{"name":"exception","timeUnixNano":"1","attributes":[{"key":"exception.type","value":{"stringValue":"a.b.Timeout"}},
                {"key":"exception.message","value":{"stringValue":"upstream said 503!"}}]}],
                """#)
        #expect(exception.failed && exception.errorType == "Timeout" && exception.httpStatus == 503)
        let bare = try call(span: #""status":{"code":2},"#)
        #expect(bare.failed && bare.errorType == "error" && bare.httpStatus == nil)
        #expect(try call(span: #""status":{"code":1,"message":"429"},"#).failed == false)
    }

    @Test(
        "finds an HTTP status only where it stands as a word",
        arguments: [
            ("Error code: 429 - x", 429), ("(500)", 500), ("x429", nil), ("4290", nil), ("id_404", nil),
            ("200 then 503", 503), ("é404", nil),
        ] as [(String, Int?)])
    func httpStatus(text: String, status: Int?) {
        #expect(HTTPStatusText.status(in: text) == status)
    }

    @Test("measures the time to the first token in every way that clients report it")
    func firstToken() throws {
        #expect(try call(double("gen_ai.response.time_to_first_chunk", 0.231)).timeToFirstTokenMicroseconds == 231_000)
        #expect(try call(double("ai.response.msToFirstChunk", 231)).timeToFirstTokenMicroseconds == 231_000)
        let event = #""events":[{"name":"gen_ai.content.completion.chunk","timeUnixNano":"1795236000231000000"}],"#
        #expect(try call(span: event).timeToFirstTokenMicroseconds == 231_000)
        let before = #""events":[{"name":"First Token Stream Event","timeUnixNano":"1795235000000000000"}],"#
        #expect(try call(span: before).timeToFirstTokenMicroseconds == nil)
        let server = double("gen_ai.server.time_to_first_token", 0.5)
        #expect(try call(server).timeToFirstTokenMicroseconds == 500_000)
        #expect(
            try call(server, #"{"key":"gen_ai.request.stream","value":{"boolValue":false}}"#)
                .timeToFirstTokenMicroseconds == nil)
    }

    @Test("refuses what is too old, too far ahead or no time, and keeps what can be kept")
    func times() throws {
        func times(_ start: UInt64, _ end: UInt64, _ window: AcceptanceWindow = Sample.window) throws -> NormalisedBatch
        {
            try batch(chat, span: #""startTimeUnixNano":"\#(start)","endTimeUnixNano":"\#(end)","#, window: window)
        }
        let received = UInt64(Sample.received.nanoseconds)
        let day: UInt64 = 86_400_000_000_000
        #expect(try times(received - 91 * day, received).refusals == [.tooOld: 1])
        #expect(try times(received + day + 1, received + day + 2).refusals == [.inFuture: 1])
        #expect(try times(UInt64.max - 1, UInt64.max).refusals == [.badTime: 1])
        #expect(
            try times(received - 91 * day, received, AcceptanceWindow(importedAt: Sample.received)).calls.count == 1)
        let ahead = try times(received + day / 2, received + day / 2)
        #expect(ahead.calls.count == 1)
        #expect(ahead.counts.skew == 1)
        let none = try times(0, 0)
        #expect(none.calls[0].time == Sample.received)
        #expect(none.calls[0].timeAssumed)
        #expect(none.calls[0].latencyMicroseconds == nil)
        let endOnly = try times(0, received)
        #expect(endOnly.calls[0].time == Sample.received)
        #expect(endOnly.calls[0].latencyMicroseconds == nil)
        let backwards = try times(received, received - 5)
        #expect(backwards.calls[0].latencyMicroseconds == nil)
        #expect(backwards.counts.clockBackwards == 1)
        let unfinished = try times(received, 0)
        #expect(unfinished.calls.isEmpty && unfinished.refused == 0)
        #expect(unfinished.counts.unfinished == 1)
    }

    @Test("slices by what says so, by the installation's keys, and never by persons")
    func slices() throws {
        let call = try call(
            text("tiltmeter.slice.language", "es"), text("tiltmeter.segment.tier", "gold"),
            text("tiltmeter.slice.user_id", "u"),
            text("metadata.topic", "billing"), text("metadata", #"{\"region\":\"eu\",\"n\":3,\"list\":[1]}"#),
            text("traceloop.association.properties.Session-ID", "s"), int("ai.telemetry.metadata.n", 5),
            text("acme.tier", "own"), resource: text("acme.tier", "resource"))
        #expect(
            call.attributes == [
                "language": .text("es"), "tier": .text("gold"), "topic": .text("billing"), "region": .text("eu"),
                "n": .integer(3), "acme.tier": .text("own"),
            ])
        #expect(try self.call(resource: text("acme.tier", "resource")).attributes == ["acme.tier": .text("resource")])
    }

    @Test("keeps 64 attributes and counts the rest")
    func manySlices() throws {
        let many = (0..<70).map { int("tiltmeter.slice.k\($0)", $0) }.joined(separator: ",")
        let batch = try batch(join(chat, many))
        #expect(batch.calls[0].attributes.count == 64)
        #expect(batch.counts.droppedKeys == 6)
    }

    @Test("names the system by the call, the workflow, the agent, the resource")
    func systems() throws {
        #expect(try call(text("gen_ai.agent.name", "Agent X"), text("tiltmeter.system", "Own")).system?.text == "own")
        #expect(
            try call(text("gen_ai.agent.name", "Agent X"), text("gen_ai.workflow.name", "Flow")).system?.text == "flow")
        #expect(try call(text("gen_ai.agent.name", "Agent X")).system?.text == "agent-x")
        #expect(try call(resource: text("tiltmeter.system", "Res")).system?.text == "res")
        #expect(try call(resource: text("service.name", "svc")).system == nil)
    }

    @Test("reads tokens, models and persons out of JSON inside attributes")
    func json() throws {
        let call = try call(
            text("langfuse.observation.usage_details", #"{\"input\":10,\"output\":4,\"cache_read_input_tokens\":6}"#),
            text(
                "llm.invocation_parameters",
                #"{\"model\":\"m\",\"temperature\":0.5,\"max_completion_tokens\":9,\"user\":\"u\"}"#))
        #expect(call.tokens.input == 16)
        #expect(call.requestModel == "m")
        #expect(call.parameters == ["temperature": .real(0.5), "max_tokens": .integer(9)])
        #expect(call.user == Sample.hasher.user("u"))
    }

    @Test(
        "reads messages in every shape",
        arguments: [
            (
                #"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"a\"},{\"type\":\"reasoning\",\"content\":\"x\"},{\"type\":\"text\",\"content\":\"b\"}]}]"#,
                ["user: a\nb"]
            ),
            (
                #"[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"tool\",\"content\":\"b\"}]"#,
                ["user: a", "tool: b"]
            ),
            (#"{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}]}"#, ["user: a"]),
            (#"{\"system\":\"s\",\"prompt\":\"p\"}"#, ["system: s", "user: p"]),
            (#"plain text"#, ["user: plain text"]),
            (#"[1,2]"#, ["user: [1,2]"]),
            (#"{\"a\":1}"#, [#"user: {"a":1}"#]),
            (
                #"[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c\",\"response\":{\"t\":1}}]}]"#,
                [#"tool: {"t":1}"#]
            ),
            (#"[not json"#, ["user: [not json"]),
        ])
    func messages(value: String, expected: [String]) throws {
        let input = try call(text("gen_ai.input.messages", value)).content.input
        #expect(input.map { "\($0.role): \($0.text)" } == expected)
    }

    @Test("puts system instructions first, unless the messages have some")
    func instructions() throws {
        let instructions = text("gen_ai.system_instructions", #"[{\"type\":\"text\",\"content\":\"be brief\"}]"#)
        let user = text("gen_ai.input.messages", #"[{\"role\":\"user\",\"content\":\"a\"}]"#)
        let system = text("gen_ai.input.messages", #"[{\"role\":\"system\",\"content\":\"own\"}]"#)
        #expect(try call(instructions, user).content.input.map(\.text) == ["be brief", "a"])
        #expect(try call(instructions, system).content.input.map(\.text) == ["own"])
    }

    @Test("reads predictions with their fields, and gives them the identity that outcomes name")
    func predictions() throws {
        let batch = try batch(
            join(
                text("tiltmeter.system", "churn"), text("tiltmeter.prediction.id", "p-1"),
                text("tiltmeter.prediction.label", "yes"),
                double("tiltmeter.prediction.score", 0.8),
                text("tiltmeter.prediction.probabilities", #"{\"yes\":0.8,\"no\":0.1}"#),
                int("tiltmeter.field.age", 41), double("tiltmeter.feature.tenure", 7.5),
                #"{"key":"tiltmeter.field.none","value":{}}"#,
                #"{"key":"tiltmeter.field.tags","value":{"arrayValue":{"values":[{"stringValue":"a"}]}}}"#,
                text("tiltmeter.model.name", "xgb"), text("tiltmeter.model.version", "3")))
        let call = try #require(batch.calls.first)
        #expect(call.key == CallKey(clientID: "p-1", system: SystemSlug("churn")!))
        #expect(call.kind == .classifier)
        #expect(call.requestModel == "xgb" && call.modelVersion == "3")
        #expect(call.fields == ["age": .integer(41), "tenure": .real(7.5), "none": .null, "tags": .list(["a"])])
        #expect(call.prediction == Prediction(label: "yes", score: 0.8, probabilities: ["yes": 0.8, "no": 0.1]))
        #expect(batch.counts.badProbabilities == 1)
        #expect(try self.batch(double("tiltmeter.prediction.value", 2)).calls[0].kind == .regressor)
        #expect(
            try self.batch(text("tiltmeter.prediction.ranking", #"[\"a\",2]"#)).calls[0].prediction?.ranking == [
                "a", "2",
            ])
        #expect(try self.batch(double("tiltmeter.prediction.score", 2)).counts.badNumbers == 1)
    }

    @Test("shows of context spans only what is safe to show")
    func context() throws {
        let batch = try batch(
            join(
                text("http.request.method", "POST"), text("url.full", "https://x/?key=secret"),
                text("rpc.service", "S"),
                text("db.query.text", "SELECT"), text("db.system.name", "pg")))
        #expect(
            batch.contexts[0].shown == [
                "http.request.method": .text("POST"), "rpc.service": .text("S"), "db.system.name": .text("pg"),
            ])
    }

    @Test("removes NUL from names and keeps it in texts")
    func nul() throws {
        let call = try call(text("gen_ai.request.model", "a\\u0000b"), text("gen_ai.input.messages", "a\\u0000b"))
        #expect(call.requestModel == "ab")
        #expect(call.content.input[0].text == "a\0b")
    }

    @Test("gives each user one key and stores no plain id")
    func persons() throws {
        let one = try call(text("user.id", "user-4711"), text("session.id", "sess-01"))
        let other = try call(text("enduser.id", "user-4711"))
        #expect(one.user == other.user)
        #expect("\(one)".contains("user-4711") == false)
        #expect("\(one)".contains("sess-01") == false)
    }

    @Test("maps finish reasons of spans, messages and answers")
    func finishReasons() throws {
        let list =
            #"{"key":"gen_ai.response.finish_reasons","value":{"arrayValue":{"values":[{"stringValue":"end_turn"},{"stringValue":"MAX_TOKENS"}]}}}"#
        #expect(try call(list).finishReasons == [.stop, .length])
        #expect(try call(text("gen_ai.response.finish_reasons", #"[\"refusal\"]"#)).finishReasons == [.contentFilter])
        #expect(
            try call(
                text(
                    "gen_ai.output.messages",
                    #"[{\"role\":\"assistant\",\"parts\":[],\"finish_reason\":\"tool_call\"}]"#)
            ).finishReasons == [.toolCalls])
        #expect(
            try call(
                text("output.value", #"{\"choices\":[{\"finish_reason\":\"length\",\"message\":{\"content\":\"x\"}}]}"#)
            ).finishReasons == [.length])
        #expect(
            try call(text("output.value", #"{\"object\":\"response\",\"status\":\"incomplete\"}"#)).finishReasons == [
                .length
            ])
    }

    @Test("normalises spans alone: any order gives the same calls")
    func order() throws {
        for name in Capture.names where name.contains("-traces.pb") && !name.hasPrefix("92") {
            let export = try TraceExport(protobuf: Capture.bytes("captures/" + name))
            let whole = Sample.normaliser.normalise(export, in: Sample.window)
            let again = try TraceExport(protobuf: ExportEncoder.protobuf(export))  // one span per envelope
            let apart = Sample.normaliser.normalise(again, in: Sample.window)
            #expect(Set(whole.calls) == Set(apart.calls))
            #expect(Set(whole.contexts) == Set(apart.contexts))
        }
    }
}

@Suite("Limits of text")
struct ContentLimitTests {
    @Test("cut the oldest messages first and keep the instructions and the last question")
    func oldestFirst() {
        var content = CallContent()
        content.input = [Message(role: "system", text: "rules")]
        for number in 0..<20 {
            let text = String(repeating: "x", count: 100) + "\(number)"
            content.input.append(Message(role: number % 2 == 0 ? "user" : "assistant", text: text))
        }
        content.input.append(Message(role: "user", text: "last"))
        content.output = [Message(role: "assistant", text: "answer")]
        content.limit(text: 1_000, total: 500)
        #expect(content.truncated)
        #expect(content.bytes <= 500)
        #expect(content.input.first?.text == "rules")
        #expect(content.input.last?.text == "last")
        #expect(content.input.dropFirst().first?.text.hasSuffix("16") == true)
        #expect(content.outputText == "answer")
    }

    @Test("cut a single text at a whole character")
    func whole() {
        var content = CallContent()
        content.output = [Message(role: "assistant", text: String(repeating: "é", count: 10))]
        content.limit(text: 5, total: 1_000)
        #expect(content.outputText == "éé")
        #expect("😀".cut(toBytes: 3) == "")
        #expect("ab".cut(toBytes: 2) == "ab")
    }

    @Test("hold whatever the texts are", arguments: UInt64(0)..<50)
    func hold(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var content = CallContent()
        func message(_ role: String) -> Message {
            Message(
                role: role, text: String(repeating: "ö", count: Int.random(in: 0...300, using: &random)),
                toolCalls: [
                    ToolCall(
                        id: nil, name: "t",
                        arguments: String(repeating: "a", count: Int.random(in: 0...300, using: &random)))
                ])
        }
        content.input = (0..<Int.random(in: 0...6, using: &random)).map {
            message(["system", "user", "assistant"][$0 % 3])
        }
        content.output = (0..<Int.random(in: 0...3, using: &random)).map { _ in message("assistant") }
        content.documents = [RetrievedDocument(id: "d", score: nil, content: String(repeating: "d", count: 200))]
        let before = content.bytes
        content.limit(text: 256, total: 400)
        #expect(content.bytes <= 400)
        #expect(content.truncated || content.bytes == before)
    }
}
