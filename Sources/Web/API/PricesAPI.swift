import Foundation
import HTTPTypes
import Intake
import NIOCore
import Storage
import Telemetry

/// `/v1/prices`: the tables in force, and bringing another.
struct PricesAPI: Sendable {
    let rooms: Rooms

    /// LiteLLM's file has about 2 MB.
    private static let largestFile = 16 << 20

    var routes: [Route] {
        [
            Route(
                .get, "/v1/prices", for: .api,
                query: [
                    .init("provider", "only this provider"), .init("model", "only models whose name contains this"),
                ],
                description: .init(
                    "prices", "The price tables in force", answers: [.document(PricesDocument.self, "The tables")]),
                handle: list),
            Route(
                .post, "/v1/prices", for: .api,
                description: .init(
                    "prices", "Bring a price file: our own format, LiteLLM's, or genai-prices",
                    request: .init(
                        contentTypes: ["application/json"], schema: .any(meaning: "The file as it was published")),
                    answers: [.document(PricesUpdatedDocument.self, status: 201, "What the file brought")],
                    problems: [.malformed, .invalid, .tooLarge]), handle: update),
            Route(
                .get, "/v1/prices/unpriced", for: .api,
                description: .init(
                    "prices", "Models of recent calls that no table knows",
                    answers: [.document(UnpricedDocument.self, "The models")]), handle: unpriced),
        ]
    }

    private func list(_ exchange: Exchange) async throws -> Answer {
        let provider = exchange.query.text("provider")?.lowercased()
        let model = exchange.query.text("model")?.lowercased()
        let tables = rooms.prices.inForce
        let entries = tables.flatMap { table in
            table.entries.filter { entry in
                (provider == nil || entry.provider == provider)
                    && (model.map { entry.model.lowercased().contains($0) } ?? true)
            }.map { PricesDocument.Entry($0, table: table.version) }
        }
        return try .json(
            PricesDocument(
                tables: tables.map { .init(version: $0.version, entries: $0.entries.count) }, entries: entries))
    }

    private func update(_ exchange: Exchange) async throws -> Answer {
        let bytes = Array(buffer: try await exchange.body.collect(upTo: Self.largestFile))
        let file: PriceFile
        do {
            file = try PriceFile(bytes, at: exchange.now)
        } catch let error as PriceTableError {
            throw Problem(error.code == .malformed ? .malformed : .invalid, error.message, cause: error)
        }
        try await rooms.prices.adopt(file.table, json: file.json, at: exchange.now)
        rooms.intake.use(rooms.prices.book)
        let change = Change(
            key: CallKey(hashing: Array("price-table \(file.table.version)".utf8)), kind: .price,
            title: "Price table \(file.table.version)", systems: [], time: exchange.now)
        try await rooms.control.record([change], at: exchange.now)
        return try .json(
            PricesUpdatedDocument(
                version: file.table.version, models: file.models, entries: file.entries,
                ignoredModels: file.ignoredModels, unreadable: file.unreadable), status: .created)
    }

    private func unpriced(_ exchange: Exchange) async throws -> Answer {
        try .json(try await UnpricedView(calls: rooms.calls).models(now: exchange.now))
    }
}

extension PricesDocument.Entry {
    init(_ entry: PriceEntry, table: String) {
        var prices: [String: Double] = [:]
        for component in PriceComponent.allCases where component != .request {
            let unit = entry.prices[component]
            if unit != 0 { prices[component.rawValue] = Double(unit) / 1e6 }
        }
        self.init(
            provider: entry.provider, model: entry.model, table: table, from: entry.from?.text, to: entry.to?.text,
            tier: entry.tier, source: entry.source, usdPerMillion: prices)
    }
}
