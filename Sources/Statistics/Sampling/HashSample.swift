import Sketches

/// Which calls are looked at: decided by a hash of the trace, never by chance (docs/statistics.md 7.3). Whole traces are kept or
/// left together; a lower rate's sample is part of a higher rate's; purposes are independent.
public struct HashSample: Sendable, Hashable {
    /// "tiltmeter/<purpose>/v1".
    public let salt: String

    /// - Parameter purpose: "quality", "review", "holdout", ...
    public init(purpose: String) {
        salt = "tiltmeter/\(purpose)/v1"
    }

    /// Whether a trace is looked at.
    ///
    /// - Parameters:
    ///   - trace: its id.
    ///   - rate: 0 ... 1.
    public func contains(_ trace: String, rate: Double) -> Bool {
        StableHash.unit(salt: salt, key: trace) < rate
    }

    /// The probability with which a call is looked at when several rules match, each decided before the outcome was known.
    public static func probability(ofRules rates: [Double]) -> Double {
        rates.max() ?? 0
    }
}
