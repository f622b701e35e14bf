import Storage
import Telemetry

/// Finds models of recent calls that no price table knows.
struct UnpricedView: Sendable {
    let calls: any CallStore

    /// How many of the latest calls are looked at.
    static let lookedAt = 1_000

    /// The models, the most used first.
    func models(now: Timestamp) async throws -> UnpricedDocument {
        struct Key: Hashable {
            let provider: String?
            let model: String
            let system: String?
        }
        var query = CallQuery(limit: Self.lookedAt, effort: Self.lookedAt)
        query.condition = { $0.settlement?.price == .noPrice && $0.call.model != nil }
        var counts: [Key: (calls: Int, last: Timestamp)] = [:]
        for stored in try await calls.latestCalls(query).calls {
            guard let model = stored.call.model else { continue }
            let key = Key(provider: stored.call.provider, model: model, system: stored.system?.text)
            let known = counts[key]
            counts[key] = ((known?.calls ?? 0) + 1, max(known?.last ?? stored.call.time, stored.call.time))
        }
        let models = counts.map { key, value in
            UnpricedDocument.Model(
                provider: key.provider, model: key.model, system: key.system, calls: value.calls, lastSeen: value.last)
        }
        return UnpricedDocument(
            lookedAt: Self.lookedAt, models: models.sorted { ($1.calls, $0.model) < ($0.calls, $1.model) })
    }
}
