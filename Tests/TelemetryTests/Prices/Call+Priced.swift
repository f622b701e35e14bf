import Telemetry

extension Call {
    /// A call with the least that a price needs.
    static func priced(
        _ provider: String?, _ model: String?, input: Int64?, output: Int64?,
        at time: Timestamp = BuiltInPricesTests.november
    ) -> Call {
        var call = Call(key: CallKey(hashing: Array("priced".utf8)), kind: .llm, time: time)
        call.provider = provider
        call.responseModel = model
        call.tokens.input = input
        call.tokens.output = output
        return call
    }
}

/// The sum of counts times unit prices.
func cost(_ parts: (count: Int64, unit: Int64)...) -> Int64 { parts.reduce(0) { $0 + $1.count * $1.unit } }
