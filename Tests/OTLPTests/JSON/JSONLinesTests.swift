import OTLP
import Testing

@Suite("JSON lines")
struct JSONLinesTests {
    @Test("are read one by one, with their numbers, empty ones skipped")
    func lines() {
        let lines = Array(JSONLines(Array("{\"a\":1}\r\n\n  \n{\"a\":2}\n[3]".utf8)))
        #expect(lines.map(\.number) == [1, 4, 5])
        #expect(lines.map { try? $0.value.get().kind } == [.object, .object, .array])
    }

    @Test("spoil only themselves")
    func spoiled() {
        let lines = Array(JSONLines(Array("{\"a\":1}\n{\"a\":\n{\"a\":3}\n".utf8)))
        #expect(lines.count == 3)
        #expect(throws: JSONError(.malformed)) { try lines[1].value.get() }
        #expect((try? lines[2].value.get()["a"]?.integer) == 3)
    }

    @Test("say where they lie")
    func ranges() {
        let body = Array("[1]\n[22]\n".utf8)
        #expect(JSONLines(body).map { String(decoding: body[$0.bytes], as: UTF8.self) } == ["[1]", "[22]"])
    }

    @Test("of an empty body are none")
    func empty() {
        #expect(Array(JSONLines([])).isEmpty)
        #expect(Array(JSONLines(Array("\n\r\n ".utf8))).isEmpty)
    }
}
