import Telemetry

/// A model behind an API as its callers see it: latency with a heavy tail, rare errors, the tokens it bills.
struct ModelService: Sendable {
    /// Who serves it.
    var provider: String
    /// The model asked for.
    var model: String
    /// Milliseconds until the first token, median.
    var firstToken: Double
    /// Milliseconds per output token, median.
    var perToken: Double
    /// True when the provider's outage hits it.
    var hasOutage: Bool

    /// Errors in ordinary times.
    static let errorRate = 0.0003

    /// Fills in who answered, and with what error if it failed.
    /// - Returns: false when the call failed.
    func answer(_ call: inout Call, _ moment: Moment, _ dice: inout Dice) -> Bool {
        call.operation = "chat"
        call.provider = provider
        call.requestModel = model
        let isOut = hasOutage && moment.calendar.outage.contains(moment.time)
        guard dice.chance(isOut ? 0.94 : Self.errorRate) else { return true }
        let errors: [(String, Int, String)] = [
            ("InternalServerError", 500, "The server had an error while processing your request."),
            ("RateLimitError", 429, "Rate limit reached for this organization."),
            ("APITimeoutError", 408, "Request timed out."),
        ]
        let error =
            isOut
            ? ("ServiceUnavailableError", 503, "The engine is currently overloaded, please try again later.")
            : errors[dice.index(weights: [5, 3, 2])]
        call.failed = true
        call.errorType = error.0
        call.httpStatus = error.1
        call.content.errorMessage = error.2
        let milliseconds = isOut ? dice.logNormal(median: 9_000, spread: 0.5) : dice.logNormal(median: 900, spread: 0.8)
        call.latencyMicroseconds = Int64(milliseconds * 1_000)
        return false
    }

    /// Fills in tokens and times of an answer.
    func bill(_ call: inout Call, input: Int, output: Int, cached: Int, _ dice: inout Dice) {
        call.tokens.input = Int64(input)
        call.tokens.output = Int64(output)
        call.tokens.cacheRead = Int64(cached)
        call.finishReasons = [.stop]
        let first =
            dice.logNormal(median: firstToken, spread: 0.35) * (dice.chance(0.01) ? 1 + dice.exponential(mean: 4) : 1)
        let rest = Double(output) * dice.logNormal(median: perToken, spread: 0.25)
        call.timeToFirstTokenMicroseconds = Int64(first * 1_000)
        call.latencyMicroseconds = Int64((first + rest) * 1_000)
    }

    /// Tokens of a text, roughly as tokenisers count.
    static func tokens(_ text: String) -> Int { max(1, (text.utf8.count + 3) / 4) }
}
