import Storage
import Telemetry
import Watch

extension SystemHeading {
    /// The heading of a registered system.
    init(_ system: WatchedSystem) {
        let isNamed = system.title != system.slug.text
        self.init(
            slug: system.slug.text, title: isNamed ? system.title : SystemTitle.of(system.slug),
            kind: system.mainKind ?? CallKind(system.kind))
    }

    /// The heading of a system of which only the name is known.
    init(_ slug: SystemSlug) {
        self.init(slug: slug.text, title: SystemTitle.of(slug), kind: .llm)
    }
}

extension CallKind {
    fileprivate init(_ kind: WatchedSystem.Kind) {
        switch kind {
        case .llm: self = .llm
        case .classifier: self = .classifier
        case .regressor: self = .regressor
        case .ranker: self = .ranker
        }
    }
}

extension SignalHeading {
    /// The heading of a signal, by what is known about it.
    init(_ profile: SignalProfile) {
        self.init(
            name: profile.name.text, title: SignalTitle.of(profile.name), group: SignalGroup(profile.dimension),
            unit: SignalUnit(profile), better: Better(profile.worse))
    }

    /// The heading of a group from which no signal comes.
    init(missing group: SignalGroup) {
        let name = group.rawValue
        self.init(
            name: name, title: name.prefix(1).uppercased() + name.dropFirst(), group: group, unit: .share,
            better: .unknown)
    }
}

extension SignalGroup {
    /// Where a signal is shown. What goes in is shown with operations until inputs have pages of their own.
    init(_ dimension: SignalProfile.Dimension) {
        switch dimension {
        case .operations, .inputs: self = .operations
        case .quality: self = .quality
        case .trust: self = .trust
        case .cost: self = .cost
        }
    }
}

extension SignalUnit {
    init(_ profile: SignalProfile) {
        switch profile.quantity {
        case .share: self = .share
        case .duration: self = .seconds
        case .count: self = .tokens
        case .money: self = .usd
        case .score: self = .score
        }
    }

    /// True where changes are told relative to the baseline.
    var isRelative: Bool {
        switch self {
        case .seconds, .tokens, .usd, .count, .characters, .relative: true
        case .share, .score: false
        }
    }
}

extension Better {
    init(_ worse: SignalProfile.Worse) {
        switch worse {
        case .higher: self = .low
        case .lower: self = .high
        case .either: self = .unknown
        }
    }
}

extension Estimate {
    /// A figure of a report in a unit.
    init(_ figure: Figure, unit: SignalUnit) {
        self.init(
            value: figure.value, low: figure.low.isFinite ? figure.low : nil,
            high: figure.high.isFinite ? figure.high : nil,
            n: Int(clamping: figure.n), unit: unit)
    }

    /// How far a figure lies from a baseline: in its own unit for shares and scores, else relative to it.
    init(_ figure: Figure, from baseline: Double, unit: SignalUnit) {
        let scale = unit.isRelative && baseline != 0 ? abs(baseline) : 1
        func distance(_ value: Double) -> Double? { value.isFinite ? (value - baseline) / scale : nil }
        self.init(
            value: (figure.value - baseline) / scale, low: distance(figure.low), high: distance(figure.high),
            n: Int(clamping: figure.n), unit: unit.isRelative ? .relative : unit)
    }
}
