import RealModule
import Statistics
import TestSupport

enum BandExperiment {
    private struct World: Sendable {
        var name: String
        var mean: Double
        /// Beta-mixture, empirical Bernstein, asymptotic from 500; then widths at 5,000 in that order.
        var stated: [String]
        var draw: @Sendable (inout SeededGenerator) -> Double
    }

    private static let worlds: [World] = [
        World(name: "rate 8 %", mean: 0.08, stated: ["2.4 %, .0296", "1.1 %, .0311", "4.7 %, .0232"]) {
            $0.chance(0.08) ? 1 : 0
        },
        World(name: "rate 1 %", mean: 0.01, stated: ["1.9 %, .0111", "1.6 %, .0104", "9.7 %, .0086"]) {
            $0.chance(0.01) ? 1 : 0
        },
        World(name: "scores, Beta(2, 6)", mean: 0.25, stated: ["0.0 %, .0473", "0.9 %, .0150", "3.1 %, .0124"]) {
            $0.beta(2, 6)
        },
        World(name: "ratings of 5 points", mean: 0.7975, stated: ["0.0 %, .0439", "1.2 %, .0290", "3.8 %, .0221"]) {
            let u = $0.uniform()
            return u < 0.03 ? 0 : u < 0.08 ? 0.25 : u < 0.2 ? 0.5 : u < 0.5 ? 0.75 : 1
        },
    ]

    static let experiment = Experiment(
        name: "bands", section: "2.7", title: "Is the truth ever outside of a band?",
        worlds:
            "20,000 numbers, looked at after every one; nominal 5 %. Share of runs in which the band ever missed, mean width at 5,000.",
        seed: 201
    ) { scale, seed in
        let runs = scale.runs(200, full: 1000)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            let results = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ in path(world, &random) }
            for (kind, name) in ["beta-mixture", "empirical Bernstein", "asymptotic from 500"].enumerated() {
                let width = results.reduce(0) { $0 + $1.widths[kind] } / Double(runs)
                rows.append(
                    .init(
                        "\(world.name), \(name)", stated: world.stated[kind],
                        measured: "\(Figures.share(results.map { $0.missed[kind] })), \(Figures.text(width, 4))",
                        runs: runs))
            }
        }
        return rows
    }

    private static func path(_ world: World, _ random: inout SeededGenerator) -> (missed: [Bool], widths: [Double]) {
        var moments = ReferenceBound.Moments(count: 0, sum: 0, sumOfSquares: 0)
        var running = EmpiricalBernsteinBand()
        var missed = [false, false, false]
        var widths = [0.0, 0, 0]
        let threshold = Double.log(20)
        func holds(_ band: Band) -> Bool { band.lower <= world.mean && world.mean <= band.upper }
        for number in 1...20_000 {
            let value = world.draw(&random)
            moments.count += 1
            moments.sum += value
            moments.sumOfSquares += value * value
            running.insert(value)
            if !missed[0] {
                missed[0] =
                    BetaMixtureBand.logWealth(count: moments.count, sum: moments.sum, mean: world.mean) >= threshold
            }
            if !missed[1] { missed[1] = !holds(running.band) }
            if number >= 500, !missed[2] { missed[2] = !holds(AsymptoticBand.band(moments)) }
            if number == 5000 {
                let bands = [
                    BetaMixtureBand.band(count: moments.count, sum: moments.sum), running.band,
                    AsymptoticBand.band(moments),
                ]
                widths = bands.map { $0.upper - $0.lower }
            }
        }
        return (missed, widths)
    }
}
