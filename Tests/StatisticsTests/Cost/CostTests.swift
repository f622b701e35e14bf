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
        #expect(CostForecast(hours: [Double](repeating: 0, count: 336), firstHourOfWeek: 0, daysAhead: 1) != nil)
    }
}
