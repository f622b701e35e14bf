import Intake
import Telemetry
import Testing

@Suite("Facts of neighbours")
struct NeighbourhoodTests {
    private var neighbourhood = Neighbourhood(rememberedOutputs: 3)
    private let system = SystemSlug("support")!
    private var number = 0

    private mutating func settle(
        seconds: Int64, session: String? = "s_1", input: UInt64? = 1, output: UInt64? = 10, failed: Bool = false,
        withText: Bool = true, key: Int? = nil, adjust: (inout CallFacts) -> Void = { _ in }
    ) -> CallFacts {
        number += 1
        var call = Call(
            key: CallKey(hashing: Array("\(key ?? number)".utf8)), kind: .llm, time: Timestamp(seconds: seconds))
        call.session = session.map(PersonKey.init(stored:))
        call.failed = failed
        var facts = CallFacts()
        if withText {
            facts.inputCharacters = 20
            facts.outputCharacters = 60
            facts.inputHash = input
            facts.outputHash = output
            facts.empty = false
        }
        adjust(&facts)
        return neighbourhood.complete(facts, of: call, in: system)
    }

    /// Fills the memory of outputs, so that repetitions can be told.
    private mutating func fill() {
        for output in UInt64(100)...103 { _ = settle(seconds: -1_000 + Int64(output), input: nil, output: output) }
    }

    @Test("call an output repeated that another call of the system had")
    mutating func repeated() {
        fill()
        #expect(settle(seconds: 0, input: 1, output: 10).repeated == false)
        #expect(settle(seconds: 100, input: 2, output: 10).repeated == true)
        #expect(settle(seconds: 200, input: 3, output: 11).repeated == false)
    }

    @Test("forget an output when so many different ones came after it")
    mutating func forgets() {
        for index in 0...3 { _ = settle(seconds: Int64(index) * 100, input: nil, output: UInt64(index)) }
        #expect(settle(seconds: 200_000, input: nil, output: 0).repeated == false)
        #expect(settle(seconds: 200_000, input: nil, output: 3).repeated == true)
    }

    @Test("remember a thousand different outputs")
    mutating func thousand() {
        neighbourhood = Neighbourhood()
        for index in 0..<1_000 {
            #expect(settle(seconds: Int64(index) * 100, input: nil, output: UInt64(index)).repeated == nil)
        }
        #expect(settle(seconds: 150_000, input: nil, output: 1_000).repeated == false)
        #expect(settle(seconds: 200_000, input: nil, output: 0).repeated == false)
        #expect(settle(seconds: 200_000, input: nil, output: 1_000).repeated == true)
    }

    @Test("do not know of repetitions until the memory of outputs is full")
    mutating func fillsFirst() {
        #expect(settle(seconds: 0, input: nil, output: 1).repeated == nil)
        #expect(settle(seconds: 100, input: nil, output: 1).repeated == nil)
        for output in UInt64(2)...3 {
            #expect(settle(seconds: 200, input: nil, output: output).repeated == nil)
        }
        #expect(settle(seconds: 300, input: nil, output: 4).repeated == false)
        #expect(settle(seconds: 400, input: nil, output: 4).repeated == true)
    }

    @Test("know of repetitions at last also where all answers are among a few")
    mutating func fewAnswers() {
        for second in Int64(0)..<12 { #expect(settle(seconds: second, input: nil, output: 1).repeated == nil) }
        #expect(settle(seconds: 13, input: nil, output: 1).repeated == true)
    }

    @Test("call a short output not repeated")
    mutating func short() {
        fill()
        #expect(settle(seconds: 0, output: nil).repeated == false)
        #expect(settle(seconds: 0, output: nil).repeated == false)
    }

    @Test("call a question retried that came again in its session within 60 seconds")
    mutating func retried() {
        #expect(settle(seconds: 0).retried == false)
        #expect(settle(seconds: 60).retried == true)
        #expect(settle(seconds: 121).retried == false)
        #expect(settle(seconds: 125, session: "s_2").retried == false)
        #expect(settle(seconds: 126, input: 2).retried == false)
    }

    @Test("do not know of a retry without a session, a trace or a text")
    mutating func unknownRetry() {
        #expect(settle(seconds: 0, session: nil).retried == nil)
        #expect(settle(seconds: 0, input: nil).retried == nil)
    }

    @Test("hold nothing against a call that comes again because its commit failed")
    mutating func sameCall() {
        fill()
        _ = settle(seconds: 0, key: 1)
        let again = settle(seconds: 0, key: 1)
        #expect(again.repeated == false)
        #expect(again.retried == false)
    }

    @Test("cannot tell an empty answer where texts do not arrive for half of the calls")
    mutating func emptyNeedsTexts() {
        #expect(settle(seconds: 0).empty == false)
        _ = settle(seconds: 1, withText: false)
        #expect(settle(seconds: 2, input: nil, adjust: { $0.empty = true }).empty == true)
        for second in Int64(3)..<10 { _ = settle(seconds: second, withText: false) }
        let unknown = settle(seconds: 20, input: nil, adjust: { $0.empty = true })
        #expect(unknown.empty == nil)
        #expect(unknown.repeated == nil)
    }

    @Test("count a held-back answer as refused where texts arrive")
    mutating func filtered() {
        _ = settle(seconds: 0)
        let held = settle(seconds: 1, withText: false, adjust: { $0.filtered = true })
        #expect(held.refused == true)
    }
}
