import Telemetry
import Watch

extension Reading {
    /// How a signal stands, as pages and documents show it.
    init(_ standing: SignalStanding, beside: Beside? = nil) {
        let heading = SignalHeading(standing.profile)
        let now = standing.now.map { Estimate($0, unit: heading.unit) }
        var change: Estimate?
        if let figure = standing.now, let baseline = standing.baseline {
            change = Estimate(figure, from: baseline, unit: heading.unit)
        }
        self.init(
            signal: heading, state: SignalState(standing), now: now,
            baseline: standing.baseline.map {
                Estimate(
                    value: $0, low: nil, high: nil, n: standing.monitor.map { Int(clamping: $0.baseline.count) },
                    unit: heading.unit)
            },
            change: change, lean: standing.lean.flatMap(Lean.init(finite:)), caption: Self.caption(standing.profile),
            beside: beside)
    }

    /// A group from which nothing comes.
    init(missing group: SignalGroup) {
        self.init(
            signal: SignalHeading(missing: group), state: .noSignal(.neverSent), now: nil, baseline: nil, change: nil,
            lean: nil, caption: nil, beside: nil)
    }

    /// What the figure counts, where there is no room for the signal's title.
    private static func caption(_ profile: SignalProfile) -> String? {
        switch profile.name {
        case .success: "ok"
        case .cost: "per call"
        case .latency: "latency"
        case .outputTokens: "output tokens"
        default: SignalTitle.of(profile.name).lowercased()
        }
    }
}

extension Lean {
    /// `nil` when an end is not finite: a range without end says nothing on a chart.
    init?(finite lean: (value: Double, low: Double, high: Double)) {
        guard lean.value.isFinite, lean.low.isFinite, lean.high.isFinite else { return nil }
        self.init(value: lean.value, low: lean.low, high: lean.high)
    }
}

extension SignalState {
    /// The state of a signal in the words of pages.
    init(_ standing: SignalStanding) {
        switch standing.state {
        case .learning(let missing): self = .learning(Missing(missing, of: standing.profile))
        case .stopped(let since): self = .noSignal(.stopped(since: since))
        case .blind: self = .noSignal(.notMeasurable("the reference holds too few events to judge against"))
        case .provisional: self = .provisionalLevel
        case .level: self = .level
        case .watch: self = .watch
        case .tilting: self = .tilting
        }
    }
}

extension Missing {
    init(_ missing: SignalStanding.Missing, of profile: SignalProfile) {
        self.init(
            counted: Counted(profile), events: Int(clamping: missing.events),
            needed: Int(clamping: missing.eventsNeeded),
            days: .init(seen: missing.days, needed: missing.daysNeeded), ready: missing.ready, smallestChange: nil)
    }
}

extension Counted {
    /// What the events of a signal are.
    init(_ profile: SignalProfile) {
        switch profile.name {
        case .labelAgreement, .absoluteError: self = .labels
        case .success, .latency, .timeToFirstToken, .inputTokens, .outputTokens, .cost, .refused, .empty, .truncated,
            .repeated, .retriedCall:
            self = .calls
        case .predictionValue, .predictionScore: self = .predictions
        default: self = profile.quantity == .score || profile.dimension == .quality ? .scores : .outcomes
        }
    }
}
