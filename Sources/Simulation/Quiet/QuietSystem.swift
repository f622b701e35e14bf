import RealModule
import Telemetry

/// A system in which nothing changes: what every figure of a null simulation rests on.
///
/// Calls come in sessions, with a weekly season; calls of one user and day resemble each other; latency and tokens have
/// heavy tails. Where the mix of slices moves, no slice does.
struct QuietSystem: Sendable {
    /// One value of the slice dimension, with what is true of its calls at all times.
    struct Part: Sendable {
        var value: String
        /// Its share when the mix is at rest.
        var weight: Double
        /// How often an outcome is good.
        var good: Double
        /// Milliseconds: median and deviation of the logarithm.
        var latency: Double
        var spread: Double
        /// Output tokens: median; the deviation of the logarithm is 0.6.
        var tokens: Double
    }

    let slug: SystemSlug
    let perDay: Double
    let rhythm: Rhythm
    let furtherCalls: Double
    let users: Int
    let mood: Mood
    let parts: [Part]
    /// The share of calls with an outcome.
    let known: Double
    /// Seconds until an outcome arrives, median.
    let delay: Double
    let errorRate: Double
    let seed: UInt64
    let shift: MixShift?

    /// How the weights of the parts move over time.
    struct MixShift: Sendable {
        /// Strength of the weekly and the slow change, as a share of a weight.
        var season: Double
        var drift: Double
        /// Steps: from this day of the world on, a part weighs so much more.
        var steps: [(day: Double, part: Int, factor: Double)]
    }

    /// One call and its outcome.
    struct Event: Sendable {
        var time: Timestamp
        var part: Int
        var user: Int
        var milliseconds: Double
        var outputTokens: Int64
        var inputTokens: Int64
        var failed: Bool
        /// Whether the outcome is good, and when it arrives.
        var outcome: (isGood: Bool, arrival: Timestamp)?
        var id: UInt64
    }

    /// A system of a null world.
    init(number: Int, seed: UInt64, perDay: Double, isShifting: Bool) {
        var dice = Dice(seed: seed, 0xA11, UInt64(number))
        guard let slug = SystemSlug("quiet-\(number)") else { preconditionFailure("no slug") }
        self.slug = slug
        self.seed = Dice.hash(seed, 0xA12, UInt64(number))
        self.perDay = perDay * dice.logNormal(median: 1, spread: 0.35)
        rhythm = [Rhythm.office, .shoppers, .customers, .machines][dice.integer(0...3)]
        furtherCalls = [0, 0.4, 1, 2][dice.integer(0...3)]
        users = 200 + dice.integer(0...4_000)
        mood = Mood(strength: 0.1 + 0.25 * dice.uniform())
        known = [0.1, 0.3, 0.6, 1][dice.integer(0...3)]
        delay = dice.logNormal(median: 900, spread: 1)
        errorRate = dice.logNormal(median: 0.004, spread: 1)
        let level = 0.55 + 0.4 * dice.uniform()
        parts = ["a", "b", "c", "d"].map { value in
            Part(
                value: value, weight: 0.4 + dice.uniform(),
                good: min(0.98, max(0.3, level + 0.12 * (dice.uniform() - 0.5))),
                latency: dice.logNormal(median: 700, spread: 0.5), spread: 0.4 + 0.3 * dice.uniform(),
                tokens: dice.logNormal(median: 140, spread: 0.4))
        }
        shift =
            !isShifting
            ? nil
            : MixShift(
                season: 0.5, drift: 0.9,
                steps: (0..<3).map { _ in (10 + 45 * dice.uniform(), dice.integer(0...3), 0.25 + 3 * dice.uniform()) })
    }

    /// The weights of the parts on a day of the world.
    func weights(day: Double) -> [Double] {
        guard let shift else { return parts.map(\.weight) }
        return parts.indices.map { index in
            let phase = Double(index) * 1.7
            var weight = parts[index].weight
            weight *= 1 + shift.season * Double.sin(2 * Double.pi * day / 7 + phase)
            weight *= 1 + shift.drift * Double.sin(2 * Double.pi * day / 83 + 2 * phase)
            for step in shift.steps where step.part == index && day >= step.day { weight *= step.factor }
            return max(0.02, weight)
        }
    }

    /// The calls of one hour, in the order in which they were made.
    /// - Parameters:
    ///   - hour: hours since 1970, UTC.
    ///   - start: the beginning of the world.
    func events(hour: Int64, start: Timestamp) -> [Event] {
        var dice = Dice(seed: seed, 1, UInt64(bitPattern: hour))
        let begin = Timestamp(seconds: hour * 3_600)
        let day = begin.seconds(since: start) / 86_400
        let weights = weights(day: day)
        var events: [Event] = []
        for _ in 0..<dice.poisson(perDay / 24 * rhythm.level(hour: hour) / (1 + furtherCalls)) {
            let position = dice.uniform()
            let user = Int(Double(users) * position * position)
            // One session is about one thing, so its calls share a slice.
            let part = dice.index(weights: weights)
            var second = dice.uniform() * 3_600
            for turn in 0...dice.more(mean: furtherCalls) {
                if turn > 0 { second += dice.exponential(mean: 50) }
                let time = begin.advanced(byNanoseconds: Int64(min(second, 3_599.9) * 1e9))
                let rate = mood.shifted(parts[part].good, seed: seed, user: user, day: Int64(day.rounded(.down)))
                let milliseconds = dice.logNormal(median: parts[part].latency, spread: parts[part].spread)
                let arrival = time.advanced(
                    byNanoseconds: Int64((milliseconds / 1_000 + dice.logNormal(median: delay, spread: 0.8)) * 1e9))
                let outcome = dice.chance(known) ? (isGood: dice.chance(rate), arrival: arrival) : nil
                events.append(
                    Event(
                        time: time, part: part, user: user, milliseconds: milliseconds,
                        outputTokens: Int64(dice.logNormal(median: parts[part].tokens, spread: 0.6)) + 1,
                        inputTokens: Int64(dice.logNormal(median: 500, spread: 0.3)) + 1,
                        failed: dice.chance(errorRate),
                        outcome: outcome, id: dice.next()))
            }
        }
        return events.sorted { $0.time < $1.time }
    }
}
