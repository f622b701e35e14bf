import Telemetry

/// Drafts replies for agents. After prompt 42 fewer drafts are sent unchanged; judges see no difference.
struct ReplyDrafts: SimulatedSystem {
    let profile = SystemProfile(
        "reply-drafts", calls: 37_800, rhythm: .office, users: 90, furtherCalls: 1.2, pause: 260, prefix: "draft")

    /// When prompt 42 goes out, in days from now.
    static let onset = -6.0
    /// Drafts sent unchanged, before and after.
    static let accepted = (before: 0.66, after: 0.54)
    /// The share of drafts of which it is known whether they were sent unchanged.
    static let known = 0.5
    /// The share of drafts that the judge sees.
    static let judged = 0.2

    private let service = ModelService(
        provider: "meridian", model: "atlas-4-mini", firstToken: 240, perToken: 6, hasOutage: true)
    private let mood = Mood(strength: 0.2)
    private let judge = Rater(.judge, name: "helpfulness", version: "2")
    private static let teams = ["billing", "returns", "technical", "business"]

    func call(_ moment: Moment, _ dice: inout Dice) -> MadeCall? {
        var call = moment.call(.llm)
        let team = moment.user % 4
        let isLong = dice.chance(0.35)
        call.attributes = ["team": .text(Self.teams[team]), "length": .text(isLong ? "long" : "short")]
        let mitigation = moment.mitigation(for: call.attributes)
        if mitigation?.lever == .off { return nil }
        call.mitigation = mitigation?.id

        var version = moment.days < -44 ? "40" : moment.days < Self.onset ? "41" : "42"
        if case .prompt(let name) = mitigation?.lever { version = name }
        call.prompt = PromptReference(name: "reply", version: version)
        call.service = "inbox"
        call.serviceVersion = moment.days < -37 ? "2.31" : "2.32"
        call.parameters = ["temperature": .real(0.5), "max_tokens": .integer(900)]
        let texts = DraftTexts.draft(team: team, isLong: isLong, version: version, &dice)
        call.content.input = texts.input
        guard service.answer(&call, moment, &dice) else { return MadeCall(call: call) }
        call.responseModel = "atlas-4-mini"
        call.fingerprint = "fp_20b1"
        call.content.output = [Message(role: "assistant", text: texts.draft)]
        service.bill(
            &call, input: texts.inputTokens, output: ModelService.tokens(texts.draft),
            cached: dice.chance(0.6) ? 128 : 0,
            &dice)

        var made = MadeCall(call: call)
        if dice.chance(Self.known) {
            let rate = version == "42" ? Self.accepted.after : Self.accepted.before
            let isSent = dice.chance(moment.rate(rate, mood))
            made.outcomes.append(
                moment.outcome(
                    .feedback, "accepted", .boolean(isSent), Rater(.user),
                    after: dice.logNormal(median: isSent ? 150 : 420, spread: 0.9)))
        }
        if dice.chance(Self.judged) {
            let score = min(1, max(0, 0.84 + 0.08 * dice.normal()))
            var verdict = moment.outcome(
                .score, "helpfulness", .number((score * 100).rounded() / 100), judge,
                after: 20 + dice.logNormal(median: 180, spread: 0.8))
            verdict.outcome.range = 0...1
            verdict.outcome.better = .high
            verdict.outcome.sampled = Self.judged
            made.outcomes.append(verdict)
        }
        return made
    }
}
