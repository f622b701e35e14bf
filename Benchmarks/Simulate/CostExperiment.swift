import Foundation
import RealModule
import Statistics
import TestSupport

enum CostExperiment {
    static let experiment = Experiment(
        name: "cost", section: "10.4", title: "Do the parts of a cost add up, and does a forecast hold?",
        worlds: """
            Portfolios with segments that come and go; forecasts of 15 days from 8 weeks of hours with a week's rhythm, nominal 80 %: \
            coverage, median relative error.
            """,
        seed: 1001
    ) { scale, seed in
        let portfolios = scale.runs(300, full: 3000)
        let residuals = await Worlds.run(portfolios, seed: seed) { random, _ -> Double in
            let change = CostChange(before: portfolio(&random), after: portfolio(&random))
            let sum = change.volume + change.mix + change.price + change.tokens.values.reduce(0, +)
            return (sum - change.total).magnitude / max(1e-12, change.total.magnitude)
        }
        var rows: [Experiment.Row] = [
            .init(
                "largest relative residual of the decomposition", stated: "2.6e-14",
                measured: String(format: "%.1e", residuals.max() ?? 0), runs: portfolios)
        ]
        let worlds: [(name: String, memory: Double, deviation: Double, trend: Double, stated: String)] = [
            ("independent days", 0, 0.08, 0, "84.5 %, 2.9 %"),
            ("days follow each other, 0.6", 0.6, 0.08, 0, "81.5 %, 4.3 %"),
            ("trend of 1 % a day", 0.3, 0.06, 0.01, "79 %, 4.0 %"),
        ]
        let runs = scale.runs(400, full: 1000)
        for (index, world) in worlds.enumerated() {
            let results = await Worlds.run(runs, seed: seed + 10 + UInt64(index)) { random, _ -> (Bool, Double) in
                var mood = 0.0
                let hours = (0..<71 * 24).map { hour -> Double in
                    let day = hour / 24
                    if hour % 24 == 0, day > 0 {
                        let fresh = (1 - world.memory * world.memory).squareRoot() * world.deviation
                        mood = world.memory * mood + fresh * random.normal()
                    }
                    let wave = 1 + 0.5 * Double.sin(2 * .pi * Double(hour % 24 - 8) / 24) - (day % 7 >= 5 ? 0.35 : 0)
                    return 10 * wave * Double.exp(world.trend * Double(day) + mood) * random.gamma(shape: 50) / 50
                }
                let past = Array(hours[..<(56 * 24)])
                guard let forecast = CostForecast(hours: past, firstHourOfWeek: 0, daysAhead: 15) else {
                    return (false, 0)
                }
                let actual = hours[(56 * 24)...].reduce(0, +)
                return (
                    forecast.range(normalQuantile: 1.2815515655).contains(actual),
                    (forecast.total / actual - 1).magnitude
                )
            }
            let errors = results.map(\.1).sorted()
            rows.append(
                .init(
                    world.name, stated: world.stated,
                    measured: "\(Figures.share(results.map(\.0))), \(Figures.percent(errors[runs / 2]))", runs: runs))
        }
        return rows
    }

    private static func portfolio(_ random: inout SeededGenerator) -> [String: CostChange.Segment] {
        var segments: [String: CostChange.Segment] = [:]
        for name in ["a", "b", "c", "d"] where random.chance(0.85) {
            let requests = Double(Int.random(in: 1..<5000, using: &random))
            var lines: [String: CostChange.Line] = [:]
            for kind in ["input", "output", "cached"] where random.chance(0.8) {
                lines[kind] = .init(
                    tokens: requests * random.logNormal(median: 148.4, spread: 1),
                    price: random.logNormal(median: 1.67e-5, spread: 0.5))
            }
            segments[name] = .init(requests: requests, lines: lines)
        }
        return segments.isEmpty ? ["a": .init(requests: 1, lines: ["input": .init(tokens: 1, price: 1e-6)])] : segments
    }
}
