import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Cost (docs/statistics.md 10)")
struct CostTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("10_cost_trend")
    }

    static func segments(_ value: VectorValue) throws -> [String: CostChange.Segment] {
        try value.object.mapValues { segment in
            let fields = try segment.object
            let lines = try #require(fields["lines"]).object.mapValues {
                CostChange.Line(tokens: try $0[0].number, price: try $0[1].number)
            }
            return CostChange.Segment(requests: try #require(fields["requests"]).number, lines: lines)
        }
    }

    @Test("a change is divided like in the reference")
    func change() throws {
        let vector = try vectors.cases(of: "lmdi")[0]
        let change = try CostChange(
            before: Self.segments(vector["period0"]), after: Self.segments(vector["period1"]))
        let out = try vector["out"].object
        expectClose(change.volume, try #require(out["volume"]).number)
        expectClose(change.mix, try #require(out["mix"]).number)
        expectClose(change.price, try #require(out["price"]).number)
        expectClose(change.total, try #require(out["total"]).number)
        for (kind, amount) in try #require(out["tokens"]).object {
            expectClose(change.tokens[kind] ?? .nan, try amount.number)
        }
    }

    @Test("the parts add up to the whole, whatever came or went", arguments: 0..<100)
    func identity(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func period() -> [String: CostChange.Segment] {
            var segments: [String: CostChange.Segment] = [:]
            for name in ["a", "b", "c", "d"] where random.chance(0.7) {
                var lines: [String: CostChange.Line] = [:]
                for kind in ["input", "output", "cached"] where random.chance(0.7) {
                    lines[kind] = .init(
                        tokens: random.chance(0.1) ? 0 : 1e6 * random.uniform(),
                        price: random.chance(0.1) ? 0 : 1e-5 * random.uniform())
                }
                segments[name] = .init(requests: Double(Int.random(in: 1...1000, using: &random)), lines: lines)
            }
            return segments
        }
        let change = CostChange(before: period(), after: period())
        let sum = change.volume + change.mix + change.price + change.tokens.values.reduce(0, +)
        expectClose(sum, change.total, relative: 1e-9, absolute: 1e-9)
    }

    @Test("trends agree with the reference")
    func trend() throws {
        let values = try vectors.cases(of: "theil_sen")[0]["y"].numbers
        expectClose(Trend.slope(values), try vectors.cases(of: "theil_sen")[0]["out"].number)
        let cases = try vectors.cases(of: "mann_kendall")
        for (vector, corrects) in zip(cases, [true, false]) {
            let test = Trend.test(values, correctsForAutocorrelation: corrects)
            #expect(try test.score == vector["S"].number)
            expectClose(test.z, try vector["z"].number)
            expectClose(test.p, try vector["p"].number)
        }
        #expect(Trend.test([1]).p == 1 && Trend.test([]).p == 1 && Trend.slope([5]) == 0)
        #expect(Trend.test([2, 2, 2, 2, 2, 2]).p == 1)
    }

    @Test("a forecast agrees with the reference")
    func forecast() throws {
        let vector = try vectors.cases(of: "cost_forecast")[0]
        let hours = (0..<1344).map { hour in
            let day = 1 + 0.5 * sin(2 * Double.pi * Double(hour % 24 - 8) / 24) - ((hour / 24) % 7 >= 5 ? 0.35 : 0)
            return (10 * day * (1 + 0.3 * (HashedInput.unit("cost", hour) - 0.5)) * 1e6).rounded(.toNearestOrEven) / 1e6
        }
        expectClose(Array(hours[..<3]), try vector["first3"].numbers)
        let forecast = try #require(
            CostForecast(hours: hours, firstHourOfWeek: 0, daysAhead: Int(vector["remaining_days"].number)))
        let out = try vector["out"].object
        expectClose(forecast.total, try #require(out["total"]).number)
        expectClose(forecast.logDeviation, try #require(out["log_sd"]).number)
        expectClose(forecast.level, try #require(out["level"]).number)
        expectClose(forecast.slope, try #require(out["slope"]).number)
        expectClose(forecast.dailyDeviation, try #require(out["sd"]).number)
        expectClose(forecast.correlation, try #require(out["rho"]).number)
        for row in try vector["overrun"].rows {
            expectClose(forecast.overrunProbability(spent: row[0], budget: row[1]), row[2], relative: 1e-6)
        }
        #expect(forecast.range(normalQuantile: 1.28).contains(forecast.total))
        #expect(CostForecast(hours: [Double](repeating: 1, count: 100), firstHourOfWeek: 0, daysAhead: 1) == nil)
        #expect(CostForecast(hours: [Double](repeating: 0, count: 336), firstHourOfWeek: 0, daysAhead: 1) == nil)
    }

    @Test("a weekly rhythm is taken out of a series, and a trend stays")
    func weekdays() {
        let values = (0..<56).map { Double($0 % 7 >= 5 ? 3 : 10) + 0.1 * Double($0) }
        let flat = Trend.withoutWeekdays(values)
        #expect(Trend.slope(flat) >= 0)
        let weekend = (flat[5] + flat[6] + flat[12] + flat[13]) / 4
        let working = (flat[3] + flat[4] + flat[7] + flat[8]) / 4
        #expect((weekend - working).magnitude < 1, "the rhythm of 7 is gone")
        #expect(Trend.withoutWeekdays(Array(values.prefix(27))) == Array(values.prefix(27)))
    }

    @Test("a forecast from a few weeks is twice as wide, and leaves days without cost out")
    func shortHistory() throws {
        var random = SeededGenerator(seed: 77)
        let days = (0..<28).map { _ in random.logNormal(median: 10, spread: 0.1) }
        // The same for every hour: there is no rhythm to know.
        func hours(_ days: ArraySlice<Double>) -> [Double] { days.flatMap { [Double](repeating: $0, count: 24) } }
        let short = try #require(CostForecast(hours: hours(days.suffix(21)), firstHourOfWeek: 0, daysAhead: 5))
        #expect(short.zeroDays == 0 && short.logDeviation > 0)
        var gap = days.suffix(21)
        gap[gap.startIndex + 3] = 0
        let withGap = try #require(CostForecast(hours: hours(gap), firstHourOfWeek: 0, daysAhead: 5))
        #expect(withGap.zeroDays == 1)
        expectClose(withGap.total, short.total, relative: 0.1)
        let empty = [Double](repeating: 0, count: 168)
        #expect(CostForecast(hours: empty, firstHourOfWeek: 0, daysAhead: 5) == nil)
    }
}
