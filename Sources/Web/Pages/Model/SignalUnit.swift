/// In what a signal is measured, and with that how its figures are written. Values stay raw.
package enum SignalUnit: String, Encodable, Sendable, Hashable {
    /// 0 to 1, written in percent; differences in points.
    case share
    /// A score or measure without unit, written with two decimals.
    case score
    /// Written as ms or s, as fits.
    case seconds
    case tokens
    /// US dollars, written with as many decimals as small amounts need.
    case usd
    /// Things counted.
    case count
    case characters
    /// A change relative to the baseline: 0.11 is written +11 %.
    case relative
}

/// The groups of signals, always shown in this order.
package enum SignalGroup: String, Encodable, Sendable, Hashable, CaseIterable {
    case operations, quality, trust, cost
}

/// Which way of a signal is better for people.
package enum Better: String, Encodable, Sendable, Hashable, CaseIterable {
    case high, low
    /// Nobody has said yet: watched in both directions.
    case unknown
}

/// Which signal is spoken of.
package struct SignalHeading: Encodable, Sendable, Hashable {
    /// As in addresses and the API: `groundedness`.
    package let name: String
    /// As people read it at the beginning of a sentence: `Groundedness`.
    package let title: String
    package let group: SignalGroup
    package let unit: SignalUnit
    package let better: Better

    package init(name: String, title: String, group: SignalGroup, unit: SignalUnit, better: Better) {
        self.name = name
        self.title = title
        self.group = group
        self.unit = unit
        self.better = better
    }
}
