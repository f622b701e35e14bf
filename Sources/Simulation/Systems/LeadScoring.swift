import RealModule
import Telemetry

/// Values sales leads. Three days old: there is nothing to compare with yet.
struct LeadScoring: SimulatedSystem {
    let profile: SystemProfile

    /// When it went live, in days from now.
    static let start = -3.0
    /// Calls until now, exactly.
    static let calls = 312

    init() {
        var profile = SystemProfile(
            "lead-scoring", calls: Double(Self.calls), rhythm: .office, users: 300, furtherCalls: 0, pause: 60,
            prefix: "lead")
        profile.isPunctual = true
        profile.isExact = true
        self.profile = profile
    }

    func volume(at time: Timestamp, in calendar: WorldCalendar) -> Double {
        calendar.days(to: time) >= Self.start ? 1 : 0
    }

    func call(_ moment: Moment, _ dice: inout Dice) -> MadeCall? {
        var call = moment.call(.regressor)
        call.requestModel = "lead-value"
        call.modelVersion = "1"
        call.service = "crm"
        call.serviceVersion = "9.0"
        let size = dice.logNormal(median: 45, spread: 1.3)
        let visits = dice.more(mean: 5)
        call.fields = [
            "company_size": .integer(Int64(1 + size)), "visits_30d": .integer(Int64(visits)),
            "industry": .text(dice.pick(["retail", "software", "logistics", "health", "public"])),
            "source": .text(dice.pick(["search", "referral", "event", "partner"])),
            "asked_for_demo": .boolean(dice.chance(0.22)),
            "days_since_first_visit": .integer(Int64(dice.exponential(mean: 20))),
        ]
        let value = 8 * Double.log(1 + size) + 3.5 * Double(min(visits, 12)) + 6 * dice.normal()
        call.prediction = Prediction(value: (min(100, max(0, value)) * 10).rounded() / 10)
        call.latencyMicroseconds = Int64(dice.logNormal(median: 6_200, spread: 0.3))
        return MadeCall(call: call)
    }
}
