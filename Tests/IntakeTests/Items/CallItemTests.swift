import Crypto
import Intake
import OTLP
import Telemetry
import Testing

@Suite("An item of /v1/calls")
struct CallItemTests {
    private func read(_ json: String, system: String? = nil) throws -> CallItem {
        try Items.reader(system: system).call(JSONDocument(Array(json.utf8)).root)
    }

    private func error(_ json: String, system: String? = "s") -> ItemError? {
        do {
            _ = try read(json, system: system)
            return nil
        } catch let error as ItemError {
            return error
        } catch {
            return ItemError("", "not JSON")
        }
    }

    @Test("of a language model is read whole")
    func llm() throws {
        let item = try read(
            #"""
            {"system":"support-answers","id":"req-8f1c","time":"2026-11-12T09:41:58.120Z","provider":"openai",
             "model":"gpt-4o-mini","model_answered":"gpt-4o-mini-2024-07-18","fingerprint":"fp_44709d6fcb",
             "prompt":{"name":"answer","version":"42"},
             "input":[{"role":"system","text":"Answer from the documents."},{"role":"user","text":"¿Cómo cambio mi tarjeta?"}],
             "output":"En Ajustes, Facturación.","documents":[{"id":"kb-17","score":0.91}],"finish_reason":"stop",
             "tokens":{"input":412,"output":58,"cache_read":256},"latency_ms":1380,"ttft_ms":231,
             "user":"user-4711","session":"s-09","attributes":{"language":"es","topic":"billing","tier":"gold"},"version":"5.19"}
            """#)
        let call = item.call
        #expect(item.warnings.isEmpty)
        #expect(call.key == CallKey(clientID: "req-8f1c", system: SystemSlug("support-answers")!))
        #expect(call.system?.text == "support-answers")
        #expect(call.kind == .llm)
        #expect(call.operation == "chat")
        #expect(call.time.rfc3339 == "2026-11-12T09:41:58.120Z")
        #expect(call.timeAssumed == false)
        #expect(call.provider == "openai")
        #expect(call.model == "gpt-4o-mini-2024-07-18")
        #expect(call.prompt?.text == "answer@42")
        #expect(call.content.input.map(\.role) == ["system", "user"])
        #expect(call.content.inputText == "¿Cómo cambio mi tarjeta?")
        #expect(call.content.outputText == "En Ajustes, Facturación.")
        #expect(call.content.documents == [RetrievedDocument(id: "kb-17", score: 0.91, content: nil)])
        #expect(call.finishReasons == [.stop])
        #expect(call.tokens.input == 412)
        #expect(call.tokens.cacheRead == 256)
        #expect(call.latencyMicroseconds == 1_380_000)
        #expect(call.timeToFirstTokenMicroseconds == 231_000)
        #expect(call.user == Items.hasher.user("user-4711"))
        #expect(call.session == Items.hasher.session("s-09"))
        #expect(call.attributes == ["language": .text("es"), "topic": .text("billing"), "tier": .text("gold")])
        #expect(call.serviceVersion == "5.19")
        #expect(call.failed == false)
    }

    @Test("of a classic model is read whole")
    func classic() throws {
        let item = try read(
            #"""
            {"system":"fraud-scoring","id":"txn-90114","time":"2026-11-12T09:41:58Z","model":"fraud-xgb",
             "model_version":"2026-10-01","version":"2.7.1",
             "fields":{"amount":41.5,"country":"SE","age_days":null,"channel":"app","tags":["a","b"]},
             "attributes":{"segment":"new"},
             "prediction":{"label":"legit","score":0.93,"probabilities":{"legit":0.93,"fraud":0.07}},"latency_ms":12}
            """#)
        #expect(item.call.kind == .classifier)
        #expect(item.call.modelVersion == "2026-10-01")
        #expect(
            item.call.fields == [
                "amount": .real(41.5), "country": .text("SE"), "age_days": .null, "channel": .text("app"),
                "tags": .list(["a", "b"]),
            ])
        #expect(
            item.call.prediction
                == Prediction(label: "legit", score: 0.93, probabilities: ["legit": 0.93, "fraud": 0.07]))
    }

    @Test(
        "has the kind that its prediction shows",
        arguments: [
            (#"{"label":true}"#, CallKind.classifier), (#"{"probabilities":{"a":1}}"#, .classifier),
            (#"{"value":2.5}"#, .regressor),
            (#"{"ranking":["a","b"]}"#, .ranker), (#"{"score":0.5}"#, .classifier),
        ])
    func kinds(prediction: String, kind: CallKind) throws {
        #expect(try read(#"{"system":"s","prediction":\#(prediction)}"#).call.kind == kind)
    }

    @Test("takes its system from the query when it names none, its own first")
    func system() throws {
        #expect(try read(#"{"id":"1"}"#, system: "From Query").call.system?.text == "from-query")
        #expect(try read(#"{"id":"1","system":"Own"}"#, system: "query").call.system?.text == "own")
        #expect(error(#"{"id":"1"}"#, system: nil) == ItemError("/system", "is required"))
        #expect(error(#"{"system":"!!"}"#) == ItemError("/system", "must have letters or digits"))
    }

    @Test("has the same key whenever it is sent again")
    func keys() throws {
        let trace = #""trace_id":"428de6ef764f67baf7d5b632b6d10929","span_id":"5555c5769bd0c186""#
        let span = try read(#"{"system":"s",\#(trace)}"#).call
        #expect(span.key == CallKey(trace: span.traceID!, span: span.spanID!))
        #expect(
            try read(#"{"system":"s","id":"a",\#(trace)}"#).call.key == CallKey(clientID: "a", system: SystemSlug("s")!)
        )
        let timed = #"{"system":"s","time":1795000000,"input":"x"}"#
        #expect(try read(timed).call.key == read(timed).call.key)
        #expect(try read(timed).warnings.isEmpty)
        #expect(try read(timed).call.key != read(#"{"system":"s","time":1795000000,"input":"y"}"#).call.key)
        #expect(try read(timed).call.key != read(#"{"system":"t","time":1795000000,"input":"x"}"#).call.key)
    }

    @Test("without id and time warns that a retry would be a second call")
    func anonymous() throws {
        let item = try read(#"{"system":"s","input":"x"}"#)
        #expect(item.warnings == [ItemWarning("", "has neither id nor time: a retry would be a second call")])
        #expect(item.call.timeAssumed)
        #expect(item.call.time == Items.received)
        let later = ItemReader(
            hasher: Items.hasher, window: AcceptanceWindow(importedAt: Items.received.advanced(bySeconds: 1)),
            system: SystemSlug("s"))
        let retry = try later.call(JSONDocument(Array(#"{"system":"s","input":"x"}"#.utf8)).root)
        #expect(retry.call.key != item.call.key)
    }

    @Test(
        "takes times in every usual form",
        arguments: [
            #""2026-11-12T09:41:58Z""#, #""2026-11-12T10:41:58+01:00""#, "1794476518", "1794476518.0", "1794476518000",
            "1794476518000000",
            "1794476518000000000",
        ])
    func times(time: String) throws {
        #expect(try read(#"{"system":"s","time":\#(time)}"#).call.time.rfc3339 == "2026-11-12T09:41:58Z")
    }

    @Test(
        "takes a usage object as OpenAI and Anthropic write it",
        arguments: [
            (
                #"{"prompt_tokens":57,"completion_tokens":17,"total_tokens":74,"prompt_tokens_details":{"cached_tokens":32,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":5}}"#,
                [57, 17, 32, nil, 5]
            ),
            (
                #"{"input_tokens":57,"output_tokens":17,"input_tokens_details":{"cached_tokens":32},"output_tokens_details":{"reasoning_tokens":5}}"#,
                [57, 17, 32, nil, 5]
            ),
            (
                #"{"input_tokens":10,"output_tokens":17,"cache_read_input_tokens":32,"cache_creation_input_tokens":8,"cache_creation":{"ephemeral_5m_input_tokens":8,"ephemeral_1h_input_tokens":0}}"#,
                [50, 17, 32, 8, nil]
            ),
            (
                #"{"input_tokens":100,"output_tokens":17,"cache_read_input_tokens":32,"cache_creation_input_tokens":0}"#,
                [132, 17, 32, 0, nil]
            ),
        ] as [(String, [Int64?])])
    func usage(usage: String, expected: [Int64?]) throws {
        let tokens = try read(#"{"system":"s","usage":\#(usage)}"#).call.tokens
        #expect([tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite, tokens.reasoning] == expected)
    }

    @Test("takes messages as OpenAI writes them")
    func messages() throws {
        let call = try read(
            #"""
            {"system":"s","input":[{"role":"user","content":[{"type":"text","text":"Weather"},{"type":"image_url","image_url":{}},
            {"type":"text","text":"in Paris?"}]}],
            "output":[{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}}]}]}
            """#
        ).call
        #expect(call.content.inputText == "Weather\nin Paris?")
        #expect(call.content.toolCalls == [ToolCall(id: "c1", name: "get_weather", arguments: #"{"city":"Paris"}"#)])
    }

    @Test("adds tool calls of its own to the output")
    func toolCalls() throws {
        let call = try read(#"{"system":"s","tool_calls":[{"id":"1","name":"find","arguments":{"q":1}}]}"#).call
        #expect(
            call.content.output == [
                Message(
                    role: "assistant", text: "", toolCalls: [ToolCall(id: "1", name: "find", arguments: #"{"q":1}"#)])
            ])
    }

    @Test("is failed when it has an error, or says so")
    func errors() throws {
        let text = try read(#"{"system":"s","error":"HTTP 429: slow down"}"#).call
        #expect(text.failed && text.errorType == "error" && text.httpStatus == 429)
        #expect(text.content.errorMessage == "HTTP 429: slow down")
        let object = try read(
            #"{"system":"s","error":{"type":"openai.RateLimitError","http_status":429,"message":"no"}}"#
        ).call
        #expect(object.failed && object.errorType == "RateLimitError" && object.httpStatus == 429)
        #expect(try read(#"{"system":"s","status":"error"}"#).call.failed)
        let ok = try read(#"{"system":"s","id":"1","status":"ok","error":"x"}"#)
        #expect(ok.call.failed == false)
        #expect(ok.warnings == [ItemWarning("/status", "is ok although error is set; status counts")])
    }

    @Test("brings outcomes about itself")
    func outcomes() throws {
        let item = try read(#"{"system":"s","id":"1","outcomes":[{"kind":"feedback","name":"thumbs","value":true}]}"#)
        #expect(item.outcomes.map(\.target) == [.call(item.call.key)])
        #expect(
            error(#"{"id":"1","outcomes":[{"kind":"feedback","name":"thumbs"}]}"#)
                == ItemError("/outcomes/0/value", "is required, or label, or text"))
    }

    @Test("keeps what it knows and warns about what it does not")
    func unknown() throws {
        let item = try read(
            #"{"system":"s","id":"1","latncy_ms":5,"tokens":{"inputs":4,"output":2},"attributes":{"user_id":"u","a/b":"c"}}"#
        )
        #expect(
            item.warnings == [
                ItemWarning("/latncy_ms", "is not known and was not stored"),
                ItemWarning("/tokens/inputs", "is not known and was not stored"),
                ItemWarning("/attributes/user_id", "names a person or a request and was not stored"),
            ])
        #expect(item.call.attributes == ["a/b": .text("c")])
    }

    @Test("takes null for absent")
    func null() throws {
        let item = try read(#"{"system":"s","id":"1","model":null,"tokens":null,"error":null,"prediction":null}"#)
        #expect(item.warnings.isEmpty)
        #expect(item.call.failed == false)
    }

    @Test(
        "is refused with the place and the reason",
        arguments: [
            (#"[1]"#, "", "the item must be an object"),
            (#"{"latency_ms":-1}"#, "/latency_ms", "must be >= 0"),
            (#"{"latency_ms":"1"}"#, "/latency_ms", "must be a number"),
            (#"{"tokens":{"input":-4}}"#, "/tokens/input", "must be >= 0"),
            (#"{"tokens":{"input":1.5}}"#, "/tokens/input", "must be a whole number"),
            (#"{"tokens":5}"#, "/tokens", "must be an object"),
            (#"{"usage":{"prompt_tokens":"x"}}"#, "/usage/prompt_tokens", "must be a whole number"),
            (#"{"id":"a b"}"#, "/id", "must have 1 to 128 of A-Z a-z 0-9 . _ : -"),
            (#"{"id":""}"#, "/id", "must have 1 to 128 of A-Z a-z 0-9 . _ : -"),
            (
                #"{"trace_id":"00000000000000000000000000000000"}"#, "/trace_id",
                "must be 32 hexadecimal digits, not all zero"
            ),
            (#"{"span_id":"12"}"#, "/span_id", "must be 16 hexadecimal digits, not all zero"),
            (#"{"time":"yesterday"}"#, "/time", "must be a time as in RFC 3339, or Unix time as a number"),
            (#"{"time":"2020-01-01"}"#, "/time", "is older than the retention of calls"),
            (#"{"time":"2026-11-23T00:00:00Z"}"#, "/time", "is more than 24 hours in the future"),
            (#"{"kind":"magic"}"#, "/kind", "must be one of llm, embedding, classifier, regressor, ranker"),
            (#"{"kind":"ranker"}"#, "/prediction", "is required for a ranker"),
            (#"{"prediction":{}}"#, "/prediction", "must have a label, score, value, probabilities or ranking"),
            (#"{"prediction":{"score":1.2}}"#, "/prediction/score", "must be <= 1"),
            (#"{"prediction":{"probabilities":{"a/b":2}}}"#, "/prediction/probabilities/a~1b", "must be <= 1"),
            (#"{"status":"fine"}"#, "/status", "must be one of ok, error"),
            (#"{"error":{"http_status":42}}"#, "/error/http_status", "must be 100 to 599"),
            (#"{"cost_usd":-0.1}"#, "/cost_usd", "must be >= 0"),
            (#"{"input":5}"#, "/input", "must be a text or a list of messages"),
            (#"{"input":[5]}"#, "/input/0", "must be a message"),
            (#"{"documents":[5]}"#, "/documents/0", "must be an object"),
            (#"{"tool_calls":[{"id":"x"}]}"#, "/tool_calls/0/name", "is required"),
            (#"{"attributes":{"a":[1]}}"#, "/attributes/a", "must be a text, a number, true or false"),
            (#"{"prompt":{"version":"1"}}"#, "/prompt/name", "is required"),
        ])
    func refused(json: String, pointer: String, detail: String) {
        #expect(error(json) == ItemError(pointer, detail))
    }

    @Test("is refused beyond its limits")
    func limits() {
        let long = String(repeating: "x", count: 129)
        #expect(error(#"{"model":"\#(long)"}"#) == ItemError("/model", "must have at most 128 characters"))
        let attributes = (0..<65).map { #""k\#($0)":1"# }.joined(separator: ",")
        #expect(error("{\"attributes\":{\(attributes)}}") == ItemError("/attributes", "must have at most 64 members"))
        let documents = (0..<51).map { _ in "{}" }.joined(separator: ",")
        #expect(error("{\"documents\":[\(documents)]}") == ItemError("/documents", "must have at most 50 elements"))
    }

    @Test("keeps one MiB of text and says when it cut")
    func longTexts() throws {
        let long = String(repeating: "a", count: 300_000)
        let item = try read(#"{"system":"s","id":"1","input":"\#(long)"}"#)
        #expect(item.call.content.input[0].text.utf8.count == 262_144)
        #expect(item.call.content.truncated)
        #expect(item.warnings == [ItemWarning("", "its texts were cut to the limits")])
    }

    @Test("says in one sentence what is wrong")
    func sentence() {
        #expect(ItemError("/tokens/input", "must be >= 0").message == "tokens.input must be >= 0")
        #expect(ItemError("", "the item must be an object").message == "the item must be an object")
    }
}

enum Items {
    static let hasher = IdentityHasher(key: SymmetricKey(data: [UInt8](repeating: 9, count: 32)))
    static let received = Timestamp(rfc3339: "2026-11-21T12:00:00Z")!

    static func reader(system: String? = nil) -> ItemReader {
        ItemReader(
            hasher: hasher,
            window: AcceptanceWindow(received: received, oldest: received.advanced(bySeconds: -90 * 86_400)),
            system: system.flatMap { SystemSlug($0) })
    }
}
