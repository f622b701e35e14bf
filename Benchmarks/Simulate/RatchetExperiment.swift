import Statistics
import TestSupport

enum RatchetExperiment {
    private struct World: Sendable {
        var name: String
        var mode = Baseline.DeadBandMode.none
        var quiet = 0
        var events: Int
        var frozen: String
        var ratchet: String
        var rate: @Sendable (Int) -> Double
    }

    private static let worlds: [World] = [
        World(name: "no change, 1,000,000 events", events: 1_000_000, frozen: "2.0 %", ratchet: "3.3 %") { _ in 0.08 },
        World(
            name: "8 % to 8.5 % after 300,000 quiet events", quiet: 300_000, events: 700_000, frozen: "64 %, 241,000",
            ratchet: "96 %, 97,000"
        ) { $0 < 300_000 ? 0.08 : 0.085 },
        World(
            name: "8 % to 9 % over 200,000 events after 300,000 quiet ones", quiet: 300_000, events: 700_000,
            frozen: "158,000", ratchet: "139,000"
        ) { 0.08 + 0.01 * min(1, max(0, Double($0 - 300_000) / 200_000)) },
        World(name: "8 % to 10 % at once", events: 400_000, frozen: "6,270", ratchet: "5,400") { _ in 0.10 },
        World(
            name: "7.5 % for 300,000 events, then 8 % again, no dead band", events: 600_000, frozen: "1.3 %",
            ratchet: "25 %"
        ) { $0 < 300_000 ? 0.075 : 0.08 },
        World(
            name: "the same with the dead band of 5 % (default)", mode: .larger, events: 600_000, frozen: "0 %",
            ratchet: "0.7 %"
        ) { $0 < 300_000 ? 0.075 : 0.08 },
    ]

    static let experiment = Experiment(
        name: "ratchet", section: "1.4.2, 1.13", title: "Does the ratchet help, and does it do harm?",
        worlds: """
            Reference 20,000 events, delta 0.05, 0.02 false alarms allowed per 100,000 events, blocks of 50. Share that alarms, and \
            median events since the change.
            """,
        seed: 104
    ) { scale, seed in
        let monitor = RateMonitor(creditPerEvent: 1e-6, budget: 0.2)
        let runs = scale.runs(200, full: 600)
        var rows: [Experiment.Row] = []
        for (index, world) in worlds.enumerated() {
            for isFrozen in [true, false] {
                let delays = await Worlds.run(runs, seed: seed + UInt64(2 * index + (isFrozen ? 1 : 0))) { random, _ in
                    let baseline = monitor.baseline(count: 20_000, rate: 0.08, mode: world.mode, random: &random)
                    let alarm =
                        isFrozen
                        ? monitor.firstFrozenAlarm(
                            on: baseline, events: world.events, random: &random, rate: world.rate)
                        : monitor.firstAlarm(on: baseline, events: world.events, random: &random, rate: world.rate)
                    return alarm.map { $0 - Double(world.quiet) }
                }
                rows.append(
                    .init(
                        "\(world.name), \(isFrozen ? "frozen" : "ratchet")",
                        stated: isFrozen ? world.frozen : world.ratchet, measured: Figures.found(delays), runs: runs))
            }
        }
        return rows
    }
}
