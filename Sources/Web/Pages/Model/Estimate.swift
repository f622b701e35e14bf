/// A figure that can be wrong, with what it rests on.
package struct Estimate: Encodable, Sendable, Hashable {
    /// In `unit`, raw: shares as 0 to 1, times in seconds, money in dollars. Differences are signed.
    package let value: Double
    /// The lower end of the range that holds however often one looks; `nil` when the figure is a count without doubt.
    package let low: Double?
    /// The upper end.
    package let high: Double?
    /// On how many events it rests; `nil` when that is said elsewhere.
    package let n: Int?
    package let unit: SignalUnit

    package init(value: Double, low: Double?, high: Double?, n: Int?, unit: SignalUnit) {
        self.value = value
        self.low = low
        self.high = high
        self.n = n
        self.unit = unit
    }
}

/// A signed distance from the own baseline in tolerances, so that anything can be laid beside anything.
/// Negative is worse, whatever the signal's direction.
package struct Lean: Encodable, Sendable, Hashable {
    package let value: Double
    package let low: Double
    package let high: Double

    package init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }
}

/// How one signal stands against its own baseline.
package struct Reading: Encodable, Sendable, Hashable {
    package let signal: SignalHeading
    package let state: SignalState
    /// Over the trailing window of the page; `nil` when there is nothing to say yet.
    package let now: Estimate?
    /// The pinned (or provisional) reference.
    package let baseline: Estimate?
    /// `now` minus baseline: shares and scores in their unit, latency, tokens and money relative (`.relative`).
    package let change: Estimate?
    /// The same in tolerances, turned so that negative is worse.
    package let lean: Lean?
    /// What the figure counts, when the page has no room for the signal's title: `kept`, `AUC estimated`, `ok`.
    package let caption: String?
    /// A second figure that stands in place of the change, with its word: p95 beside the share of successes.
    package let beside: Beside?

    package init(
        signal: SignalHeading, state: SignalState, now: Estimate?, baseline: Estimate?, change: Estimate?,
        lean: Lean?, caption: String?, beside: Beside?
    ) {
        self.signal = signal
        self.state = state
        self.now = now
        self.baseline = baseline
        self.change = change
        self.lean = lean
        self.caption = caption
        self.beside = beside
    }

    /// A second figure and its word.
    package struct Beside: Encodable, Sendable, Hashable {
        package let word: String
        package let estimate: Estimate

        package init(word: String, estimate: Estimate) {
            self.word = word
            self.estimate = estimate
        }
    }
}
