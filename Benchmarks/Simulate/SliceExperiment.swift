import RealModule
import Statistics
import TestSupport

enum SliceExperiment {
    /// The risks of six attributes' values, and how to draw calls. One value is always bad and never changes; the planted slice
    /// has a low risk.
    private struct Market: Sendable {
        static let widths = [6, 8, 5, 4, 10, 3]
        let risks: [[Double]]

        init(_ random: inout SeededGenerator) {
            var risks = Self.widths.map { width in (0..<width).map { _ in Double.exp(0.35 * random.normal()) } }
            risks[0][4] = 4
            risks[1][2] = 0.49
            risks[2][1] = 0.49
            self.risks = risks
        }

        func calls(
            _ count: Int, times: Double, _ random: inout SeededGenerator
        ) -> (columns: [[Int32]], failures: [Double]) {
            let shares = Self.widths.map { width -> [Double] in
                let weights = (1...width).map { Double.pow(Double($0), -0.7) }
                let total = weights.reduce(0, +)
                return weights.map { $0 / total }
            }
            var columns = Self.widths.map { _ in [Int32](repeating: 0, count: count) }
            var failures = [Double](repeating: 0, count: count)
            for row in 0..<count {
                var risk = 0.05
                for (column, shares) in shares.enumerated() {
                    var rest = random.uniform()
                    let value =
                        shares.firstIndex { share in
                            rest -= share
                            return rest < 0
                        } ?? shares.count - 1
                    columns[column][row] = Int32(value)
                    risk *= risks[column][value]
                }
                let isPlanted = columns[1][row] == 2 && columns[2][row] == 1
                risk = min(0.9, max(0.001, risk))
                failures[row] = random.chance(isPlanted ? min(0.9, risk * times) : risk) ? 1 : 0
            }
            return (columns, failures)
        }
    }

    private static let planted: Set<SliceFinding.Predicate> = [.init(column: 1, value: 2), .init(column: 2, value: 1)]

    static let experiment = Experiment(
        name: "slices", section: "5.8", title: "Is a planted slice found, and an unchanged one not confirmed?",
        worlds: """
            Six attributes, one value that was always bad, a planted slice of two conditions with 2.8 % of the calls and a low risk (11 failures expected in 20,000 calls); \
            30,000 reference calls. The risks differ from the specification's in chance only. Top 1, top 5; confirmation: candidates of \
            one day of 40,000 calls, judged on the next five days at 5 %.
            """,
        seed: 501
    ) { scale, seed in
        var rows: [Experiment.Row] = []
        let worlds: [(name: String, calls: Int, times: Double, stated: String)] = [
            ("20,000 calls, times 2.5", 20_000, 2.5, "60 %, 76 %"),
            ("20,000 calls, times 1.8", 20_000, 1.8, "12 %, 16 %"),
            ("100,000 calls, times 1.8", 100_000, 1.8, "83 %, 92 %"),
        ]
        for (index, world) in worlds.enumerated() {
            let runs = scale.runs(50, full: 200)
            let ranks = await Worlds.run(runs, seed: seed + UInt64(index)) { random, _ -> Int? in
                let market = Market(&random)
                let reference = market.calls(30_000, times: 1, &random)
                guard let model = RiskModel(columns: reference.columns, failures: reference.failures) else {
                    return nil
                }
                let live = market.calls(world.calls, times: world.times, &random)
                let found = SliceScan.findings(
                    columns: live.columns, failures: live.failures,
                    expected: model.expected(columns: live.columns, count: world.calls),
                    settings: .init(
                        minimumSize: world.calls / (world.calls > 50_000 ? 200 : 100), findings: 5, maximumLevel: 2))
                return found.firstIndex { Set($0.predicates) == planted }
            }
            rows.append(
                .init(
                    world.name, stated: world.stated,
                    measured: "\(Figures.share(ranks.map { $0 == 0 })), \(Figures.share(ranks.map { $0 != nil }))",
                    runs: runs))
        }
        for (index, world) in [(1.0, "0 of 60"), (2.5, "75 to 92 %"), (1.8, "0 to 8 %")].enumerated() {
            let (times, stated) = world
            let runs = scale.runs(times == 1 ? 60 : 24, full: times == 1 ? 200 : 60)
            let outcomes = await Worlds.run(runs, seed: seed + 10 + UInt64(index)) { random, _ in
                confirmed(times: times, &random)
            }
            rows.append(
                .init(
                    times == 1 ? "confirmed although nothing changed" : "confirmed, times \(times)",
                    stated: stated, measured: Figures.share(outcomes), runs: runs))
        }
        return rows
    }

    private static func confirmed(times: Double, _ random: inout SeededGenerator) -> Bool {
        let market = Market(&random)
        let reference = market.calls(30_000, times: 1, &random)
        guard let model = RiskModel(columns: reference.columns, failures: reference.failures) else { return false }
        let day = market.calls(40_000, times: times, &random)
        let found = SliceScan.findings(
            columns: day.columns, failures: day.failures,
            expected: model.expected(columns: day.columns, count: 40_000),
            settings: .init(minimumSize: 300, findings: SliceConfirmation.maximumSlices, maximumLevel: 2))
        guard !found.isEmpty else { return false }
        let counts = found.map { finding in
            var total = (count: 0.0, failures: 0.0)
            for row in 0..<30_000 where finding.holds(reference.columns, row) {
                total.count += 1
                total.failures += reference.failures[row]
            }
            return total
        }
        // 30 days of budget in one list: at most 5 % of the lists are wrong.
        var confirmation = SliceConfirmation(reference: counts, delta: 0.05, monthlyBudget: 1.5)
        var isConfirmed = false
        for _ in 0..<5 {
            let next = market.calls(40_000, times: times, &random)
            let risks = model.expected(columns: next.columns, count: 40_000)
            for (slice, finding) in found.enumerated() {
                for row in 0..<40_000 where finding.holds(next.columns, row) {
                    confirmation.insert(failure: next.failures[row], expected: risks[row], slice: slice)
                }
            }
            isConfirmed = isConfirmed || !confirmation.confirmed.isEmpty
        }
        return isConfirmed
    }
}

extension SliceFinding {
    /// Whether a call lies in the slice.
    fileprivate func holds(_ columns: [[Int32]], _ row: Int) -> Bool {
        predicates.allSatisfy { columns[$0.column][row] == $0.value }
    }
}
