import HTTPTypes
import Storage
import Telemetry
import Watch

/// `/v1/monitors` and `/v1/tilts`.
struct WatchAPI: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    var routes: [Route] {
        [
            Route(
                .get, "/v1/monitors", for: .api, query: [.init("system", "only this system")],
                description: .init(
                    "watch", "What is watched, with its share of the false-alarm budget",
                    answers: [.document(MonitorsDocument.self, "The monitors")], problems: [.invalid]), handle: monitors
            ),
            Route(
                .get, "/v1/monitors/{id...}", for: .api,
                description: .init(
                    "watch", "One monitor",
                    answers: [.document(MonitorsDocument.self, "The monitor, alone in its list")],
                    problems: [.notFound]), handle: monitor),
            Route(
                .get, "/v1/tilts", for: .api,
                query: [
                    .init("system", "only this system"), .init("signal", "only this signal"),
                    .init("state", "tilting, parked, recovered, dismissed, rebaselined; several with commas"),
                    .init("from", "noticed at or after"), .init("to", "noticed before"),
                    .init("limit", "1 to 1,000, default 50"), .init("cursor", "as in `next`"),
                ],
                description: .init(
                    "watch", "Detections, newest first", answers: [.document(TiltsDocument.self, "A page of tilts")],
                    problems: [.invalid]), handle: tilts),
            Route(
                .get, "/v1/tilts/{id}", for: .api,
                description: .init(
                    "watch", "One detection with its evidence", answers: [.document(TiltDocument.self, "The tilt")],
                    problems: [.notFound]), handle: tilt),
        ]
    }

    private func monitors(_ exchange: Exchange) async throws -> Answer {
        let system = try exchange.query.system()
        return try .json(MonitorsDocument(monitors: try await all(system, now: exchange.now)))
    }

    private func monitor(_ exchange: Exchange) async throws -> Answer {
        let id = PercentCoding.decoded(exchange.parameter("id"))
        guard let found = try await all(nil, now: exchange.now).first(where: { $0.id == id }) else {
            throw Problem(.notFound, "There is no monitor of this id.")
        }
        return try .json(MonitorsDocument(monitors: [found]))
    }

    private func all(_ system: SystemSlug?, now: Timestamp) async throws -> [MonitorsDocument.Monitor] {
        var found: [MonitorsDocument.Monitor] = []
        for known in try await rooms.control.systems() where system == nil || known.slug == system {
            guard let report = try await desk.report(known.slug, now: now) else { continue }
            for standing in report.signals + report.slices {
                guard let monitor = standing.monitor else { continue }
                found.append(
                    .init(
                        id: "\(known.slug)/\(monitor.baseline.monitorID)", system: known.slug.text,
                        signal: standing.profile.name.text, slice: standing.slice.map { Slice([$0]).text },
                        alarmsPerMonth: monitor.baseline.monthlyBudget, since: Timestamp(seconds: monitor.since),
                        state: SignalDocument.State(rawValue: SignalState(standing).word) ?? .noSignal))
            }
        }
        return found
    }

    private func tilts(_ exchange: Exchange) async throws -> Answer {
        var query = TiltQuery(limit: try exchange.query.integer("limit", in: 1...1_000, standard: 50))
        query.system = try exchange.query.system()
        query.signal = exchange.query.text("signal").map { SignalName(stored: $0) }
        query.from = try exchange.query.time("from")
        query.to = try exchange.query.time("to")
        query.before = try exchange.query.text("cursor").map { text in
            guard let number = Int64(text) else { throw Problem(.invalid, "The cursor is not one that was given out.") }
            return TiltNumber(number)
        }
        let words = exchange.query.list("state")
        if !words.isEmpty {
            query.states = Set(
                try words.map { word in
                    guard let state = TiltDraft.State(rawValue: word) else {
                        throw Problem(.invalid, "There is no state '\(word.prefix(32))' of a tilt.")
                    }
                    return state
                })
        }
        let records = try await rooms.control.tilts(query)
        let view = TiltView(rooms: rooms)
        var documents: [TiltDocument] = []
        for record in records { documents.append(try await view.document(record)) }
        let next =
            records.count == query.limit ? records.last.map { exchange.next(cursor: String($0.number.value)) } : nil
        var answer = try Answer.json(TiltsDocument(tilts: documents, next: next))
        answer.link(next: next)
        return answer
    }

    private func tilt(_ exchange: Exchange) async throws -> Answer {
        guard let number = TiltNumber(text: exchange.parameter("id")), let record = try await rooms.control.tilt(number)
        else { throw Problem(.notFound, "There is no tilt of this number.") }
        return try .json(try await TiltView(rooms: rooms).document(record))
    }
}

extension Query {
    /// The `system` parameter.
    /// - Throws: ``Problem`` when it cannot name a system.
    func system() throws -> SystemSlug? {
        guard let text = text("system"), !text.isEmpty else { return nil }
        guard let slug = SystemSlug(text) else { throw Problem(.invalid, "'\(text.prefix(64))' cannot name a system.") }
        return slug
    }
}

extension Exchange {
    /// The address of the same list, going on at a cursor.
    func next(cursor: String) -> String {
        let kept = query.items.filter { $0.name != "cursor" }.map { "\(PercentCoding.encoded($0.name))=\($0.raw)" }
        return path + "?" + (kept + ["cursor=\(PercentCoding.encoded(cursor))"]).joined(separator: "&")
    }
}
