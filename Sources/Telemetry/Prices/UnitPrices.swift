/// What one token of each component costs, in picodollars (10⁻¹² US dollar); `request` is per call.
///
/// Whole numbers, so that sums neither drift nor depend on their order. A provider's "$2.50 per million" is 2,500,000.
public struct UnitPrices: Sendable, Hashable {
    /// Input tokens.
    public var input: Int64
    /// Output tokens; 0 for models that answer with numbers, such as embeddings.
    public var output: Int64
    /// See ``PriceComponent/cacheRead``; absent: the price of input.
    public var cacheRead: Int64?
    /// See ``PriceComponent/cacheWrite``; absent: the price of input.
    public var cacheWrite: Int64?
    /// See ``PriceComponent/cacheWriteHour``; absent: the price of `cacheWrite`.
    public var cacheWriteHour: Int64?
    /// See ``PriceComponent/reasoning``; absent: the price of output.
    public var reasoning: Int64?
    /// See ``PriceComponent/audioInput``; absent: the price of input.
    public var audioInput: Int64?
    /// See ``PriceComponent/audioOutput``; absent: the price of output.
    public var audioOutput: Int64?
    /// Per call; absent: nothing.
    public var request: Int64?

    /// Prices in picodollars, none negative.
    public init(input: Int64, output: Int64) {
        self.input = input
        self.output = output
    }

    /// The price that a component is charged at, what is absent replaced as documented at each property.
    public subscript(component: PriceComponent) -> Int64 {
        switch component {
        case .input: input
        case .output: output
        case .cacheRead: cacheRead ?? input
        case .cacheWrite: cacheWrite ?? input
        case .cacheWriteHour: cacheWriteHour ?? cacheWrite ?? input
        case .reasoning: reasoning ?? output
        case .audioInput: audioInput ?? input
        case .audioOutput: audioOutput ?? output
        case .request: request ?? 0
        }
    }

    /// Sets what a file states for a component.
    mutating func set(_ component: PriceComponent, _ picodollars: Int64) {
        switch component {
        case .input: input = picodollars
        case .output: output = picodollars
        case .cacheRead: cacheRead = picodollars
        case .cacheWrite: cacheWrite = picodollars
        case .cacheWriteHour: cacheWriteHour = picodollars
        case .reasoning: reasoning = picodollars
        case .audioInput: audioInput = picodollars
        case .audioOutput: audioOutput = picodollars
        case .request: request = picodollars
        }
    }
}
