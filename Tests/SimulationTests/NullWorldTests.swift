import Simulation
import Telemetry
import Testing

@Suite("A world in which nothing changes")
struct NullWorldTests {
    static let start = Timestamp(rfc3339: "2026-09-02T10:00:00Z") ?? Timestamp(seconds: 0)
    let resting = NullWorld(systems: 6, days: 28, seed: 11, start: start)
    let shifting = NullWorld(systems: 6, days: 56, seed: 12, mix: .shifting, start: start)

    /// Good outcomes and all outcomes, by part of the world's time and slice value.
    private func shares(_ world: NullWorld, system: Int, cuts: Int) -> [String: [(good: Int, count: Int)]] {
        var shares: [String: [(good: Int, count: Int)]] = [:]
        let length = Double(world.days) * 86_400 / Double(cuts)
        for row in world.rows(system: system) where row.subject == .outcome {
            let cut = min(cuts - 1, Int(row.callTime.seconds(since: world.start) / length))
            for key in ["", row.slices.last?.value ?? ""] {
                let good = row.measures.first?.value == 1
                shares[key, default: Array(repeating: (0, 0), count: cuts)][cut].count += 1
                if good { shares[key]?[cut].good += 1 }
            }
        }
        return shares
    }

    @Test("begins on a Monday and gives its rows in the order in which they settle")
    func order() {
        #expect(CivilDate(resting.start).weekday == 0)
        for system in 0..<6 {
            var last = resting.start
            for row in resting.rows(system: system) {
                let time = row.verdictTime ?? row.callTime
                #expect(time >= last && row.callTime <= time)
                last = time
            }
        }
    }

    @Test("is the same for the same seed")
    func determinism() {
        let again = NullWorld(systems: 6, days: 28, seed: 11, start: Self.start)
        #expect(Array(resting.rows(system: 3)) == Array(again.rows(system: 3)))
        let other = NullWorld(systems: 6, days: 28, seed: 13, start: Self.start)
        #expect(Array(resting.rows(system: 3)) != Array(other.rows(system: 3)))
    }

    @Test("gives rows and calls of the same events")
    func records() {
        let rows = Array(resting.rows(system: 1))
        var calls: [Timestamp] = []
        var good = 0
        for record in resting.records(system: 1) {
            switch record.content {
            case .call(let sent): calls.append(sent.call.time)
            case .outcome(let sent): good += sent.outcome.value == .boolean(true) ? 1 : 0
            case .change: Issue.record("nothing changes here")
            }
        }
        let calledRows = rows.filter { $0.subject == .call }
        // A call that ends after the last hour has a row and is not delivered any more.
        #expect(abs(calls.count - calledRows.count) <= 2)
        let goodRows = rows.count { $0.subject == .outcome && $0.measures.first?.value == 1 }
        #expect(good == goodRows)
    }

    @Test("has a week, and bursts of calls")
    func season() {
        let counts = (0..<6).map { system in
            var byDay = [Int](repeating: 0, count: 28)
            for row in resting.rows(system: system) where row.subject == .call {
                byDay[Int(row.callTime.seconds(since: resting.start) / 86_400)] += 1
            }
            return byDay
        }
        let quietest = counts.map { byDay in
            let weekend = (0..<28).filter { $0 % 7 >= 5 }.reduce(0) { $0 + byDay[$1] }
            return Double(weekend) / Double(byDay.reduce(0, +))
        }
        #expect(quietest.min() ?? 1 < 0.24, "two of seven days are 0.29")
        #expect((100..<900).contains(counts.flatMap { $0 }.reduce(0, +) / (6 * 28)))
    }

    @Test("keeps every rate where it is, slice by slice, while the mix moves", arguments: 0..<6)
    func constant(system: Int) {
        for world in [resting, shifting] {
            let truth = Dictionary(uniqueKeysWithValues: world.good(system: system).map { ($0.part, $0.share) })
            for (part, cuts) in shares(world, system: system, cuts: 4) where !part.isEmpty {
                let planted = truth[part] ?? 0
                for cut in cuts where cut.count > 30 {
                    // Moods of a user's day make outcomes resemble each other: the error is up to twice that of coins.
                    let error = (planted * (1 - planted) / Double(cut.count)).squareRoot()
                    #expect(abs(Double(cut.good) / Double(cut.count) - planted) < 8 * error, "\(part)")
                }
            }
        }
    }

    /// The largest move of a slice's share of all outcomes between quarters of the world's time: as it is, and in standard
    /// errors of one quarter. Calls of one session share a slice; with at most two further calls on average, geometric,
    /// E[m^2]/E[m] is at most 15/3 = 5, which is how much larger the variance can be than that of single draws.
    private func largestMove(_ world: NullWorld) -> (share: Double, errors: Double) {
        var largest = (share: 0.0, errors: 0.0)
        for system in 0..<6 {
            let shares = shares(world, system: system, cuts: 4)
            let all = (shares[""] ?? []).map { Double(max(1, $0.count)) }
            for (part, cuts) in shares where !part.isEmpty {
                let parts = zip(cuts, all).map { Double($0.count) / $1 }
                let move = (parts.max() ?? 0) - (parts.min() ?? 0)
                let mean = parts.reduce(0, +) / Double(parts.count)
                let error = (5 * mean * (1 - mean) / (all.min() ?? 1)).squareRoot()
                largest = (max(largest.share, move), max(largest.errors, move / error))
            }
        }
        return largest
    }

    // The range of four normal draws exceeds 6 standard errors with a probability below 2e-4, of 24 below 0.005.
    @Test("moves the mix far where it is told to, and no further than chance otherwise")
    func mix() {
        let moved = largestMove(shifting)
        #expect(moved.share > 0.15 && moved.errors > 6)
        #expect(largestMove(resting).errors < 6)
    }
}
