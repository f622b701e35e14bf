import Intake
import OTLP
import Telemetry
import Testing

@Suite("An item of /v1/outcomes")
struct OutcomeItemTests {
    private func read(_ json: String, system: String? = nil) throws -> OutcomeItem {
        try Items.reader(system: system).outcome(JSONDocument(Array(json.utf8)).root)
    }

    private func error(_ json: String) -> ItemError? {
        do {
            _ = try read(json)
            return nil
        } catch let error as ItemError {
            return error
        } catch {
            return ItemError("", "not JSON")
        }
    }

    @Test("about a call is read whole")
    func feedback() throws {
        let outcome = try read(
            #"{"call_id":"req-8f1c","system":"support-answers","kind":"feedback","name":"thumbs","value":false,"time":"2026-11-12T09:43:10Z"}"#
        ).outcome
        #expect(outcome.target == .call(CallKey(clientID: "req-8f1c", system: SystemSlug("support-answers")!)))
        #expect(outcome.kind == .feedback)
        #expect(outcome.value == .boolean(false))
        #expect(outcome.rater == Rater(.user))
        #expect(outcome.time.rfc3339 == "2026-11-12T09:43:10Z")
        #expect(outcome.sampled == 1)
    }

    @Test("that is a label needs no name and may have a date only")
    func label() throws {
        let outcome = try read(
            #"{"call_id":"t","system":"f","kind":"label","label":"fraud","rater":{"kind":"person","name":"chargeback-desk"},"time":"2026-11-20"}"#
        ).outcome
        #expect(outcome.name == "label")
        #expect(outcome.label == "fraud")
        #expect(outcome.rater == Rater(.person, name: "chargeback-desk"))
        #expect(outcome.time.rfc3339 == "2026-11-20T00:00:00Z")
        #expect(try read(#"{"call_id":"t","system":"f","kind":"label","label":true}"#).outcome.label == "true")
    }

    @Test("that is a score carries scale, direction, rater and the chance of being chosen")
    func score() throws {
        let outcome = try read(
            #"{"trace_id":"428de6ef764f67baf7d5b632b6d10929","span_id":"5555c5769bd0c186","kind":"score","name":"relevance","value":0.92,"range":[0,1],"better":"high","rater":{"kind":"judge","name":"rel","version":"3"},"rationale":"on topic","sampled":0.25}"#
        ).outcome
        #expect(
            outcome.target == .span(TraceID(hex: "428de6ef764f67baf7d5b632b6d10929")!, SpanID(hex: "5555c5769bd0c186")!)
        )
        #expect(outcome.range == 0...1)
        #expect(outcome.better == .high)
        #expect(outcome.rater == Rater(.judge, name: "rel", version: "3"))
        #expect(outcome.rationale == "on topic")
        #expect(outcome.sampled == 0.25)
    }

    @Test("may be about a trace, an answer or a session, and be worth money")
    func targets() throws {
        let business = try read(
            #"{"session":"s-09","kind":"business","name":"resolved","value":true,"amount_usd":14.2}"#
        ).outcome
        #expect(business.target == .session(Items.hasher.session("s-09")))
        #expect(business.amountPicodollars == 14_200_000_000_000)
        #expect(
            try read(#"{"trace_id":"428de6ef764f67baf7d5b632b6d10929","kind":"score","name":"a","value":1}"#).outcome
                .target
                == .trace(TraceID(hex: "428de6ef764f67baf7d5b632b6d10929")!))
        #expect(
            try read(#"{"response_id":"r1","system":"s","kind":"score","name":"a","value":1}"#).outcome.target
                == .response("r1", system: SystemSlug("s"), trace: nil))
    }

    @Test(
        "has the rater that its kind suggests",
        arguments: zip(Outcome.Kind.allCases, [Rater.Kind.user, .person, .check, .user]))
    func raters(kind: Outcome.Kind, rater: Rater.Kind) throws {
        let outcome = try read(#"{"session":"s","kind":"\#(kind.rawValue)","name":"x","value":1}"#).outcome
        #expect(outcome.rater.kind == rater)
    }

    @Test("has the same key whenever it is sent again, and another when it says something else")
    func keys() throws {
        func key(_ rest: String) throws -> CallKey {
            try read(#"{"session":"s","kind":"feedback","name":"thumbs",\#(rest)}"#).outcome.key
        }
        #expect(try key(#""value":true"#) == key(#""value":true"#))
        #expect(try key(#""value":true"#) != key(#""value":false"#))
        #expect(try key(#""value":1"#) != key(#""value":"1""#))
        #expect(try key(#""value":true,"time":1795000000"#) != key(#""value":true,"time":1795000001"#))
        #expect(try key(#""value":true,"id":"a""#) == key(#""value":false,"id":"a""#))
        #expect(
            try read(#"{"session":"s","kind":"feedback","name":"t","value":1,"supersedes":"a"}"#).outcome.supersedes
                == OutcomeIdentity.key(clientID: "a"))
    }

    @Test("cuts long texts and says so")
    func cuts() throws {
        let long = String(repeating: "é", count: 40_000)
        let item = try read(#"{"session":"s","kind":"feedback","name":"comment","text":"\#(long)"}"#)
        #expect(item.outcome.text?.utf8.count == 65_536)
        #expect(item.warnings == [ItemWarning("/text", "was cut to 65536 bytes")])
    }

    @Test(
        "is refused with the place and the reason",
        arguments: [
            (#"5"#, "", "must be an object"),
            (#"{"session":"s","name":"x","value":1}"#, "/kind", "must be one of feedback, label, score, business"),
            (#"{"session":"s","kind":"score","value":1}"#, "/name", "is required"),
            (#"{"session":"s","kind":"score","name":"--","value":1}"#, "/name", "must have letters or digits"),
            (#"{"session":"s","kind":"score","name":"x"}"#, "/value", "is required, or label, or text"),
            (#"{"kind":"score","name":"x","value":1}"#, "/call_id", "is required, or trace_id, response_id or session"),
            (#"{"call_id":"a","kind":"score","name":"x","value":1}"#, "/system", "is required with call_id"),
            (
                #"{"span_id":"5555c5769bd0c186","kind":"score","name":"x","value":1}"#, "/trace_id",
                "is required with span_id"
            ),
            (
                #"{"session":"s","kind":"score","name":"x","value":[1]}"#, "/value",
                "must be a number, true, false or a text"
            ),
            (#"{"session":"s","kind":"score","name":"x","value":2,"range":[0,1]}"#, "/value", "must be in the range"),
            (
                #"{"session":"s","kind":"score","name":"x","value":2,"range":[1,1]}"#, "/range",
                "must be [low, high] with low < high"
            ),
            (#"{"session":"s","kind":"score","name":"x","value":2,"range":[1]}"#, "/range", "must be [low, high]"),
            (
                #"{"session":"s","kind":"score","name":"x","value":2,"better":"up"}"#, "/better",
                "must be one of high, low"
            ),
            (#"{"session":"s","kind":"score","name":"x","value":2,"rater":{}}"#, "/rater/kind", "is required"),
            (#"{"session":"s","kind":"score","name":"x","value":2,"sampled":0}"#, "/sampled", "must be > 0"),
            (#"{"session":"s","kind":"score","name":"x","value":2,"sampled":1.5}"#, "/sampled", "must be <= 1"),
        ])
    func refused(json: String, pointer: String, detail: String) {
        #expect(error(json) == ItemError(pointer, detail))
    }
}

@Suite("An item of /v1/changes")
struct ChangeItemTests {
    private func read(_ json: String) throws -> ChangeItem {
        try Items.reader().change(JSONDocument(Array(json.utf8)).root)
    }

    @Test("is read whole")
    func whole() throws {
        let item = try read(
            #"{"kind":"prompt","title":"Reply prompt v41 → v42","systems":["Support Answers"],"ref":"9c1e2a7","from":"41","to":"42","author":"mara","time":"2026-11-06T10:12:00Z","until":"2026-11-07T00:00:00Z","url":"https://git.example.com/c/9c1e2a7","detail":"+ please","extra":1}"#
        )
        let change = item.change
        #expect(change.kind == .prompt)
        #expect(change.title == "Reply prompt v41 → v42")
        #expect(change.systems.map(\.text) == ["support-answers"])
        #expect([change.ref, change.from, change.to, change.author] == ["9c1e2a7", "41", "42", "mara"])
        #expect(change.time.rfc3339 == "2026-11-06T10:12:00Z")
        #expect(change.until?.rfc3339 == "2026-11-07T00:00:00Z")
        #expect(change.url == "https://git.example.com/c/9c1e2a7")
        #expect(change.detail == "+ please")
        #expect(change.found == false)
        #expect(item.warnings == [ItemWarning("/extra", "is not known and was not stored")])
    }

    @Test("is about all systems unless it names some, and now unless it says when")
    func defaults() throws {
        let change = try read(#"{"kind":"deploy","title":"x","systems":["*"]}"#).change
        #expect(change.systems.isEmpty)
        #expect(change.time == Items.received)
        #expect(try read(#"{"kind":"deploy","title":"x"}"#).change.key == change.key)
        #expect(try read(#"{"kind":"deploy","title":"x","id":"1"}"#).change.key != change.key)
    }

    @Test(
        "is refused with the place and the reason",
        arguments: [
            (
                #"{"title":"x"}"#, "/kind",
                "must be one of deploy, prompt, model, index, data, price, flag, provider, judge, traffic, other"
            ),
            (#"{"kind":"deploy"}"#, "/title", "is required"),
            (#"{"kind":"deploy","title":"x","url":"javascript:alert(1)"}"#, "/url", "must be an http or https address"),
            (
                #"{"kind":"deploy","title":"x","time":1795000000,"until":1790000000}"#, "/until",
                "must not be before time"
            ),
            (#"{"kind":"deploy","title":"x","systems":["?"]}"#, "/systems/0", "must have letters or digits"),
        ])
    func refused(json: String, pointer: String, detail: String) {
        #expect(throws: ItemError(pointer, detail)) { try read(json) }
    }
}

@Suite("The body of our JSON requests")
struct ItemBodyTests {
    @Test(
        "is told by its type, or by its first character where clients send none of their own",
        arguments: [
            ("application/json", "{}", .single), ("application/json; charset=utf-8", " [1]", .array),
            ("application/x-ndjson", "{}", .lines), ("application/jsonl", "", .lines), (nil, "{}", .single),
            ("application/x-www-form-urlencoded", "\n[", .array), ("text/plain", "{", .single),
            ("text/plain", "a=b", nil),
            ("text/html", "{}", nil), ("application/json", "nonsense", .single),
        ] as [(String?, String, ItemBody.Form?)])
    func form(type: String?, body: String, form: ItemBody.Form?) {
        #expect(ItemBody.form(contentType: type, body: Array(body.utf8)) == form)
    }

    @Test("gives its items with their places")
    func items() throws {
        let array = try ItemBody(Array(#"[{"a":1},2]"#.utf8), form: .array)
        #expect(array.map(\.index) == [0, 1])
        #expect(array.map(\.line) == [nil, nil])
        let lines = try ItemBody(Array("{}\n\n{\n{}".utf8), form: .lines)
        #expect(lines.map(\.index) == [0, 1, 2])
        #expect(lines.map(\.line) == [1, 3, 4])
        #expect(lines.map { (try? $0.value.get()) != nil } == [true, false, true])
        let single = try ItemBody(Array("{}".utf8), form: .single)
        #expect(single.map(\.index) == [0])
        #expect(throws: JSONError(.malformed)) { try ItemBody(Array("[{]".utf8), form: .array) }
    }
}
