import HTTPTypes
import NIOCore
import Telemetry

/// Answers of requests that carried an `Idempotency-Key`: the same request with the same key is done once, and answered the
/// same every time, for a day or until the server stops.
actor RepeatedRequests {
    /// Under what a request is remembered.
    struct Name: Sendable, Hashable {
        fileprivate let path: String
        fileprivate let key: String
    }

    private struct Remembered {
        let body: [UInt8]
        let since: Timestamp
        let work: Task<Answer, any Error>
    }

    private var remembered: [Name: Remembered] = [:]
    private static let seconds: Double = 86_400
    private static let limit = 10_000

    /// The name of a request, where its sender gave it one: on POSTs of the API; intake knows items by their own ids.
    static func name(of exchange: Exchange, route: Route) -> Name? {
        guard route.method == .post, route.audience == .api, let key = exchange.headers[.idempotencyKey] else {
            return nil
        }
        return Name(path: exchange.path, key: key)
    }

    /// Does what was asked, or answers what was answered before.
    /// - Throws: ``Problem``: the key is too long, or belongs to another request; else as the work throws.
    func answer(
        _ name: Name, _ exchange: Exchange, limit: Int, work: @escaping @Sendable (Exchange) async throws -> Answer
    ) async throws -> Answer {
        guard (1...255).contains(name.key.count) else {
            throw Problem(.invalid, "An Idempotency-Key has 1 to 255 characters.")
        }
        let buffer = try await exchange.body.collect(upTo: limit)
        let body = Array(buffer: buffer)
        if let known = remembered[name], exchange.now.seconds(since: known.since) < Self.seconds {
            guard known.body == body else {
                throw Problem(.invalid, "This Idempotency-Key was used for another request. Take a new one.")
            }
            return try await known.work.value
        }
        forget(now: exchange.now)
        let copy = exchange.with(body: buffer)
        let task = Task { try await work(copy) }
        remembered[name] = Remembered(body: body, since: exchange.now, work: task)
        do {
            return try await task.value
        } catch {
            // What failed changed nothing and may be tried again under the same key.
            remembered[name] = nil
            throw error
        }
    }

    private func forget(now: Timestamp) {
        guard remembered.count >= Self.limit else { return }
        remembered = remembered.filter { now.seconds(since: $0.value.since) < Self.seconds }
        if remembered.count >= Self.limit { remembered.removeAll() }
    }
}
