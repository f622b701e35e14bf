import Foundation
import HTTPTypes
import Intake
import Storage
import Telemetry
import Watch

/// `/v1/systems` and what hangs on one system.
struct SystemsAPI: Sendable {
    let rooms: Rooms
    let desk: ReportDesk

    var routes: [Route] {
        [
            Route(
                .get, "/v1/systems", for: .api,
                description: .init(
                    "systems", "Every system with its four readings, worst first",
                    answers: [.document(SystemsDocument.self, "All systems")]), handle: list),
            Route(
                .get, "/v1/systems/{slug}", for: .api,
                description: .init(
                    "systems", "One system with its settings", answers: [.document(SystemDocument.self, "The system")],
                    problems: [.notFound]), version: version, handle: system),
            Route(
                .patch, "/v1/systems/{slug}", for: .api,
                description: .init(
                    "systems", "Change a system's title, how long its texts are kept, or its false-alarm budget",
                    request: .json(SystemPatch.self),
                    answers: [.document(SystemDocument.self, "The system as it is now")],
                    problems: [.notFound, .invalid, .precondition]), version: version, handle: patch),
            Route(
                .get, "/v1/systems/{slug}/signals", for: .api,
                description: .init(
                    "systems", "All signals of a system and how they stand",
                    answers: [.document(SignalsDocument.self, "The signals")], problems: [.notFound]), handle: signals),
            Route(
                .get, "/v1/systems/{slug}/signals/{name}", for: .api,
                description: .init(
                    "systems", "One signal", answers: [.document(SignalDocument.self, "The signal")],
                    problems: [.notFound]), version: signalVersion, handle: signal),
            Route(
                .patch, "/v1/systems/{slug}/signals/{name}", for: .api,
                description: .init(
                    "systems", "Say which way of a signal is better, or what change matters",
                    request: .json(SignalPatch.self),
                    answers: [.document(SignalDocument.self, "The signal as it is now")],
                    problems: [.notFound, .invalid, .precondition]), version: signalVersion, handle: patchSignal),
            Route(
                .get, "/v1/systems/{slug}/signals/{name}/series", for: .api,
                query: [
                    .init("from", "first instant"), .init("to", "instant after the last"),
                    .init("range", "24h, 7d, 30d or 90d back from `to`"), .init("bucket", "1m, 1h, 1d or auto"),
                    .init("slice", "one value, such as language:es; needs day buckets"),
                ],
                description: .init(
                    "systems", "One signal over time, with its range and n per bucket",
                    answers: [.document(SeriesDocument.self, "The series")], problems: [.notFound, .invalid]),
                handle: series),
            Route(
                .get, "/v1/systems/{slug}/signals/{name}/baselines", for: .api,
                description: .init(
                    "systems", "The references that a signal was and is judged against",
                    answers: [.document(BaselinesDocument.self, "The baselines")], problems: [.notFound]),
                handle: baselines),
            Route(
                .post, "/v1/systems/{slug}/baselines", for: .api,
                description: .init(
                    "systems",
                    "Accept a stretch of time as the new normal of signals, with the reason; it ends their tilts",
                    request: .json(BaselineRequest.self),
                    answers: [
                        .document(AcceptedBaselinesDocument.self, status: 201, "The signals and their baselines")
                    ],
                    problems: [.notFound, .invalid, .tooEarly]), handle: rebaseline),
            Route(
                .get, "/v1/systems/{slug}/slices", for: .api,
                description: .init(
                    "systems", "Dimensions, their values and how each stands",
                    answers: [.document(SlicesDocument.self, "The slices")], problems: [.notFound]), handle: slices),
            Route(
                .get, "/v1/systems/{slug}/slices/{slice}", for: .api,
                description: .init(
                    "systems", "One slice, such as language:es, and how its signals stand",
                    answers: [.document(SliceDocument.self, "The slice")], problems: [.notFound, .invalid]),
                handle: slice),
        ]
    }

    private func list(_ exchange: Exchange) async throws -> Answer {
        try .json(try await document(now: exchange.now))
    }

    /// All systems, with the sentence that opens the overview.
    func document(now: Timestamp) async throws -> SystemsDocument {
        let board = try await BoardView(rooms: rooms, desk: desk).board(now: now)
        let page = OverviewPage(
            days: BoardView.days, systems: board.rows, steepest: nil, needs: [], changes: [], blindSpots: [])
        let words = page.verdict
        let verdict =
            board.rows.isEmpty
            ? "Nothing to watch yet." : [words.calm, words.alarm ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        return SystemsDocument(
            time: now, days: BoardView.days, verdict: verdict, systems: board.rows.map(SystemSummary.init))
    }

    private func system(_ exchange: Exchange) async throws -> Answer {
        let system = try await existing(exchange)
        return try .json(try await document(of: system, now: exchange.now))
    }

    private func document(of system: WatchedSystem, now: Timestamp) async throws -> SystemDocument {
        let board = try await BoardView(rooms: rooms, desk: desk).board(now: now)
        let row = board.rows.first { $0.system.slug == system.slug.text }
        return SystemDocument(
            slug: system.slug.text, title: system.title, kind: system.kind.rawValue, created: system.created,
            textsDays: system.texts.days,
            alarmsPerMonth: try await MonthlyAlarms.of(system.slug, in: rooms.control),
            summary: row.map(SystemSummary.init))
    }

    private func patch(_ exchange: Exchange) async throws -> Answer {
        let system = try await existing(exchange)
        let patch = try await exchange.document(SystemPatch.self)
        let texts = try patch.textsDays.map { days in
            guard let retention = TextRetention(rawValue: days) else {
                throw Problem(
                    .invalid, "Texts are kept for 0, 7, 30, 90 or 400 days.",
                    errors: [.init(pointer: "/texts_days", detail: "must be 0, 7, 30, 90 or 400")])
            }
            return retention
        }
        if let title = patch.title, title.isEmpty || title.count > 128 {
            throw Problem(
                .invalid, "A title has 1 to 128 characters.",
                errors: [.init(pointer: "/title", detail: "must have 1 to 128 characters")])
        }
        if let alarms = patch.alarmsPerMonth {
            try BudgetAPI.check(alarms)
            try await MonthlyAlarms.set(alarms, for: system.slug, in: rooms.control)
        }
        let changed = try await rooms.control.update(system: system.slug) { system in
            if let title = patch.title { system.title = title }
            if let texts { system.texts = texts }
        }
        try await rooms.intake.refreshSystems()
        await desk.forget()
        try await rooms.note("system.changed", subject: system.slug.text, reason: patch, at: exchange.now)
        return try .json(try await document(of: changed, now: exchange.now), caching: .none)
    }

    private func signals(_ exchange: Exchange) async throws -> Answer {
        let system = try await existing(exchange)
        let report = try await desk.report(system.slug, now: exchange.now)
        return try .json(
            SignalsDocument(
                system: system.slug.text,
                signals: (report?.signals ?? []).map { SignalDocument(Reading($0)) }.sorted { $0.name < $1.name }))
    }

    private func signal(_ exchange: Exchange) async throws -> Answer {
        let (_, standing) = try await standing(exchange)
        return try .json(SignalDocument(Reading(standing)))
    }

    private func patchSignal(_ exchange: Exchange) async throws -> Answer {
        let (system, standing) = try await standing(exchange)
        let patch = try await exchange.document(SignalPatch.self)
        let better = try patch.better.map { word in
            guard let better = Outcome.Better(rawValue: word) else {
                throw Problem(
                    .invalid, "Better is high or low.",
                    errors: [.init(pointer: "/better", detail: "must be high or low")])
            }
            return better
        }
        try await save(patch, better: better, of: standing, system: system.slug, at: exchange.now)
        let (_, changed) = try await self.standing(exchange)
        return try .json(SignalDocument(Reading(changed)), caching: .none)
    }

    /// Saves what a person said about a signal; what was not said stays.
    /// - Throws: ``Problem`` when the tolerance is out of range.
    func save(
        _ patch: SignalPatch, better: Outcome.Better?, of standing: SignalStanding, system: SystemSlug,
        at time: Timestamp
    ) async throws {
        if let tolerance = patch.tolerance, !(tolerance > 0 && tolerance < 1e9) {
            throw Problem(
                .invalid, "A tolerance is above zero.",
                errors: [.init(pointer: "/tolerance", detail: "must be above 0")])
        }
        let name = standing.profile.name
        let known = try await rooms.control.signalSettings(system: system).first { $0.signal == name }
        try await rooms.control.save(
            SignalSetting(
                system: system, signal: name, better: better ?? known?.better,
                tolerance: patch.tolerance ?? known?.tolerance, range: known?.range, source: .person, updated: time))
        await desk.forget()
        try await rooms.note("signal.changed", subject: "\(system)/\(name)", reason: patch, at: time)
    }

    private func series(_ exchange: Exchange) async throws -> Answer {
        let (system, standing) = try await standing(exchange)
        let span = try TimeSpan(exchange.query, now: exchange.now)
        let slice = try CallFilter.slice(exchange.query)
        guard slice.values.count <= 1 else {
            throw Problem(.invalid, "Series are kept for one slice value at a time.")
        }
        let resolution = try span.resolution(exchange.query.text("bucket"), isSliced: !slice.values.isEmpty)
        let points =
            try await rooms.reporter.series(
                system.slug, [standing.profile.name], slice: slice.values.first, range: span.from..<span.to,
                resolution: resolution)[standing.profile.name] ?? []
        return try .json(
            SeriesDocument(
                system: system.slug.text, signal: standing.profile.name.text,
                slice: slice.values.isEmpty ? nil : slice.text, unit: SignalUnit(standing.profile).rawValue,
                bucketSeconds: resolution.rawValue, from: span.from, to: span.to, baseline: standing.baseline,
                points: points.compactMap { point in
                    point.figure.map {
                        .init(
                            time: point.start, value: $0.value, low: $0.low, high: $0.high, n: Int(clamping: $0.n),
                            p95: point.p95)
                    }
                }))
    }

    func existing(_ exchange: Exchange) async throws -> WatchedSystem {
        guard let slug = SystemSlug(exchange.parameter("slug")), slug.text == exchange.parameter("slug"),
            let system = try await rooms.control.system(slug)
        else { throw Problem(.notFound, "No call of a system of this name has come yet.") }
        return system
    }

    func standing(_ exchange: Exchange) async throws -> (WatchedSystem, SignalStanding) {
        let system = try await existing(exchange)
        let report = try await desk.report(system.slug, now: exchange.now)
        guard let standing = report?.signals.first(where: { $0.profile.name.text == exchange.parameter("name") }) else {
            throw Problem(.notFound, "The system has no signal of this name.")
        }
        return (system, standing)
    }
}
