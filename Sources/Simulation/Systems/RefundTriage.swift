import Telemetry

/// Routes refund requests. Nothing changes: a campaign triples the volume for a week and brings easier requests, so that
/// the mean moves while no channel does.
struct RefundTriage: SimulatedSystem {
    let profile = SystemProfile(
        "refund-triage", calls: 9_000, rhythm: .shoppers, users: 5_000, furtherCalls: 0.05, pause: 900, prefix: "case")

    /// The campaign, in days from now.
    static let campaign = -15.0 ..< -8.0
    /// Volume during the campaign, relative to before.
    static let campaignVolume = 3.0

    /// A way in: its share before and during the campaign, and how often agents keep the route that was chosen.
    struct Channel: Sendable {
        var name: String
        var share: Double
        var campaignShare: Double
        var kept: Double
    }

    static let channels = [
        Channel(name: "mail", share: 0.50, campaignShare: 0.20, kept: 0.86),
        Channel(name: "chat", share: 0.35, campaignShare: 0.15, kept: 0.89),
        Channel(name: "form", share: 0.15, campaignShare: 0.65, kept: 0.96),
    ]
    /// The share of requests of which it is known whether the route was kept.
    static let known = 0.7

    private let service = ModelService(
        provider: "mistral_ai", model: "mistral-small-latest", firstToken: 180, perToken: 7, hasOutage: false)
    private let mood = Mood(strength: 0.3)

    func volume(at time: Timestamp, in calendar: WorldCalendar) -> Double {
        Self.campaign.contains(calendar.days(to: time)) ? Self.campaignVolume : 1
    }

    func call(_ moment: Moment, _ dice: inout Dice) -> MadeCall? {
        var call = moment.call(.llm)
        let isCampaign = Self.campaign.contains(moment.days)
        let channel = Self.channels[
            dice.index(weights: Self.channels.map { isCampaign ? $0.campaignShare : $0.share })]
        call.attributes = ["channel": .text(channel.name)]
        let mitigation = moment.mitigation(for: call.attributes)
        if mitigation?.lever == .off { return nil }
        call.mitigation = mitigation?.id
        call.prompt = PromptReference(name: "refund-route", version: "5")
        call.service = "returns"
        call.serviceVersion = moment.days < -28 ? "4.6" : "4.7"
        call.parameters = ["temperature": .real(0), "max_tokens": .integer(60)]
        let texts = RefundTexts.request(&dice)
        call.content.input = texts.input
        guard service.answer(&call, moment, &dice) else { return MadeCall(call: call) }
        call.responseModel = "mistral-small-2603"
        call.content.output = [Message(role: "assistant", text: texts.route)]
        service.bill(&call, input: texts.inputTokens, output: ModelService.tokens(texts.route), cached: 0, &dice)

        var made = MadeCall(call: call)
        if dice.chance(Self.known) {
            let isKept = dice.chance(moment.rate(channel.kept, mood))
            made.outcomes.append(
                moment.outcome(
                    .feedback, "kept", .boolean(isKept), Rater(.user), after: dice.logNormal(median: 1_500, spread: 1)))
        }
        return made
    }
}
