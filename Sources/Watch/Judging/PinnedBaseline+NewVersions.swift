import Telemetry

extension PinnedBaseline {
    /// True when the value already had events in the reference and so either has a monitor or was too small for one.
    func knows(_ value: SliceValue) -> Bool {
        knownVersions.contains("\(value.dimension):\(value.value)")
    }

    /// The parent's baseline, judged for one new value.
    func borrowed(for value: SliceValue, monthlyBudget: Double) -> PinnedBaseline {
        PinnedBaseline(
            signal: signal, slice: value, version: version, origin: origin, from: from, to: to, estimator: estimator,
            worse: worse, arms: arms.map { Arm(flipped: $0.flipped, part: $0.part, baseline: $0.baseline, mix: nil) },
            count: count, mean: mean, percentiles: percentiles, knownVersions: [], monthlyBudget: monthlyBudget)
    }
}
