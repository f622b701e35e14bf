import Crypto
import Intake
import Telemetry
import Testing

@Suite("Facts of a text")
struct ContentFactsTests {
    private let hash = TextHash(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))

    private func facts(
        input: String? = "How do I change my card?", output: String?, finish: [FinishReason] = [.stop],
        tools: [ToolCall] = [], kind: CallKind = .llm, failed: Bool = false
    ) -> CallFacts {
        var content = CallContent()
        if let input { content.input = [Message(role: "user", text: input)] }
        if let output { content.output = [Message(role: "assistant", text: output, toolCalls: tools)] }
        return ContentFacts.measure(content, finishReasons: finish, kind: kind, failed: failed, hash: hash)
    }

    @Test(
        "call an output refused that opens with a refusal, in each of the ten languages",
        arguments: [
            "I’m sorry, but I can’t help with that request.", "Sorry. I cannot assist with this.",
            "Es tut mir leid, aber dabei kann ich Ihnen nicht helfen.", "Désolé, je ne peux pas vous aider avec cela.",
            "Lo siento, pero no puedo ayudarte con eso.", "Desculpe, não posso ajudar com isso.",
            "Mi dispiace, ma non posso aiutarti con questo.", "Het spijt me, maar daar kan ik u niet mee helpen.",
            "Tyvärr kan jag inte svara på den frågan.", "申し訳ありませんが、その件についてはお答えできません。", "很抱歉，我无法提供这些信息。",
        ])
    func refused(output: String) {
        #expect(facts(output: output).refused == true)
    }

    @Test(
        "do not call an answer refused that merely speaks of refusing",
        arguments: [
            "Open Settings, then Billing.", "If the page says 'cannot help', reload it.",
            "Hawaii can't be reached by car.",
            "Die Karte kann ich Ihnen gern zeigen.", "設定を開いてください。",
        ])
    func answered(output: String) {
        #expect(facts(output: output).refused == false)
    }

    @Test("look for a refusal only where an output opens")
    func lateRefusal() {
        let output = String(repeating: "All is well with your order. ", count: 12) + "I can't help with the rest."
        #expect(facts(output: output).refused == false)
    }

    @Test("do not call a call of a tool refused or empty")
    func tools() {
        let call = facts(output: "", tools: [ToolCall(id: "1", name: "search", arguments: "{}")])
        #expect(call.refused == false)
        #expect(call.empty == false)
    }

    @Test("take the finish reason for truncated and filtered, and know neither without one")
    func finishReasons() {
        #expect(facts(output: "So", finish: [.length]).truncated == true)
        #expect(facts(output: "So", finish: [.contentFilter]).refused == true)
        #expect(facts(output: "So", finish: []).truncated == nil)
        #expect(facts(output: "So", finish: []).filtered == nil)
    }

    @Test("call an answer empty that has no letter, digit or symbol", arguments: ["", "  \n", "...", "—", "“”"])
    func empty(output: String) {
        #expect(facts(output: output).empty == true)
    }

    @Test("call an answer of one symbol an answer", arguments: ["7", "ok", "+", "👍", "はい", "€"])
    func notEmpty(output: String) {
        #expect(facts(output: output).empty == false)
    }

    @Test("call an answer empty that left no message although the question was recorded")
    func missing() {
        #expect(facts(output: nil).empty == true)
        #expect(facts(input: nil, output: nil).empty == nil)
        #expect(facts(output: nil, failed: true).empty == nil)
    }

    @Test("measure texts in characters, white space folded, and name the script of the output")
    func lengths() {
        let measured = facts(input: "Привет", output: "Здравствуйте,\n  мир ok")
        #expect(measured.inputCharacters == 6)
        #expect(measured.outputCharacters == 20)
        #expect(measured.outputScript == "Cyrl")
        #expect(facts(output: "123").outputScript == nil)
    }

    @Test("hash equal texts alike whatever their case and spacing, and under another key differently")
    func hashes() {
        let long = "An answer that is well beyond forty characters in length."
        let one = facts(output: long).outputHash
        #expect(one != nil)
        #expect(one == facts(output: "  " + long.uppercased() + "\n").outputHash)
        let other = ContentFacts.measure(
            CallContent(output: long), finishReasons: [], kind: .llm, failed: false,
            hash: TextHash(key: SymmetricKey(data: [UInt8](repeating: 8, count: 32))))
        #expect(other.outputHash != one)
        #expect(facts(output: "Yes.").outputHash == nil)
    }

    @Test("take no question from a step that answers a tool")
    func toolStep() {
        var content = CallContent()
        content.input = [Message(role: "user", text: "Where is my parcel?"), Message(role: "tool", text: "{}")]
        let measured = ContentFacts.measure(content, finishReasons: [], kind: .llm, failed: false, hash: hash)
        #expect(measured.inputCharacters == 19)
        #expect(measured.inputHash == nil)
    }
}

extension CallContent {
    fileprivate init(output: String) {
        self.init()
        self.output = [Message(role: "assistant", text: output)]
    }
}
