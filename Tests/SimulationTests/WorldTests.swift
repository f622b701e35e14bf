import Simulation
import Telemetry
import Testing

@Suite("The demo's world")
struct WorldTests {
    let world = Observed.whole

    @Test("has about 180,000 calls in 90 days, shared among the systems as planned")
    func shares() {
        let history = world.calls.filter { $0.days < 0 }
        #expect(abs(Double(history.count) / Observed.scale - 180_312) < 5_000, "\(history.count) calls")
        let planned = [
            "support-answers": 64_800, "reply-drafts": 37_800, "fraud-scoring": 19_800, "invoice-extraction": 12_600,
            "refund-triage": 9_000, "search-reranking": 36_000,
        ]
        for (system, calls) in planned {
            let made = Double(world.calls(system).count) / Observed.scale
            #expect(abs(made / Double(calls) - 1) < 0.06, "\(system): \(made)")
        }
    }

    @Test("has a system that is three days old and has made 312 calls")
    func young() {
        var traffic = World(seed: 5, now: Observed.now, days: 5).traffic()
        let times = traffic.records(until: Observed.now).compactMap { record -> Timestamp? in
            guard case .call(let sent) = record.content, sent.call.system?.text == "lead-scoring" else { return nil }
            return sent.call.time
        }
        #expect(times.count == 312)
        #expect(times.allSatisfy { $0.seconds(since: Observed.now) > -3.1 * 86_400 })
    }

    @Test("delivers in the order of arrival, some of it late, some of it twice")
    func order() {
        #expect(world.isInOrder)
        #expect(world.calls.allSatisfy { $0.arrival >= $0.time })
        #expect(world.outOfOrderCalls > 120)
        let expected = Double(world.records) / 2_000
        #expect(abs(Double(world.repeats) - expected) < 5 * expected.squareRoot())
        #expect(Set(world.calls.map(\.id)).count == world.calls.count, "ids are unique")
    }

    @Test("is the same for the same seed, however its deliveries are cut, and another one for another seed")
    func determinism() {
        let small = World(seed: 7, now: Observed.now, days: 5, scale: 0.2)
        var whole = small.traffic()
        let once = whole.records(until: Observed.now).map(\.json)
        var pieces = small.traffic()
        var cut: [[UInt8]] = []
        for hour in 0...(5 * 24) {
            cut += pieces.records(until: Observed.now.advanced(bySeconds: Int64(hour - 5 * 24) * 3_600)).map(\.json)
        }
        #expect(once.count > 1_000 && once == cut)
        var other = World(seed: 8, now: Observed.now, days: 5, scale: 0.2).traffic()
        #expect(other.records(until: Observed.now).map(\.json) != once)
    }

    @Test("prices every answered call of a language model and no other")
    func prices() {
        for call in world.calls {
            switch call.price {
            case .priced(let amount, _, let guessed): #expect(amount > 0 && !guessed)
            case .noUsage: #expect(call.failed || call.outputTokens == nil)
            case .noPrice: Issue.record("\(call.system) has no price")
            }
        }
    }

    @Test("sleeps at night, at weekends and on the holiday, each system in its own way")
    func rhythm() {
        let drafts = world.calls("reply-drafts")
        let byWeekday = Dictionary(grouping: drafts) { CivilDate($0.time).weekday }.mapValues(\.count)
        #expect((byWeekday[5] ?? 0) * 4 < (byWeekday[1] ?? 0))
        let support = world.calls("support-answers")
        let atNight = support.count { (1..<4).contains($0.time.seconds / 3_600 % 24) }
        let atNoon = support.count { (12..<15).contains($0.time.seconds / 3_600 % 24) }
        #expect(atNight * 4 < atNoon)
        let byDay = Dictionary(grouping: support) { CivilDate($0.time) }.mapValues(\.count)
        let thursdays = byDay.filter { $0.key.weekday == 3 }.map { ($0.key, $0.value) }.sorted { $0.1 < $1.1 }
        #expect(thursdays[0].1 * 2 < thursdays[1].1, "one Thursday is a holiday")
    }

    @Test("lets calls of one user and day resemble each other, and days differ by at most five percent")
    func moods() {
        let calls = world.calls("support-answers", -90 ..< -10.4)
        var byDay: [Int64: (sum: Double, count: Double)] = [:]
        for call in calls {
            for value in world.values("groundedness", of: [call]) {
                let day = CivilDate(call.time).dayNumber
                byDay[day, default: (0, 0)].sum += value
                byDay[day, default: (0, 0)].count += 1
            }
        }
        let means = byDay.values.filter { $0.count > 60 }.map { $0.sum / $0.count }
        let (level, error) = mean(means)
        let deviation = error * Double(means.count).squareRoot()
        #expect(deviation / level <= 0.05, "coefficient of variation \(deviation / level)")
    }

    @Test("has heavy tails in latency and tokens")
    func tails() {
        let support = world.calls("support-answers", -90 ..< -34).filter { !$0.failed }
        let milliseconds = support.compactMap(\.milliseconds)
        #expect(quantile(milliseconds, 0.99) > 2.2 * quantile(milliseconds, 0.5))
        let tokens = world.calls("invoice-extraction", -90 ..< -10).compactMap { $0.outputTokens.map(Double.init) }
        #expect(quantile(tokens, 0.99) > 2.5 * quantile(tokens, 0.5))
    }

    @Test("had one outage of twenty minutes that ended by itself; else three errors in ten thousand")
    func errors() throws {
        let calls = world.calls("support-answers") + world.calls("reply-drafts")
        let failed = calls.filter(\.failed)
        let outage = try #require(Observed.world.truth.faults.first { $0.id == "outage" })
        let start = try #require(Timestamp(rfc3339: outage.onset))
        let end = try #require(outage.end.flatMap { Timestamp(rfc3339: $0) })
        let inside = calls.filter { $0.time >= start && $0.time < end }
        #expect(end.seconds(since: start) == 1_200)
        #expect(inside.count > 3 && inside.count(where: \.failed) * 10 >= inside.count * 7)
        let ordinary = Double(failed.count - inside.count(where: \.failed))
        let expected = 0.0003 * Double(calls.count)
        #expect(abs(ordinary - expected) < 5 * expected.squareRoot())
    }

    @Test("carries two hostile texts and one mail address")
    func hostileTexts() {
        #expect(world.hostile.count == 3)
        #expect(world.hostile.contains { $0.contains("<script>") })
        #expect(world.hostile.contains { $0.hasPrefix("=HYPERLINK") })
    }

    @Test("has texts that are short, and different from call to call")
    func texts() {
        let perCall = Double(world.textBytes) / Double(world.calls.count)
        #expect((800..<4_000).contains(perCall), "\(perCall) bytes of text a call")
        var traffic = World(seed: 3, now: Observed.now, days: 2).traffic()
        var answers: Set<String> = []
        var count = 0
        for record in traffic.records(until: Observed.now) {
            guard case .call(let sent) = record.content, sent.call.system?.text == "support-answers", !record.isRepeated
            else { continue }
            count += 1
            answers.insert(sent.call.content.outputText ?? "")
        }
        #expect(Double(answers.count) > 0.9 * Double(count))
    }
}
