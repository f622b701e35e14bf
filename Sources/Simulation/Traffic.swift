public import Telemetry

/// What the clients of a world send, in the order of its arrival.
///
/// Records are made an hour at a time; a mitigation shows in calls from the next whole hour on.
public struct Traffic: Sendable {
    private let world: World
    private let calendar: WorldCalendar
    private var queue = DeliveryQueue()
    private var nextHour: Int64
    private var hostileTexts: [(time: Timestamp, text: String)]
    private var streams: [Stream]

    /// One system with what makes its volume come out as planned.
    private struct Stream: Sendable {
        let system: any SimulatedSystem
        let number: UInt64
        /// Expected calls of an hour at level 1.
        let perHour: Double
        /// Of an exact system: how many calls there are until now, and how many were made.
        var planned = 0.0
        var made = 0
    }

    init(_ world: World) {
        self.world = world
        calendar = world.calendar
        nextHour = calendar.firstHour
        hostileTexts = HostileTexts.planted.map { [calendar] in (calendar.time(days: $0.days), $0.text) }
            .filter { [calendar] in $0.0 >= calendar.time(days: -Double(calendar.days)) }
        // Volumes are planned for 90 days before now, however much of them is played.
        let hours = calendar.hourOfNow - 90 * 24..<calendar.hourOfNow
        streams = World.systems.enumerated().map { [calendar] number, system in
            let levels = hours.reduce(0.0) { $0 + Self.level(system, hour: $1, calendar) }
            let calls = system.profile.calls * world.scale
            return Stream(system: system, number: UInt64(number), perHour: levels > 0 ? calls / levels : 0)
        }
        for (arrival, change) in WorldLedger(calendar: calendar).changes(withProviderFeed: world.hasProviderFeed) {
            queue.send(.change(change), arrival: arrival)
        }
    }

    /// The records that arrive before an instant and were not handed out yet, in the order of arrival.
    ///
    /// Ask for a day at a time to keep few records in memory; the sequence of records does not depend on how it is cut.
    ///
    /// - Parameters:
    ///   - limit: the first instant that is left for the next time.
    ///   - mitigations: what applications were told to do; obeyed by calls from the next whole hour on.
    public mutating func records(
        until limit: Timestamp, under mitigations: [SimulatedMitigation] = []
    ) -> [SimulatedRecord] {
        var records: [SimulatedRecord] = []
        while Timestamp(seconds: nextHour * 3_600) < limit {
            make(hour: nextHour, mitigations)
            nextHour += 1
        }
        while let record = queue.next(before: limit) { records.append(record) }
        return records
    }

    /// Expected calls of a system in an hour, relative to its level 1.
    private static func level(_ system: any SimulatedSystem, hour: Int64, _ calendar: WorldCalendar) -> Double {
        let middle = Timestamp(seconds: hour * 3_600 + 1_800)
        return system.profile.rhythm.level(hour: hour) * calendar.level(middle)
            * system.volume(at: middle, in: calendar)
    }

    private mutating func make(hour: Int64, _ mitigations: [SimulatedMitigation]) {
        for index in streams.indices {
            let profile = streams[index].system.profile
            let ownMitigations = mitigations.filter { $0.system == profile.slug }
            var dice = Dice(seed: world.seed, streams[index].number + 1, UInt64(bitPattern: hour))
            let expected = streams[index].perHour * Self.level(streams[index].system, hour: hour, calendar)
            guard expected > 0 else { continue }
            let sessions: Int
            if profile.isExact, hour < calendar.hourOfNow {
                streams[index].planned += expected
                sessions = Int((streams[index].planned + 1e-6).rounded(.down)) - streams[index].made
                streams[index].made += sessions
            } else {
                sessions = dice.poisson(expected / (1 + profile.furtherCalls))
            }
            for session in 0..<sessions {
                makeSession(number: session, hour: hour, of: streams[index], ownMitigations, &dice)
            }
        }
    }

    private mutating func makeSession(
        number: Int, hour: Int64, of stream: Stream, _ mitigations: [SimulatedMitigation], _ dice: inout Dice
    ) {
        let profile = stream.system.profile
        // Some users come often, most of them seldom.
        let position = dice.uniform()
        let user = Int(Double(profile.users) * position * position)
        let session = dice.next()
        let length = profile.isPunctual ? 3_500.0 : 3_600.0
        var second = dice.uniform() * length
        for turn in 0...(profile.isExact ? 0 : dice.more(mean: profile.furtherCalls)) {
            if turn > 0 { second += dice.exponential(mean: profile.pause) }
            let time = Timestamp(seconds: hour * 3_600).advanced(byNanoseconds: Int64(second * 1e6) * 1_000)
            if profile.isExact, hour == calendar.hourOfNow, time < calendar.now { continue }
            let id = profile.prefix + "-" + String(Dice.hash(session, UInt64(turn), stream.number), radix: 36)
            let moment = Moment(
                system: profile.slug, time: time, days: calendar.days(to: time), user: user, callID: id,
                key: CallKey(clientID: id, system: profile.slug), session: session, calendar: calendar,
                mitigations: mitigations, worldSeed: world.seed)
            guard let made = stream.system.call(moment, &dice) else { continue }
            send(made, moment, profile, &dice)
        }
    }

    private mutating func send(
        _ made: consuming MadeCall, _ moment: Moment, _ profile: SystemProfile, _ dice: inout Dice
    ) {
        var call = SimulatedCall(
            call: made.call, userID: "user-" + String(moment.user), sessionID: "s-" + String(moment.session, radix: 36))
        call.call.user = PersonKey(stored: "u_" + Self.mask(world.seed, UInt64(moment.user), 1))
        call.call.session = PersonKey(stored: "s_" + Self.mask(world.seed, moment.session, 2))
        if profile.prefix == "req", let next = hostileTexts.first, moment.time >= next.time, !call.call.failed {
            HostileTexts.write(next.text, into: &call.call)
            hostileTexts.removeFirst()
        }
        // A client sends when the answer is there, a little later in a batch; some batches come much later.
        var delay = Double(made.call.latencyMicroseconds ?? 0) / 1e6 + dice.exponential(mean: 2.5)
        if !profile.isPunctual, dice.chance(0.008) { delay += dice.logNormal(median: 700, spread: 0.7) }
        deliver(.call(call), at: moment.time, after: delay, profile, &dice)
        for late in made.outcomes {
            let outcome = SimulatedOutcome(
                outcome: late.outcome, system: profile.slug, callID: moment.callID, callTime: moment.time)
            deliver(.outcome(outcome), at: moment.time, after: late.delay + dice.exponential(mean: 1.5), profile, &dice)
        }
    }

    private mutating func deliver(
        _ content: SimulatedRecord.Content, at time: Timestamp, after delay: Double, _ profile: SystemProfile,
        _ dice: inout Dice
    ) {
        let arrival = time.advanced(byNanoseconds: Int64(delay * 1e6) * 1_000)
        queue.send(content, arrival: arrival)
        if !profile.isPunctual, dice.chance(1.0 / 2_000) {
            queue.send(
                content, arrival: arrival.advanced(byNanoseconds: Int64((2 + dice.exponential(mean: 40)) * 1e9)),
                isRepeated: true)
        }
    }

    /// Stands in for the keyed hash that intake makes: 26 characters of base 32.
    private static func mask(_ seed: UInt64, _ id: UInt64, _ kind: UInt64) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        return String(unsafeUninitializedCapacity: 26) { buffer in
            for half in 0..<2 {
                var bits = Dice.hash(seed, id, kind &+ UInt64(half) << 32)
                for position in 0..<13 {
                    buffer[half * 13 + position] = alphabet[Int(bits & 31)]
                    bits >>= 5
                }
            }
            return 26
        }
    }
}
