import HTTPTypes
import Synchronization

/// How many requests each address may send: a bucket of tokens that fills up steadily.
final class RequestAllowance: Sendable {
    /// How a sender stands after a request.
    struct Standing: Sendable, Hashable {
        /// Whole requests that may follow at once; below zero when this one was too many.
        let remaining: Int
        /// Seconds until the next one may be sent; 0 when it may be sent at once.
        let wait: Int
        fileprivate let perSecond: Int
        fileprivate let burst: Int

        /// True when this request was too many.
        var isExhausted: Bool { remaining < 0 }

        /// What is answered to one too many.
        var problem: Problem {
            var problem = Problem(
                .busy,
                """
                More than \(perSecond) requests a second came from your address. Nothing was done. Telemetry is not \
                counted; whoever reads a lot should ask for longer pages with limit.
                """)
            problem.retryAfter = max(1, wait)
            return problem
        }

        /// Says in the headers how the sender stands (RateLimit header fields for HTTP, an IETF draft).
        func announce(in answer: inout Answer) {
            answer.headers[.rateLimitPolicy] = "\"requests\";q=\(burst);w=\(burst / perSecond)"
            answer.headers[.rateLimit] = "\"requests\";r=\(max(0, remaining));t=\(wait)"
        }
    }

    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    private let perSecond: Int
    private let burst: Int
    private let buckets = Mutex([String: Bucket]())

    /// Addresses that are remembered; those whose bucket is full are forgotten first.
    private static let addresses = 10_000

    init(perSecond: Int, burst: Int) {
        self.perSecond = perSecond
        self.burst = burst
    }

    /// Takes one request from an address's bucket.
    func count(_ address: String, now: ContinuousClock.Instant) -> Standing {
        buckets.withLock { buckets in
            if buckets.count >= Self.addresses, buckets[address] == nil {
                buckets = buckets.filter { filled($0.value, now).tokens < Double(burst) }
                if buckets.count >= Self.addresses { buckets.removeAll() }
            }
            var bucket = filled(buckets[address] ?? Bucket(tokens: Double(burst), filled: now), now)
            let isExhausted = bucket.tokens < 1
            if !isExhausted { bucket.tokens -= 1 }
            buckets[address] = bucket
            let wait = bucket.tokens >= 1 ? 0 : Int(((1 - bucket.tokens) / Double(perSecond)).rounded(.up))
            return Standing(
                remaining: isExhausted ? -1 : Int(bucket.tokens), wait: wait, perSecond: perSecond, burst: burst)
        }
    }

    private func filled(_ bucket: Bucket, _ now: ContinuousClock.Instant) -> Bucket {
        let passed = bucket.filled.duration(to: now) / .seconds(1)
        return Bucket(tokens: min(Double(burst), bucket.tokens + max(0, passed) * Double(perSecond)), filled: now)
    }
}

extension HTTPField.Name {
    /// What may be asked, and how much of it is left; valid field names by their characters.
    static let rateLimitPolicy = Self("RateLimit-Policy")!
    static let rateLimit = Self("RateLimit")!
    /// Under which a request that is sent again is known.
    static let idempotencyKey = Self("Idempotency-Key")!
}
