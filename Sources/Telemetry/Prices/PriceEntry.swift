/// What one model of one provider costs, from a day on.
public struct PriceEntry: Sendable, Hashable {
    /// The provider in the conventions' spelling (`openai`, `aws.bedrock`).
    public var provider: String
    /// The model's name.
    public var model: String
    /// Other names that mean this model; the first is usually `model` itself.
    public var match: [ModelPattern] = []
    /// The first day on which it holds (UTC); absent: always before `to`.
    public var from: CivilDate?
    /// The first day on which it no longer holds (UTC); absent: until further notice.
    public var to: CivilDate?
    /// Seconds of the UTC day within which it holds; a start behind the end spans midnight. Absent: all day.
    public var secondsOfDay: SecondsOfDay?
    /// `flex`, `priority` or `batch`; absent for the standard tier.
    public var tier: String?
    /// Where the figures were read.
    public var source: String?
    /// The day on which the provider takes the model down, where it is announced.
    public var deprecated: CivilDate?
    /// The prices.
    public var prices: UnitPrices
    /// Prices for calls with much input, ascending. Once a call has more input tokens than `inputTokens`, all of its tokens
    /// pay these prices: a cliff, not a slope.
    public var above: [Step] = []

    /// Prices beyond an amount of input.
    public struct Step: Sendable, Hashable {
        /// A call with more input tokens than this pays `prices`.
        public var inputTokens: Int64
        /// What every token of the call costs then.
        public var prices: UnitPrices
    }

    /// A part of every day.
    public struct SecondsOfDay: Sendable, Hashable {
        /// First second, 0 to 86,399.
        public var start: Int64
        /// The second after the last, 0 to 86,400.
        public var end: Int64
    }

    /// An entry without limits in time.
    public init(provider: String, model: String, prices: UnitPrices) {
        self.provider = provider
        self.model = model
        self.prices = prices
    }

    /// Whether the entry is in force at an instant.
    public func holds(at time: Timestamp) -> Bool {
        guard from != nil || to != nil || secondsOfDay != nil else { return true }
        let day = CivilDate(time)
        if let from, day < from { return false }
        if let to, day >= to { return false }
        guard let secondsOfDay else { return true }
        let second = time.seconds - day.start.seconds
        return secondsOfDay.start <= secondsOfDay.end
            ? (secondsOfDay.start..<secondsOfDay.end).contains(second)
            : second >= secondsOfDay.start || second < secondsOfDay.end
    }

    /// The prices for a call with so many input tokens.
    public func prices(inputTokens: Int64) -> UnitPrices {
        above.last { inputTokens > $0.inputTokens }?.prices ?? prices
    }
}
