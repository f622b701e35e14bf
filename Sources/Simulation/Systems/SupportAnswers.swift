import Telemetry

/// Answers customers' questions from the help centre. The provider changes the model behind the same name; from the ninth
/// day before now answers are less and less grounded in the documents, nearly all of it in Spanish, most in Spanish billing.
struct SupportAnswers: SimulatedSystem {
    let profile = SystemProfile(
        "support-answers", calls: 64_800, rhythm: .customers, users: 9_000, furtherCalls: 0.5, pause: 140, prefix: "req"
    )

    /// When the provider changes the model, in days from now.
    static let providerChange = -10.4
    /// When answers begin to get worse, and when that is complete.
    static let onset = -9.0
    static let complete = -6.0
    /// The share of calls that the judge sees.
    static let judged = 0.4
    /// The model's earlier build, by the name under which it can be pinned.
    static let earlierBuild = "atlas-4-0812"

    /// One language and topic: its share of the calls, how often answers are grounded before, and how much is lost.
    struct Segment: Sendable {
        var language: String
        var isBilling: Bool
        var share: Double
        var grounded: Double
        var loss: Double
    }

    static let segments = [
        Segment(language: "en", isBilling: true, share: 0.20, grounded: 0.926, loss: 0.005),
        Segment(language: "en", isBilling: false, share: 0.38, grounded: 0.931, loss: 0.005),
        Segment(language: "es", isBilling: true, share: 0.13, grounded: 0.914, loss: 0.350),
        Segment(language: "es", isBilling: false, share: 0.17, grounded: 0.917, loss: 0.112),
        Segment(language: "pt", isBilling: true, share: 0.04, grounded: 0.920, loss: 0.005),
        Segment(language: "pt", isBilling: false, share: 0.08, grounded: 0.922, loss: 0.005),
    ]

    private let service = ModelService(
        provider: "meridian", model: "atlas-4", firstToken: 310, perToken: 8.5, hasOutage: true)
    private let mood = Mood(strength: 0.3)
    private let judge = Rater(.judge, name: "groundedness", version: "3")

    func call(_ moment: Moment, _ dice: inout Dice) -> MadeCall? {
        let segment = Self.segments[dice.index(weights: Self.segments.map(\.share))]
        var call = moment.call(.llm)
        call.attributes = [
            "language": .text(segment.language), "topic": .text(segment.isBilling ? "billing" : "other"),
            "tier": .text(["basic", "plus", "business"][Int(Dice.hash(1, UInt64(moment.user), 7) % 10) / 4]),
        ]
        let mitigation = moment.mitigation(for: call.attributes)
        if mitigation?.lever == .off { return nil }
        call.mitigation = mitigation?.id

        var build = moment.days < Self.providerChange ? "fp_7f3c" : "fp_e19a"
        var service = service
        if case .model(let name) = mitigation?.lever {
            service.model = name
            if name == Self.earlierBuild { build = "fp_7f3c" }
        }
        let lost = build == "fp_7f3c" ? 0 : WorldCalendar.ramp(moment.days, from: Self.onset, to: Self.complete)
        var rate = moment.rate(segment.grounded - segment.loss * lost, mood)
        if case .threshold(let bar) = mitigation?.lever { rate += (1 - rate) * bar }
        let isGrounded = dice.chance(rate)

        call.prompt = PromptReference(name: "answer", version: moment.days < -51 ? "11" : "12")
        call.service = "helpdesk"
        call.serviceVersion = Self.release(moment.days)
        call.parameters = ["temperature": .real(0.2), "max_tokens": .integer(600)]
        let texts = SupportTexts.of(segment.language)
        let subject = texts.subjects[(segment.isBilling ? 0 : 3) + dice.integer(0...2)]
        let conversation = texts.conversation(
            subject, isGrounded: isGrounded, version: call.prompt?.version ?? "", &dice)
        call.content.input = conversation.input
        guard service.answer(&call, moment, &dice) else { return MadeCall(call: call) }
        call.responseModel = service.model
        call.fingerprint = build
        call.content.documents = conversation.documents
        call.content.output = [Message(role: "assistant", text: conversation.answer)]
        let asked = conversation.inputTokens
        service.bill(
            &call, input: asked, output: ModelService.tokens(conversation.answer), cached: dice.chance(0.7) ? 256 : 0,
            &dice)

        var made = MadeCall(call: call)
        let isGood = isGrounded || mitigation?.lever == .review
        if dice.chance(Self.judged) {
            made.outcomes.append(verdict(moment, isGood, &dice))
        }
        // Few people rate, the disappointed more readily, and most of them a week later when they are asked by mail.
        if dice.chance(isGood ? 0.022 : 0.05) {
            let delay =
                dice.chance(0.15)
                ? dice.logNormal(median: 240, spread: 1) : 86_400 * dice.logNormal(median: 7, spread: 0.25)
            let likes = dice.chance(moment.rate(isGood ? 0.83 : 0.3, mood))
            made.outcomes.append(
                moment.outcome(.feedback, "thumbs", .boolean(likes), Rater(.user), after: delay))
        }
        return made
    }

    private func verdict(_ moment: Moment, _ isGood: Bool, _ dice: inout Dice) -> (delay: Double, outcome: Outcome) {
        let delay = 20 + dice.logNormal(median: 210, spread: 0.8)
        var result = moment.outcome(.score, "groundedness", .number(isGood ? 1 : 0), judge, after: delay)
        result.outcome.range = 0...1
        result.outcome.better = .high
        result.outcome.sampled = Self.judged
        if !isGood { result.outcome.rationale = dice.pick(SupportTexts.rationales) }
        return result
    }

    private static func release(_ days: Double) -> String {
        switch days {
        case ..<(-62): "5.16"
        case ..<(-30): "5.17"
        case ..<(-13): "5.18"
        default: "5.19"
        }
    }
}
