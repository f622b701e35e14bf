import HTTPTypes
import Storage
import Telemetry

/// `/v1/changes` for reading.
struct LedgerAPI: Sendable {
    let rooms: Rooms

    var routes: [Route] {
        [
            Route(
                .get, "/v1/changes", for: .api,
                query: [
                    .init("system", "only changes that touch this system"), .init("kind", "several with commas"),
                    .init("from", "at or after"), .init("to", "before"), .init("limit", "1 to 1,000, default 50"),
                ],
                description: .init(
                    "changes", "The ledger of what changed, newest first",
                    answers: [.document(ChangesDocument.self, "The entries")], problems: [.invalid]), handle: list),
            Route(
                .get, "/v1/changes/{id}", for: .api,
                description: .init(
                    "changes", "One entry of the ledger", answers: [.document(ChangeDocument.self, "The entry")],
                    problems: [.notFound]), handle: change),
        ]
    }

    private func list(_ exchange: Exchange) async throws -> Answer {
        let query = exchange.query
        let kinds = try Set(
            query.list("kind").map { word in
                guard let kind = Change.Kind(rawValue: word) else {
                    throw Problem(.invalid, "There is no kind '\(word.prefix(32))' of change.")
                }
                return kind
            })
        let limit = try query.integer("limit", in: 1...1_000, standard: 50)
        let found = try await rooms.control.changes(
            system: try query.system(), from: try query.time("from"), to: try query.time("to"),
            limit: kinds.isEmpty ? limit : 10_000)
        let kept = kinds.isEmpty ? found : found.filter { kinds.contains($0.change.kind) }
        return try .json(ChangesDocument(kept.prefix(limit).map(ChangeSummary.init)))
    }

    private func change(_ exchange: Exchange) async throws -> Answer {
        guard let number = ChangeNumber(text: exchange.parameter("id")),
            let stored = try await rooms.control.change(number)
        else { throw Problem(.notFound, "There is no change of this number.") }
        return try .json(ChangeDocument(ChangeSummary(stored)))
    }
}
