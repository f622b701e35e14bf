import Storage
import Telemetry

/// What pages say about the latest calls, remembered while nothing new was stored, and for some seconds when it was: every
/// page says it, and reading hundreds of calls for each would cost more than the page.
actor LatestCalls {
    /// How calls come in.
    struct Flow: Sendable, Hashable {
        /// `nil` before the first call.
        var callsPerMinute: Double?
        /// When the latest arrived.
        var last: Timestamp?
    }

    private struct Remembered<Answer: Sendable>: Sendable {
        let answer: Answer
        let end: LogPosition
        let made: Timestamp

        func holds(at now: Timestamp, _ end: LogPosition, seconds: Double) -> Bool {
            let age = abs(now.seconds(since: made))
            return age < seconds || (age < LatestCalls.longest && end == self.end)
        }
    }

    private let calls: any CallStore
    private var arrivals: Remembered<[Timestamp]>?
    private var unpriced: Remembered<UnpricedDocument>?

    /// Seconds after which an answer is made anew although nothing came.
    private static let longest = 600.0

    /// - Parameter calls: the log.
    init(_ calls: any CallStore) {
        self.calls = calls
    }

    /// How calls come in; at most a second old.
    func flow(now: Timestamp) async throws -> Flow {
        let end = try await calls.end()
        if arrivals?.holds(at: now, end, seconds: 1) != true {
            var latest = try await calls.latestCalls(CallQuery(limit: 100, effort: 400)).calls
            // Behind many outcomes the latest call lies further back.
            if latest.isEmpty { latest = try await calls.latestCalls(CallQuery(limit: 1)).calls }
            arrivals = Remembered(answer: latest.map(\.arrived), end: end, made: now)
        }
        return Self.flow(arrivals?.answer ?? [], now: now)
    }

    /// Models of the latest calls without a price; at most half a minute old.
    func unpriced(now: Timestamp) async throws -> UnpricedDocument {
        let end = try await calls.end()
        if let unpriced, unpriced.holds(at: now, end, seconds: 30) { return unpriced.answer }
        let found = try await UnpricedView(calls: calls).models(now: now)
        unpriced = Remembered(answer: found, end: end, made: now)
        return found
    }

    /// Over the last hundred calls, while those are of the last ten minutes.
    private static func flow(_ arrivals: [Timestamp], now: Timestamp) -> Flow {
        guard let newest = arrivals.first, let oldest = arrivals.last else { return Flow() }
        guard now.seconds(since: newest) < 600 else { return Flow(callsPerMinute: 0, last: newest) }
        let seconds = max(60, now.seconds(since: oldest))
        return Flow(callsPerMinute: Double(arrivals.count) / seconds * 60, last: newest)
    }
}
