import Storage
import Telemetry

/// The filters of lists of calls, read from a query: the same for pages and API.
struct CallFilter: Sendable {
    let system: SystemSlug?
    let slice: Slice
    let condition: CallCondition?
    let from: Timestamp?
    let to: Timestamp?
    let before: LogPosition?
    let limit: Int

    /// The parameters that ``init(_:)`` reads.
    static let parameters: [Route.Parameter] = [
        .init("system", "only this system"), .init("slice", "language:es+topic:billing; each side percent-encoded"),
        .init("where", "conditions joined by +: status:error+latency_ms:>1200+language:!es+topic:billing|refund"),
        .init("from", "first instant, RFC 3339 or date"), .init("to", "instant after the last"),
        .init("limit", "1 to 1,000, default 50"), .init("cursor", "as in the `next` of the page before"),
    ]

    /// - Throws: ``Problem`` that names the parameter.
    init(_ query: Query, standardLimit: Int = 50) throws {
        system = try query.text("system").flatMap { $0.isEmpty ? nil : $0 }.map { name in
            guard let slug = SystemSlug(name) else {
                throw Problem(.invalid, "'\(name.prefix(64))' cannot name a system.")
            }
            return slug
        }
        slice = try Self.slice(query)
        condition = try query.raw("where").flatMap { $0.isEmpty ? nil : $0 }.map { try CallCondition($0) }
        from = try query.time("from")
        to = try query.time("to")
        limit = try query.integer("limit", in: 1...1_000, standard: standardLimit)
        before = try query.text("cursor").map { text in
            guard let position = LogPosition(text) else {
                throw Problem(.invalid, "The cursor is not one that was given out.")
            }
            return position
        }
    }

    /// The slice of a query; all calls when there is none.
    /// - Throws: ``Problem`` when it cannot be read.
    static func slice(_ query: Query) throws -> Slice {
        guard let raw = query.raw("slice"), !raw.isEmpty else { return .all }
        guard let slice = Slice(query: raw) else {
            throw Problem(.invalid, "A slice reads key:value, several joined by +, each side percent-encoded.")
        }
        return slice
    }

    /// As the store takes it.
    var storeQuery: CallQuery {
        var query = CallQuery(system: system, limit: limit)
        query.slice = slice
        query.from = from
        query.to = to
        query.before = before
        if let condition { query.condition = { condition.holds($0) } }
        return query
    }

    /// The address of a list with these filters, going on at another place.
    func address(_ path: String, before position: LogPosition?) -> String {
        var items: [String] = []
        if let system { items.append("system=\(system.text)") }
        if !slice.values.isEmpty { items.append("slice=\(slice.query)") }
        if let condition { items.append("where=\(condition.raw)") }
        if let from { items.append("from=\(from.rfc3339)") }
        if let to { items.append("to=\(to.rfc3339)") }
        if limit != 50 { items.append("limit=\(limit)") }
        if let position { items.append("cursor=\(position.description)") }
        return items.isEmpty ? path : path + "?" + items.joined(separator: "&")
    }
}
