/// One observation of one signal, a whole number of the signal's smallest unit, so that sums depend on no order.
public struct Measure: Sendable, Hashable {
    /// The kinds of quantity. On disk: never change a number.
    public enum Quantity: UInt8, Sendable, Hashable, CaseIterable {
        /// 0 or 1.
        case share = 0
        /// Microseconds.
        case duration = 1
        /// Whole things: tokens.
        case count = 2
        /// Picodollars (10⁻¹² US dollar).
        case money = 3
        /// Millionths of a score's own unit.
        case score = 4
    }

    /// The signal's name within its system: ``SignalName``.
    public var signal: SignalName
    /// What is counted.
    public var quantity: Quantity
    /// In the quantity's smallest unit.
    public var value: Int64

    /// An observation.
    public init(_ signal: SignalName, _ quantity: Quantity, _ value: Int64) {
        self.signal = signal
        self.quantity = quantity
        self.value = value
    }

    /// A yes or no.
    public init(_ signal: SignalName, _ flag: Bool) {
        self.init(signal, .share, flag ? 1 : 0)
    }

    /// A score in its own unit, rounded to millionths; `nil` when not finite or beyond ±9 × 10¹².
    public init?(_ signal: SignalName, score: Double) {
        let scaled = (score * 1_000_000).rounded()
        guard scaled.isFinite, abs(scaled) < 9e18 else { return nil }
        self.init(signal, .score, Int64(scaled))
    }
}
