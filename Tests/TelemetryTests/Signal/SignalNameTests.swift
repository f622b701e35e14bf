import Telemetry
import Testing

@Suite("A signal name")
struct SignalNameTests {
    @Test(
        "is made of an outcome's name",
        arguments: [
            ("Groundedness", "groundedness"), ("user feedback", "user_feedback"), ("task-adherence", "task_adherence"),
            ("  thumbs  ", "thumbs"), ("a  -  b", "a_b"), ("rouge.l@5", "rouge.l@5"), ("Größe", "gr_e"), ("_x_", "x"),
        ])
    func normalised(name: String, signal: String) {
        #expect(SignalName(name)?.text == signal)
    }

    @Test("is not made of nothing", arguments: ["", " ", "___", "日本"])
    func refused(name: String) {
        #expect(SignalName(name) == nil)
    }

    @Test("ends at 64 characters and is its own normal form")
    func limited() throws {
        let name = try #require(SignalName(String(repeating: "word ", count: 50)))
        #expect(name.text.utf8.count <= 64)
        #expect(SignalName(name.text) == name)
    }

    @Test("of a score holds millionths, and refuses what no number holds")
    func scores() throws {
        let name = try #require(SignalName("relevance"))
        #expect(Measure(name, score: 0.92)?.value == 920_000)
        #expect(Measure(name, score: -2.5)?.value == -2_500_000)
        #expect(Measure(name, score: .nan) == nil && Measure(name, score: 1e13) == nil)
    }
}
