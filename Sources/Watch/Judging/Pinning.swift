import Sketches
import Statistics
import Telemetry

/// Builds baselines from a reference window (docs/statistics.md 1.4, 1.5, 4.1, 9.4): pure, the same rows give the same
/// baselines.
struct Pinning {
    /// What is pinned for one signal.
    struct Request {
        let profile: SignalProfile
        let origin: PinnedBaseline.Origin
        /// Budgets of the signal's running monitors, which a completed baseline takes over.
        let running: [SliceValue?: Double]
        /// True when a provisional baseline is completed, or is to be: its delta counts half.
        let isHalf: Bool
        let version: Int
    }

    /// The reference's blocks in order of time; a reference record is one block.
    let blocks: [VerdictBlock]
    let budget: Budget
    /// What each group's running monitors use.
    let running: [BudgetGroup: Double]

    /// A slice value gets a monitor from this many reference events on.
    static let eventsForSlice: UInt64 = 500
    /// At most so many slices of a signal are watched, the largest first.
    static let slicesPerSignal = 20
    /// Slices that hold nearly all events say nothing that the whole does not say.
    static let largestSliceShare = 0.95

    /// Dimensions that describe our own or the provider's changes: a move there is no change of traffic.
    static let causalDimensions: Set<String> = ["model", "provider", "prompt", "service_version", "model_version"]

    /// Dimensions whose new values are watched at once.
    static let versionDimensions: Set<String> = ["model", "prompt", "service_version"]

    private let totals: BlockTables

    init(blocks: [VerdictBlock], budget: Budget, running: [BudgetGroup: Double]) {
        self.blocks = blocks
        self.budget = budget
        self.running = running
        totals = blocks.reduce(into: BlockTables()) { $0.merge($1.tables) }
    }

    /// Pins all signals that are due together: within a group they share half of what is left, each metric's entry half for
    /// the whole and half for its slices.
    func pin(_ requests: [Request]) -> [PinnedBaseline] {
        var drafts: [Draft] = []
        for group in BudgetGroup.allCases {
            let members = requests.filter { $0.profile.budgetGroup == group }
            guard !members.isEmpty else { continue }
            let newcomers = members.filter { $0.running[nil as SliceValue?] == nil }
            let entries = budget.handOut(
                to: newcomers.map { _ in 1 }, in: group, running: running[group, default: 0])
            for (request, entry) in zip(newcomers, entries) { drafts += self.drafts(request, entry: entry) }
            for request in members where request.running[nil as SliceValue?] != nil {
                drafts += self.drafts(request, entry: nil)
            }
        }
        let deltas = budget.deltas(monthlyBudgets: drafts.map(\.monthlyBudget))
        return zip(drafts, deltas).compactMap { draft, delta in
            baseline(draft, delta: draft.request.isHalf ? delta / 2 : delta)
        }
    }

    private struct Draft {
        let request: Request
        let slice: SliceValue?
        let monthlyBudget: Double
    }

    /// The monitors of one signal with their budgets.
    private func drafts(_ request: Request, entry: Double?) -> [Draft] {
        guard totals.overall[request.profile.name]?.count ?? 0 > 0 else { return [] }
        let slices = watchedSlices(of: request.profile.name)
        if let entry {
            let shares = Budget.divided(entry, amongSlices: slices.count)
            return [Draft(request: request, slice: nil, monthlyBudget: shares.whole)]
                + slices.map { Draft(request: request, slice: $0, monthlyBudget: shares.eachSlice) }
        }
        // Completed: the metric keeps its entry. What its slices had is divided anew among those that are large enough now;
        // if it had none, they get half of the whole's.
        let whole = request.running[nil as SliceValue?] ?? 0
        let used = request.running.reduce(0) { $0 + ($1.key == nil ? 0 : $1.value) }
        let shares =
            used > 0
            ? (whole: whole, eachSlice: used / Double(max(1, slices.count)))
            : Budget.divided(whole, amongSlices: slices.count)
        return [Draft(request: request, slice: nil, monthlyBudget: shares.whole)]
            + slices.map { Draft(request: request, slice: $0, monthlyBudget: shares.eachSlice) }
    }

    /// Slices that are watched one by one: enough events, not nearly all, the largest first.
    private func watchedSlices(of signal: SignalName) -> [SliceValue] {
        let all = Double(totals.overall[signal]?.count ?? 0)
        let candidates = totals.slices.rows.compactMap { row -> (SliceValue, UInt64)? in
            guard row.value.value != SliceValue.none, let count = row[signal]?.count, count >= Self.eventsForSlice,
                Double(count) < Self.largestSliceShare * all
            else { return nil }
            return (row.value, count)
        }
        return candidates.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(Self.slicesPerSignal).map(\.0)
    }

    private func baseline(_ draft: Draft, delta: Double) -> PinnedBaseline? {
        let profile = draft.request.profile
        let cells = blocks.compactMap { block -> (block: VerdictBlock, cell: Cell)? in
            let cell = block.tables.cell(profile.name, slice: draft.slice)
            return cell.flatMap { $0.count > 0 ? (block, $0) : nil }
        }
        guard !cells.isEmpty, let estimator = Estimator.chosen(for: profile, from: cells.map(\.cell)) else {
            return nil
        }
        var total = Cell(profile.quantity)
        for entry in cells { total.merge(entry.cell) }

        // Of a percentile set the blocks that chose the thresholds say nothing about the rates.
        var judged = cells[...]
        if case .percentiles = estimator, cells.count > 1 {
            judged = cells.dropFirst(PercentileThresholds.split(cells.map(\.cell.count)))
        }
        let directions: [Bool] =
            switch profile.worse {
            case .higher: [false]
            case .lower: [true]
            case .either: [false, true]
            }
        let settings = Baseline.Settings(
            delta: delta / Double(directions.count), tolerance: deadBandLimit(profile),
            isProvisional: draft.request.origin == .provisional)
        var arms: [Arm] = []
        let usesMix =
            draft.slice == nil && (profile.budgetGroup == .quality || profile.budgetGroup == .latencyAndErrors)
        for flipped in directions {
            let mixes =
                usesMix ? mixes(profile.name, estimator: estimator, flipped: flipped, in: judged.map(\.block)) : nil
            for part in 0..<estimator.armCount {
                let mix = mixes?[part]
                let dated = judged.map { entry in
                    let block = estimator.blocks(entry.cell, flipped: flipped)[part]
                    let factor =
                        mix?.factor(
                            counts: entry.block.tables.slices.counts(of: profile.name, along: mix!.dimension),
                            total: block.count) ?? 1
                    return DatedBlock(hour: entry.block.hour, block: block, mixFactor: factor)
                }
                let baseline =
                    draft.request.origin == .named
                    ? named(dated, estimator: estimator, settings: settings)
                    : Baseline(dated, kind: estimator.kind, settings: settings)
                arms.append(Arm(flipped: flipped, part: part, baseline: baseline, mix: mix))
            }
        }
        let percentiles = profile.quantity == .share ? [] : [0.5, 0.95, 0.99].compactMap { total.quantile($0) }
        return PinnedBaseline(
            signal: profile.name, slice: draft.slice, version: draft.request.version, origin: draft.request.origin,
            from: blocks.first?.start ?? 0, to: blocks.last?.end ?? 0, estimator: estimator, worse: profile.worse,
            arms: arms, count: total.count, mean: total.mean ?? 0, percentiles: percentiles,
            knownVersions: draft.slice == nil ? knownVersions : [], monthlyBudget: draft.monthlyBudget)
    }

    private var knownVersions: Set<String> {
        Set(
            totals.slices.rows.map(\.value).filter { Self.versionDimensions.contains($0.dimension) }
                .map { "\($0.dimension):\($0.value)" })
    }

    /// A named baseline is a record without a calendar: no season, no clustering; as if it had lasted a month.
    private func named(
        _ dated: [DatedBlock], estimator: Estimator, settings: Baseline.Settings
    ) -> Baseline {
        let moments = dated.reduce(into: ReferenceBound.Moments(count: 0, sum: 0, sumOfSquares: 0)) { total, entry in
            total.count += entry.block.count
            total.sum += entry.block.sum
            total.sumOfSquares += entry.block.sumOfSquares
        }
        return Baseline(moments, kind: estimator.kind, days: 30, settings: settings)
    }

    /// The tolerance of the pages limits a rate's dead band where both have one unit.
    private func deadBandLimit(_ profile: SignalProfile) -> Double? {
        guard profile.quantity == .share, case .absolute(let tolerance) = profile.tolerance else { return nil }
        return tolerance
    }

    /// The mix adjustment per part of the estimator, all along the one dimension that differs most.
    private func mixes(
        _ signal: SignalName, estimator: Estimator, flipped: Bool, in blocks: [VerdictBlock]
    ) -> [MixAdjustment]? {
        var cells: [String: [String: Cell]] = [:]
        for block in blocks {
            for row in block.tables.slices.rows where !Self.causalDimensions.contains(row.value.dimension) {
                let value = row.value
                guard let cell = row[signal] else { continue }
                if cells[value.dimension]?[value.value] == nil {
                    cells[value.dimension, default: [:]][value.value] = cell
                } else {
                    cells[value.dimension]![value.value]!.merge(cell)
                }
            }
        }
        guard !cells.isEmpty else { return nil }
        func counts(part: Int) -> [String: [String: MixAdjustment.ReferenceCount]] {
            cells.mapValues { values in
                values.mapValues { cell in
                    let block = estimator.blocks(cell, flipped: flipped)[part]
                    return MixAdjustment.ReferenceCount(count: block.count, sum: block.sum)
                }
            }
        }
        func variance(part: Int) -> Double {
            var moments = ReferenceBound.Moments(count: 0, sum: 0, sumOfSquares: 0)
            for block in blocks {
                guard let cell = block.tables.overall[signal] else { continue }
                let seen = estimator.blocks(cell, flipped: flipped)[part]
                moments.count += seen.count
                moments.sum += seen.sum
                moments.sumOfSquares += seen.sumOfSquares
            }
            guard estimator.kind == .rate else { return moments.variance }
            let mean = moments.count > 0 ? moments.sum / moments.count : 0
            return mean * (1 - mean)
        }
        let last = estimator.armCount - 1
        guard let chosen = MixAdjustment.strongest(of: counts(part: last), variance: variance(part: last)) else {
            return nil
        }
        return (0..<estimator.armCount).map { part in
            MixAdjustment(
                dimension: chosen.dimension, counts: counts(part: part)[chosen.dimension] ?? [:],
                variance: variance(part: part))
        }
    }
}
