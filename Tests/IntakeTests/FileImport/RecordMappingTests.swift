import Foundation
import Intake
import Telemetry
import Testing

@Suite("A mapped record")
struct RecordMappingTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    private func item(_ text: String, map: String) async throws -> String {
        let items = try await mappedItems(files.write(text), options: .of(system: "s", map: map))
        return items.first ?? ""
    }

    private func part(_ name: String, _ text: String, map: String) async throws -> String? {
        try await member(name, of: item(text, map: map))
    }

    @Test("becomes an item of our own API")
    func item() async throws {
        let found = try await item(
            "when;who;q;a;sec;usd;in;ok\n02.07.2023 21:28;u1;Why is it so?;Because;1,5;0,02;12;ja\n",
            map: "time=when,user=who,input=q,output=a,latency_s=sec,cost_usd=usd,tokens.input=in,attributes.ok=ok")
        #expect(
            found
                == #"{"attributes":{"ok":"ja"},"cost_usd":0.02,"input":"Why is it so?","latency_ms":1500,"output":"Because","#
                + #""time":"2023-07-02T21:28:00Z","tokens":{"input":12},"user":"u1"}"#)
    }

    @Test("keeps truths, whole numbers, codes and words apart")
    func typing() async throws {
        let found = try await part(
            "attributes", "t,n,r,zip,w\ntrue,7,1.5,00123,7b\nfalse,8,NA,00124,\n",
            map: "attributes.t=t,attributes.n=n,attributes.r=r,attributes.zip=zip,attributes.w=w")
        #expect(found == #"{"n":7,"r":1.5,"t":true,"w":"7b","zip":"00123"}"#)
    }

    @Test("writes empty input columns as null, because their share is watched")
    func nulls() async throws {
        let items = try await mappedItems(
            files.write("a,p\nx,1\n,2\n"), options: .of(system: "s", map: "fields.a=a,prediction.value=p"))
        #expect(
            items == [
                #"{"fields":{"a":"x"},"prediction":{"value":1}}"#, #"{"fields":{"a":null},"prediction":{"value":2}}"#,
            ])
    }

    @Test("takes a part of a column by an expression: its first group, else its match")
    func expressions() async throws {
        let text = "m\ngpt-4-0314\n"
        #expect(try await part("system", text, map: "system=m~^(gpt-\\d)") == #""gpt-4""#)
        #expect(try await part("system", text, map: "system=m~gpt-\\d") == #""gpt-4""#)
        #expect(try await part("system", text, map: "system=m~claude") == nil)
    }

    @Test("turns correctness into a truth, ratings into numbers, words into labels")
    func outcomes() async throws {
        let found = try await part(
            "outcomes", "c,r,w,t\n1,4.5,good,yes I would\n0,3,bad,no\n",
            map: "score:correct=c,feedback:rating[1..5 high]=r,score:tone=w,score:would=t~^yes")
        #expect(
            found
                == #"[{"kind":"score","name":"correct","value":true},"#
                + #"{"better":"high","kind":"feedback","name":"rating","range":[1,5],"value":4.5},"#
                + #"{"kind":"score","label":"good","name":"tone"},{"kind":"score","name":"would","value":true}]"#)
    }

    @Test("turns a list of judgements into the share that matches")
    func shares() async throws {
        let line =
            #"{"text":"x y","claims":[{"label":"Neutral"},{"label":"Entailment"},{"label":"Contradiction"},{"label":"Entailment"}]}"#
        let map = "score:hallucinated=claims[].label~Neutral|Contradiction,output=text"
        #expect(try await part("outcomes", line, map: map) == #"[{"kind":"score","name":"hallucinated","value":0.5}]"#)
    }

    @Test("compares a class with its truth as text and a quantity as number")
    func labels() async throws {
        let classes = try await item("p,y\n1.0,1\n0.0,0\n", map: "prediction.label=p,label=y")
        #expect(
            classes == #"{"outcomes":[{"kind":"label","label":"1","name":"label"}],"prediction":{"label":"1"}}"#)
        let values = try await item("p,y\n1.25,1.5\n", map: "prediction.value=p,label=y")
        #expect(
            values == #"{"outcomes":[{"kind":"label","name":"label","value":1.5}],"prediction":{"value":1.25}}"#)
    }

    @Test(
        "is an error by its status, its code or its message",
        arguments: [
            ("status=v", "ok", #"{"status":"ok"}"#), ("status=v", "200", #"{"status":"ok"}"#),
            ("status=v", "timeout", #"{"error":{"type":"timeout"},"status":"error"}"#),
            ("status=v", "503", #"{"error":{"http_status":503},"status":"error"}"#), ("error=v", "0", "{}"),
            ("error=v", "-100.0", #"{"error":{"type":"-100.0"},"status":"error"}"#),
            ("error=v", "it broke", #"{"error":{"message":"it broke"},"status":"error"}"#),
            ("failed=v", "true", #"{"status":"error"}"#), ("failed=v", "false", #"{"status":"ok"}"#),
        ])
    func errors(map: String, value: String, expected: String) async throws {
        #expect(try await item("v,x\n\(value),1\n", map: map) == expected)
    }

    @Test("splits a conversation into what was asked and what was answered")
    func messages() async throws {
        let line =
            #"{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}"#
        #expect(
            try await item(line, map: "messages=messages")
                == #"{"input":[{"content":"Be kind.","role":"system"},{"content":"Hi","role":"user"}],"#
                + #""output":[{"content":"Hello","role":"assistant"}]}"#)
    }

    @Test("of a file of truths becomes outcomes of calls that came otherwise")
    func lateOutcomes() async throws {
        #expect(
            try await item("id,y\n5832,0\n", map: "call_id=id,label=y")
                == #"{"call_id":"5832","item":"outcome","kind":"label","label":"0","name":"label"}"#)
    }

    @Test("with a value that cannot be what it is taken for is refused alone, with the column that is to blame")
    func refused() async throws {
        let path = try files.write("t,l\n2026-01-01,5\nsoon,5\n2026-01-03,fast\n")
        let plan = try await plan([path], .of(system: "s", map: "time=t,latency_ms=l"))
        #expect(plan.refused == 1)
        #expect(plan.refusals.map(\.detail) == ["“soon” in t is no time."])
        #expect(plan.refusals.map(\.line) == [3])
        let sequence = try RecordSequence(plan, folder: files.path)
        var details: [String] = []
        while let step = try sequence.next() {
            guard case .record(let element) = step else { continue }
            do { _ = try sequence.items(element) } catch { details.append(error.detail) }
        }
        #expect(details == ["latency_ms: “fast” in l is no number."])
    }

    @Test(
        "reads times in many forms",
        arguments: [
            ("2026-11-12T09:41:58.120Z", "2026-11-12T09:41:58.120Z"),
            ("2023-11-16 18:17:03.9799600", "2023-11-16T18:17:03.979960Z"),
            ("2019-11-24 00:03:24.688993+00:00", "2019-11-24T00:03:24.688993Z"), ("1700000000", "2023-11-14T22:13:20Z"),
            ("1700000000123", "2023-11-14T22:13:20.123Z"), ("1700000000.5", "2023-11-14T22:13:20.500Z"),
            ("20230702", "2023-07-02T00:00:00Z"), ("2018-04", "2018-04-01T00:00:00Z"),
            ("2023/7/2 9:05", "2023-07-02T09:05:00Z"), ("2023-07-02 21:28:40 UTC", "2023-07-02T21:28:40Z"),
            ("2023-07-02T21:28:40+0200", "2023-07-02T19:28:40Z"),
            ("Sun, 02 Jul 2023 21:28:40 GMT", "2023-07-02T21:28:40Z"), ("Jul 2, 2023 9:28 PM", "2023-07-02T21:28:00Z"),
            ("2.7.2023 21:28", "2023-07-02T21:28:00Z"), ("07/24/2023, 21:00:49", "2023-07-24T21:00:49Z"),
            ("07/24/2023 12:05 AM", "2023-07-24T00:05:00Z"),
        ])
    func times(text: String, expected: String) async throws {
        #expect(try await part("time", "t|x\n\(text)|1\n", map: "time=t") == "\"\(expected)\"")
    }

    @Test("reads days before months where it is told or shown so")
    func dayFirst() async throws {
        #expect(try await part("time", "t,x\n03/04/2023,1\n", map: "time_dmy=t") == #""2023-04-03T00:00:00Z""#)
        #expect(try await part("time", "t,x\n03/04/2023,1\n", map: "time=t") == #""2023-03-04T00:00:00Z""#)
        #expect(
            try await part("time", "date,x\n03/04/2023,1\n24/04/2023,1\n", map: "auto") == #""2023-04-03T00:00:00Z""#)
    }
}
