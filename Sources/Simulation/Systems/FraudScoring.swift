import RealModule
import Telemetry

/// Scores payments. Three of its 24 fields drift: a new kind of device, amounts in another unit from one channel, and an
/// age that goes missing. Labels come nine days late, so that nobody can know yet what it does to quality.
struct FraudScoring: SimulatedSystem {
    let profile = SystemProfile(
        "fraud-scoring", calls: 19_800, rhythm: .shoppers, users: 7_000, furtherCalls: 0.15, pause: 600, prefix: "txn")

    /// When the payments service begins to send other values, in days from now.
    static let onset = -12.0
    /// Days until a label arrives, median.
    static let labelDelay = 9.0
    /// Share of payments without the account's age, before and after.
    static let ageMissing = (before: 0.01, after: 0.09)
    /// The new kind of device, and its share once it is there.
    static let newDevice = ("in-app-browser", 0.07)
    /// The channel whose amounts turn from cents into euros.
    static let unitChannel = "app"

    private static let countries = ["SE", "DE", "ES", "FR", "PT", "NL"]
    private static let categories = [
        "grocery", "electronics", "fashion", "travel", "games", "home", "tickets", "gifts",
    ]
    private static let devices = ["iphone", "android", "desktop", "tablet"]

    func call(_ moment: Moment, _ dice: inout Dice) -> MadeCall? {
        var call = moment.call(.classifier)
        let country = Self.countries[dice.index(weights: [30, 24, 16, 14, 8, 8])]
        let channel = ["web", "app", "phone"][dice.index(weights: [52, 39, 9])]
        call.attributes = ["country": .text(country), "channel": .text(channel)]
        let mitigation = moment.mitigation(for: call.attributes)
        if mitigation?.lever == .off { return nil }
        call.mitigation = mitigation?.id
        let drifted = moment.days >= Self.onset

        let cents = (dice.logNormal(median: 3_900, spread: 0.95)).rounded()
        let age = dice.logNormal(median: 410, spread: 1.1)
        let attempts = dice.more(mean: 0.4)
        let distance = dice.logNormal(median: 14, spread: 1.6)
        let matches = dice.chance(0.93)
        // What a payment is like decides whether it is fraud; the model sees the same through its fields.
        let strangeness =
            0.9 * Double(attempts) + (matches ? 0 : 1.6) + 0.35 * Double.log(max(distance, 1) / 14)
            + 0.3 * Double.log(cents / 3_900) - 0.3 * Double.log(age / 410)
        let chance = Self.share(strangeness - 4.9)
        let isFraud = dice.chance(chance)
        let noise = (drifted ? 0.75 : 0.6) * dice.normal()
        let probability = min(0.999, max(0.001, Self.share(strangeness - 4.9 + (isFraud ? 3.1 : -0.4) + noise)))

        let isMissing = dice.chance(drifted ? Self.ageMissing.after : Self.ageMissing.before)
        let isNew = drifted && dice.chance(Self.newDevice.1)
        let amount: AttributeValue =
            drifted && channel == Self.unitChannel ? .real(cents / 100) : .integer(Int64(cents))
        call.fields = [
            "amount": amount, "currency": .text(country == "SE" ? "SEK" : "EUR"), "country": .text(country),
            "channel": .text(channel), "merchant_category": .text(dice.pick(Self.categories)),
            "account_age_days": isMissing ? .null : .integer(Int64(age)),
            "card_age_days": .integer(Int64(dice.logNormal(median: 620, spread: 0.8))),
            "device": .text(isNew ? Self.newDevice.0 : Self.devices[dice.index(weights: [38, 31, 24, 7])]),
            "ip_country": .text(dice.chance(0.96) ? country : dice.pick(Self.countries)),
            "attempts_24h": .integer(Int64(attempts)), "distance_km": .real((distance * 10).rounded() / 10),
            "address_matches": .boolean(matches), "cvv_result": .text(dice.chance(0.97) ? "match" : "no-match"),
            "three_ds": .boolean(dice.chance(0.72)),
            "amount_mean_30d": .integer(Int64(dice.logNormal(median: 4_200, spread: 0.7))),
            "amount_max_30d": .integer(Int64(dice.logNormal(median: 11_000, spread: 0.8))),
            "orders_30d": .integer(Int64(dice.more(mean: 2.6))), "refunds_90d": .integer(Int64(dice.more(mean: 0.2))),
            "hour": .integer(moment.time.seconds / 3_600 % 24),
            "weekday": .integer(Int64(CivilDate(moment.time).weekday)),
            "items": .integer(Int64(1 + dice.more(mean: 1.4))), "has_gift_card": .boolean(dice.chance(0.06)),
            "loyalty_level": .text(["none", "silver", "gold"][Int(Dice.hash(3, UInt64(moment.user), 5) % 3)]),
            "email_age_days": .integer(Int64(dice.logNormal(median: 900, spread: 0.9))),
        ]
        call.requestModel = "fraud-gbm"
        call.modelVersion = moment.days < -70 ? "2026.06" : "2026.08"
        call.service = "payments"
        call.serviceVersion = moment.days < Self.onset - 0.05 ? "3.3" : "3.4"
        call.latencyMicroseconds = Int64(dice.logNormal(median: 11_500, spread: 0.35))
        let rounded = (probability * 10_000).rounded() / 10_000
        let label = probability >= 0.5 ? "fraud" : "legit"
        call.prediction = Prediction(
            label: label, score: probability >= 0.5 ? rounded : 1 - rounded,
            probabilities: ["fraud": rounded, "legit": ((1 - rounded) * 10_000).rounded() / 10_000])

        var made = MadeCall(call: call)
        // Nearly every payment that was stopped is looked into, of the others every third.
        if dice.chance(label == "fraud" ? 0.9 : 0.34) {
            var truth = moment.outcome(
                .label, "label", nil, Rater(.person, name: "chargeback-desk"),
                after: 86_400 * dice.logNormal(median: Self.labelDelay, spread: 0.1))
            truth.outcome.label = isFraud ? "fraud" : "legit"
            made.outcomes.append(truth)
        }
        return made
    }

    private static func share(_ logOdds: Double) -> Double { 1 / (1 + Double.exp(-logOdds)) }
}
