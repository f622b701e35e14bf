import Statistics
import TestSupport

enum DelayExperiment {
    static let experiment = Experiment(
        name: "delay", section: "1.13", title: "How soon is a change found?",
        worlds: """
            0.02 false alarms allowed per 100,000 events, delta 0.05, no dead band, blocks of 50; found within 400,000 events. The \
            specification measured without the ratchet and with all of delta for the frozen bound, of which the program gives it 0.8.
            """,
        seed: 103
    ) { scale, seed in
        let worlds: [(name: String, before: Double, after: Double, ramp: Double, short: String, long: String)] = [
            ("8 % to 10 % at once", 0.08, 0.10, 0, "median 5,500", "median 4,510"),
            ("8 % to 10 % over 100,000 events", 0.08, 0.10, 100_000, "median 58,970", "median 49,380"),
            ("8 % to 8.5 % at once", 0.08, 0.085, 0, "63 %, 217,800", "99 %, 72,720"),
            ("5 % to 5.5 % at once", 0.05, 0.055, 0, "84 %, 98,810", "100 %, 47,840"),
        ]
        let monitor = RateMonitor(creditPerEvent: 1e-6, budget: 0.2)
        var rows: [Experiment.Row] = []
        let runs = scale.runs(200, full: 400)
        for (index, world) in worlds.enumerated() {
            for reference in [20_000, 100_000] {
                let delays = await Worlds.run(runs, seed: seed + UInt64(10 * index + reference)) { random, _ in
                    let baseline = monitor.baseline(count: reference, rate: world.before, random: &random)
                    return monitor.firstAlarm(on: baseline, events: 400_000, random: &random) { event in
                        let share = world.ramp > 0 ? min(1, Double(event) / world.ramp) : 1
                        return world.before + share * (world.after - world.before)
                    }
                }
                rows.append(
                    .init(
                        "\(world.name), reference \(Figures.text(Double(reference), 0))",
                        stated: reference == 20_000 ? world.short : world.long, measured: Figures.found(delays),
                        runs: runs))
            }
        }
        let quiet = scale.runs(400, full: 1500)
        let alarms = await Worlds.run(quiet, seed: seed + 1) { random, _ in
            let baseline = monitor.baseline(count: 20_000, rate: 0.08, random: &random)
            return monitor.firstAlarm(on: baseline, events: 100_000, random: &random) { _ in 0.08 } != nil
        }
        rows.append(
            .init(
                "nothing changes in 100,000 events (2 % and delta allowed)", stated: "0.3 %",
                measured: Figures.share(alarms), runs: quiet))
        return rows
    }
}
