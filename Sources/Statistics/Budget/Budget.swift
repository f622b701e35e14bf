/// The false alarms that a system may raise per month, and how its monitors share them (docs/statistics.md 4.1).
///
/// **Guarantee.** The expected false alarms per month of a whole system are at most ``monthlyAlarms``, whatever the
/// dependence between monitors, plus the one-off sum of the deltas of its baselines. A running monitor's budget never
/// changes: a restart would throw its evidence away.
public struct Budget: Sendable, Hashable {
    /// Expected false alarms per month of one system, above 0. The default is 1.
    public let monthlyAlarms: Double

    /// - Parameter monthlyAlarms: above 0.
    public init(monthlyAlarms: Double = 1) {
        precondition(monthlyAlarms > 0)
        self.monthlyAlarms = monthlyAlarms
    }

    /// What a group may use in all.
    public func total(of group: BudgetGroup) -> Double {
        monthlyAlarms * group.defaultShare
    }

    /// The budgets of monitors that are pinned together: half of what is left of their group, by weight.
    ///
    /// - Parameters:
    ///   - group: of all of them.
    ///   - weights: priorities, 1 ... 10, one per monitor.
    ///   - running: the sum of the budgets of the group's running monitors; a retired monitor's budget has returned.
    public func handOut(to weights: [Double], in group: BudgetGroup, running: Double) -> [Double] {
        Self.split(max(0, total(of: group) - running) / 2, by: weights)
    }

    /// `total` by weight.
    public static func split(_ total: Double, by weights: [Double]) -> [Double] {
        let sum = weights.reduce(0, +)
        return weights.map { total * $0 / sum }
    }

    /// How a metric's entry is divided when some of its slices are watched one by one: half for the whole, half for them.
    ///
    /// - Parameters:
    ///   - entry: the metric's budget.
    ///   - slices: how many slice monitors share, 0 or more.
    public static func divided(_ entry: Double, amongSlices slices: Int) -> (whole: Double, eachSlice: Double) {
        slices > 0 ? (entry / 2, entry / 2 / Double(slices)) : (entry, 0)
    }

    /// The chance that a baseline's bound may be wrong: a year of the monitor's budget, between 10⁻⁵ and 0.05.
    public static func delta(monthlyBudget: Double) -> Double {
        (12 * monthlyBudget).clamped(to: 1e-5...0.05)
    }

    /// The deltas of baselines that are pinned together, scaled down so that they add at most ``monthlyAlarms``.
    public func deltas(monthlyBudgets: [Double]) -> [Double] {
        let wanted = monthlyBudgets.map { Self.delta(monthlyBudget: $0) }
        let sum = wanted.reduce(0, +)
        return sum > monthlyAlarms ? wanted.map { $0 * monthlyAlarms / sum } : wanted
    }
}
