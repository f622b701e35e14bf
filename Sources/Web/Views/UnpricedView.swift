import Storage
import Telemetry

/// Finds models of recent calls that no price table knows.
struct UnpricedView: Sendable {
    let calls: any CallStore

    /// How many of the latest calls are looked at.
    private static let limit = 5_000

    /// The models, the most used first.
    func models(now: Timestamp) async throws -> UnpricedDocument {
        struct Key: Hashable {
            let provider: String?
            let model: String
            let system: String?
        }
        var counts: [Key: (calls: Int, last: Timestamp)] = [:]
        var seen: [String?: Int] = [:]
        var lookedAt = 0
        for stored in try await calls.latestCalls(CallQuery(limit: Self.limit, effort: 2 * Self.limit)).calls {
            let system = stored.system?.text
            lookedAt += 1
            seen[system, default: 0] += 1
            guard stored.settlement?.price == .noPrice, let model = stored.call.model else { continue }
            let key = Key(provider: stored.call.provider, model: model, system: system)
            let known = counts[key]
            counts[key] = ((known?.calls ?? 0) + 1, max(known?.last ?? stored.call.time, stored.call.time))
        }
        let models = counts.map { key, value in
            UnpricedDocument.Model(
                provider: key.provider, model: key.model, system: key.system, calls: value.calls,
                share: Double(value.calls) / Double(max(1, seen[key.system] ?? 0)), lastSeen: value.last)
        }
        return UnpricedDocument(
            lookedAt: lookedAt, models: models.sorted { ($1.calls, $0.model) < ($0.calls, $1.model) })
    }
}
