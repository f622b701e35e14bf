import Intake
import Telemetry
import Testing

@Suite("The row of a call")
struct CallRowTests {
    private var call = Call(key: CallKey(hashing: [1]), kind: .llm, time: Timestamp(seconds: 1_000))
    private var facts = CallFacts()
    private var price = CallPrice.noPrice

    private func row(knownClass: Bool = true) -> SettledRow {
        CallRow.row(
            of: call, system: SystemSlug("bot")!, facts: facts, price: price, verdict: Timestamp(seconds: 1_002),
            isReference: false
        ) { _ in knownClass }
    }

    private func value(_ signal: SignalName) -> Int64? { row().measures.first { $0.signal == signal }?.value }

    @Test("measures a successful call's latency, first token, tokens and price")
    mutating func success() {
        call.latencyMicroseconds = 1_380_000
        call.timeToFirstTokenMicroseconds = 231_000
        call.tokens.input = 412
        call.tokens.output = 58
        call.clientCostPicodollars = 5
        price = .priced(picodollars: 96_600_000, tableVersion: "1", guessed: false)
        #expect(value(.success) == 1)
        #expect(value(.latency) == 1_380_000)
        #expect(value(.timeToFirstToken) == 231_000)
        #expect(value(.inputTokens) == 412)
        #expect(value(.outputTokens) == 58)
        #expect(value(.cost) == 96_600_000)
        #expect(row().verdictTime == Timestamp(seconds: 1_002))
        #expect(row().callTime == call.time)
    }

    @Test("measures no latency of a failed call, but its tokens")
    mutating func failure() {
        call.failed = true
        call.latencyMicroseconds = 30_000_000
        call.timeToFirstTokenMicroseconds = 1
        call.tokens.input = 412
        #expect(value(.success) == 0)
        #expect(value(.latency) == nil)
        #expect(value(.timeToFirstToken) == nil)
        #expect(value(.inputTokens) == 412)
    }

    @Test("takes the client's cost where ours is unknown, and none where both are")
    mutating func cost() {
        #expect(value(.cost) == nil)
        call.clientCostPicodollars = 5
        #expect(value(.cost) == 5)
    }

    @Test("has no measure of a fact that is not measurable")
    mutating func unmeasurable() {
        facts.refused = false
        facts.truncated = true
        #expect(value(.refused) == 0)
        #expect(value(.truncated) == 1)
        #expect(value(.empty) == nil)
        #expect(value(.repeated) == nil)
        #expect(value(.retriedCall) == nil)
    }

    @Test("has a share of 1 for the predicted class, given or likeliest, and of no other")
    mutating func classes() {
        call.kind = .classifier
        call.prediction = Prediction(label: "fraud", score: 0.93)
        #expect(
            row().measures.filter { $0.signal.text.hasPrefix("class_share:") } == [Measure(.classShare("fraud"), true)])
        #expect(value(.predictionScore) == 930_000)
        call.prediction = Prediction(probabilities: ["b": 0.4, "a": 0.4, "c": 0.2])
        #expect(value(.classShare("a")) == 1)
        #expect(row(knownClass: false).measures.contains(Measure(.classShare("(other)"), true)))
    }

    @Test("measures a regressor's value in millionths")
    mutating func regressor() {
        call.kind = .regressor
        call.prediction = Prediction(value: -2.5)
        #expect(value(.predictionValue) == -2_500_000)
    }
}

@Suite("The slices of a call")
struct SliceRulesTests {
    private var call = Call(key: CallKey(hashing: [1]), kind: .llm, time: Timestamp(seconds: 0))

    private func slices() -> [String] { SliceRules.slices(of: call).map { "\($0.dimension):\($0.value)" } }

    @Test("are its own dimensions and its attributes, sorted")
    mutating func all() {
        call.provider = "openai"
        call.requestModel = "gpt-4o-mini"
        call.responseModel = "gpt-4o-mini-2024-07-18"
        call.prompt = PromptReference(name: "answer", version: "42")
        call.environment = "production"
        call.serviceVersion = "5.19"
        call.operation = "chat"
        call.modelVersion = "of own models only"
        call.attributes = ["language": .text(" es "), "beta": .boolean(true), "tier": .integer(2), "ratio": .real(0.5)]
        #expect(
            slices() == [
                "beta:true", "environment:production", "language:es", "model:gpt-4o-mini-2024-07-18", "operation:chat",
                "prompt:answer@42", "provider:openai", "service_version:5.19", "tier:2",
            ])
    }

    @Test(
        "never name a person, a conversation or a request", arguments: ["user_id", "Session-Id", "thread.id", "email"])
    mutating func identityKeys(key: String) {
        call.attributes = [key: .text("x")]
        #expect(slices().isEmpty)
    }

    @Test(
        "never hold a value that looks like an identity",
        arguments: [
            "6f1f1a0e-8d5f-4c1a-9e55-1a2b3c4d5e6f", "9b74c9897bac770ffc029102a200c5de", "mara@example.org", "12345678",
            "+49 30 901820",
        ])
    mutating func identityValues(value: String) {
        call.attributes = ["key": .text(value)]
        #expect(slices().isEmpty)
    }

    @Test(
        "hold values that merely look odd", arguments: ["2026-11-21", "123456", "v1.2.3", "a@b", "Zürich", "deadbeef"])
    mutating func oddValues(value: String) {
        call.attributes = ["key": .text(value)]
        #expect(slices() == ["key:\(value)"])
    }

    @Test("hold at most 64 characters of a value, and no empty one")
    mutating func lengths() {
        call.attributes = ["a": .text(String(repeating: "x", count: 70)), "b": .text("  ")]
        #expect(slices() == ["a:" + String(repeating: "x", count: 64)])
    }

    @Test("hold the fields of a prediction, an attribute of the same name first")
    mutating func fields() {
        call.kind = .classifier
        call.modelVersion = "7"
        call.attributes = ["country": .text("SE")]
        call.fields = ["country": .text("NO"), "channel": .text("app"), "amount": .real(41.5), "age": .null]
        #expect(slices() == ["channel:app", "country:SE", "model_version:7"])
        call.kind = .llm
        #expect(slices() == ["country:SE"])
    }

    @Test("are at most 48, the always-present ones among them")
    mutating func many() {
        call.provider = "openai"
        call.attributes = Dictionary(uniqueKeysWithValues: (0..<60).map { ("k\($0)", AttributeValue.text("v")) })
        #expect(slices().count == SliceRules.dimensions)
        #expect(slices().contains("provider:openai"))
    }
}
