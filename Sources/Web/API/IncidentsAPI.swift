import HTTPTypes
import Respond
import Storage
import Telemetry
import Watch

/// `/v1/incidents`: read, and what people do to them.
struct IncidentsAPI: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    var routes: [Route] {
        [
            Route(
                .get, "/v1/incidents", for: .api,
                query: [
                    .init("system", "only this system"),
                    .init("state", "stages, several with commas; `open` for all open"),
                    .init("from", "opened at or after"), .init("to", "opened before"),
                    .init("limit", "1 to 1,000, default 50"), .init("cursor", "as in `next`"),
                ],
                description: .init(
                    "incidents", "Incidents, newest first", answers: [.document(IncidentsDocument.self, "A page")],
                    problems: [.invalid]), handle: list),
            Route(
                .get, "/v1/incidents/{id}", for: .api,
                description: .init(
                    "incidents", "One incident with its evidence",
                    answers: [.document(IncidentDocument.self, "The incident")], problems: [.notFound]),
                version: version,
                handle: incident),
            Route(
                .patch, "/v1/incidents/{id}", for: .api,
                description: .init(
                    "incidents", "Say who leads", request: .json(IncidentPatch.self),
                    answers: [.document(IncidentDocument.self, "The incident as it is now")],
                    problems: [.notFound, .invalid, .precondition]), version: version, handle: patch),
            Route(
                .get, "/v1/incidents/{id}/timeline", for: .api,
                description: .init(
                    "incidents", "What happened, in the order in which it became known",
                    answers: [.document(TimelineDocument.self, "The timeline")], problems: [.notFound]),
                handle: timeline),
            Route(
                .post, "/v1/incidents/{id}/notes", for: .api,
                description: .init(
                    "incidents", "Add a note to the timeline", request: .json(NoteRequest.self),
                    answers: [.document(TimelineDocument.self, status: 201, "The timeline with the note")],
                    problems: [.notFound, .invalid]), handle: note),
            Route(
                .post, "/v1/incidents/{id}/acknowledge", for: .api,
                description: .init(
                    "incidents", "Take an incident up", request: .json(AcknowledgeRequest.self),
                    answers: [.document(IncidentDocument.self, "The incident as it is now")],
                    problems: [.notFound, .conflict]), handle: acknowledge),
            Route(
                .post, "/v1/incidents/{id}/dismiss", for: .api,
                description: .init(
                    "incidents", "Call an incident a false alarm, with the reason", request: .json(DismissRequest.self),
                    answers: [.document(IncidentDocument.self, "The incident as it is now")],
                    problems: [.notFound, .conflict, .invalid]), handle: dismiss),
        ]
    }

    private func list(_ exchange: Exchange) async throws -> Answer {
        var query = IncidentQuery(limit: try exchange.query.integer("limit", in: 1...1_000, standard: 50))
        query.system = try exchange.query.system()
        query.from = try exchange.query.time("from")
        query.to = try exchange.query.time("to")
        query.before = try exchange.query.text("cursor").map { text in
            guard let number = Int64(text) else { throw Problem(.invalid, "The cursor is not one that was given out.") }
            return IncidentNumber(number)
        }
        let words = exchange.query.list("state")
        if !words.isEmpty {
            query.stages = Set(
                try words.flatMap { word -> [IncidentRecord.Stage] in
                    if word == "open" { return IncidentRecord.Stage.allCases.filter(\.isOpen) }
                    guard let stage = IncidentRecord.Stage(rawValue: word) else {
                        throw Problem(.invalid, "There is no stage '\(word.prefix(32))' of an incident.")
                    }
                    return [stage]
                })
        }
        let records = try await rooms.control.incidents(query)
        let view = TiltView(rooms: rooms)
        var incidents: [IncidentSummary] = []
        for record in records { incidents.append(try await view.summary(record)) }
        let next =
            records.count == query.limit ? records.last.map { exchange.next(cursor: String($0.number.value)) } : nil
        var answer = try Answer.json(IncidentsDocument(incidents: incidents, next: next))
        answer.link(next: next)
        return answer
    }

    private func incident(_ exchange: Exchange) async throws -> Answer {
        try .json(try await document(try await existing(exchange), now: exchange.now))
    }

    private func document(_ record: IncidentRecord, now: Timestamp) async throws -> IncidentDocument {
        let view = TiltView(rooms: rooms)
        let headings = IncidentHeadings(control: rooms.control)
        var tilts: [TiltDocument] = []
        var hurts: [IncidentDocument.Dimension] = []
        for (index, number) in record.tilts.enumerated() {
            guard let tilt = try await rooms.control.tilt(number) else { continue }
            tilts.append(try await view.document(tilt))
            guard index == 0 else { continue }
            let unit = SignalUnit(try await headings.profile(of: try tilt.tilt.report(), system: record.system))
            let end = record.recovered ?? record.dismissed ?? now
            for dimension in try await desk.whereItHurts(tilt, end: end, now: now) {
                hurts.append(
                    .init(
                        name: dimension.dimension,
                        slices: dimension.slices.map { slice in
                            .init(
                                slice: Slice([slice.value]).text, shareOfCalls: slice.shareOfCalls,
                                shareOfChange: slice.shareOfChange,
                                before: FigureDocument(Estimate(slice.before, unit: unit)),
                                since: FigureDocument(Estimate(slice.since, unit: unit)), certain: slice.isCertain)
                        }))
            }
        }
        let summary = try await view.summary(record)
        return IncidentDocument(
            incident: summary, evidence: tilts, whereItHurts: hurts, changes: try await changes(record, summary.onset),
            timeline: try await entries(record))
    }

    private func changes(_ record: IncidentRecord, _ onset: OnsetDocument?) async throws -> [ChangeSummary] {
        guard let onset else { return [] }
        let days: Int64 = 10 * 86_400
        return try await rooms.control.changes(
            system: record.system, from: onset.earliest.advanced(bySeconds: -days),
            to: onset.latest.advanced(bySeconds: days), limit: 40
        ).sorted { left, right in
            abs(left.change.time.seconds(since: onset.estimate)) < abs(right.change.time.seconds(since: onset.estimate))
        }.map(ChangeSummary.init)
    }

    private func entries(_ record: IncidentRecord) async throws -> [TimelineEntry] {
        try await rooms.control.timeline(record.number).map { event in
            TimelineEntry(
                kind: event.kind.rawValue, happened: event.happened, known: event.known, actor: event.actor,
                text: event.text)
        }
    }

    private func timeline(_ exchange: Exchange) async throws -> Answer {
        let record = try await existing(exchange)
        return try .json(
            TimelineDocument(incident: record.number.description, timeline: try await entries(record)))
    }

    private func version(_ exchange: Exchange) async throws -> String {
        let record = try await existing(exchange)
        return "\(record.stage.rawValue)\u{1F}\(record.lead ?? "")"
    }

    private func patch(_ exchange: Exchange) async throws -> Answer {
        let record = try await existing(exchange)
        let patch = try await exchange.document(IncidentPatch.self)
        guard let lead = patch.lead else {
            return try .json(try await document(record, now: exchange.now), caching: .none)
        }
        let changed = try await IncidentSteps.allowed {
            try await rooms.actions.assign(
                record.number, to: lead.isEmpty ? nil : lead, actor: Self.somebody, at: exchange.now)
        }
        return try .json(try await document(changed, now: exchange.now), caching: .none)
    }

    private func note(_ exchange: Exchange) async throws -> Answer {
        let record = try await existing(exchange)
        let note = try await exchange.document(NoteRequest.self)
        try await IncidentSteps.allowed {
            try await rooms.actions.note(
                record.number, text: note.text, actor: note.by ?? Self.somebody, at: exchange.now)
        }
        return try .json(
            TimelineDocument(incident: record.number.description, timeline: try await entries(record)), status: .created
        )
    }

    private func acknowledge(_ exchange: Exchange) async throws -> Answer {
        let record = try await existing(exchange)
        let request = try await exchange.optionalDocument(AcknowledgeRequest.self)
        let changed = try await IncidentSteps.allowed {
            try await rooms.actions.acknowledge(record.number, actor: request?.by ?? Self.somebody, at: exchange.now)
        }
        return try .json(try await document(changed, now: exchange.now), caching: .none)
    }

    private func dismiss(_ exchange: Exchange) async throws -> Answer {
        let record = try await existing(exchange)
        let request = try await exchange.document(DismissRequest.self)
        let changed = try await IncidentSteps.allowed {
            try await rooms.actions.dismiss(
                record.number, reason: request.reason, actor: request.by ?? Self.somebody, at: exchange.now)
        }
        await desk.forget()
        return try .json(try await document(changed, now: exchange.now), caching: .none)
    }

    /// Who acts where nobody is asked who they are.
    static let somebody = "someone"

    private func existing(_ exchange: Exchange) async throws -> IncidentRecord {
        guard let number = IncidentNumber(text: exchange.parameter("id")),
            let record = try await rooms.control.incident(number)
        else { throw Problem(.notFound, "There is no incident of this number.") }
        return record
    }
}

/// Runs what a person does to an incident, and says in HTTP's words why it was refused.
enum IncidentSteps {
    static func allowed<Result>(_ step: () async throws -> Result) async throws -> Result {
        do {
            return try await step()
        } catch let refusal as IncidentActions.Refusal {
            switch refusal {
            case .unknown: throw Problem(.notFound, "There is no incident of this number.")
            case .reasonMissing:
                throw Problem(
                    .invalid, "A false alarm needs its reason: false alarms are counted and audited.",
                    errors: [.init(pointer: "/reason", detail: "must not be empty")])
            case .stage(let stage):
                throw Problem(.conflict, "The incident is \(stage.rawValue): that cannot be done to it any more.")
            case .text:
                throw Problem(
                    .invalid, "A text has 1 to \(IncidentActions.textLimit) characters.",
                    errors: [.init(pointer: "/text", detail: "must have 1 to \(IncidentActions.textLimit) characters")])
            }
        }
    }
}
