import Telemetry
import Web

extension Story {
    static func band(
        _ signal: SignalHeading, _ points: [SeriesPoint], baseline: Double?, tolerance: Double, tilted: Bool
    ) -> BandChart {
        BandChart(
            signal: signal, points: points, baseline: baseline, tolerance: tolerance, changes: lanes.changes,
            onset: tilted ? onset : nil, noticed: tilted ? noticed : nil, from: start, to: now)
    }

    static func callRow(_ id: String, _ excerpt: String?, _ cost: CallCost, failed: Bool = false) -> CallRow {
        CallRow(
            id: id, system: support, time: time("2026-11-12T09:41:58.120Z"), excerpt: excerpt,
            model: "atlas-4-2026-08-03", slices: [SliceValue("language", "es"), SliceValue("topic", "billing")],
            status: failed ? .failed(type: "timeout") : .ok, latencySeconds: 1.38, tokens: 470, cost: cost,
            score: score)
    }

    static let score = ScoreRow(
        name: "groundedness", value: 0.31, label: nil, low: 0, high: 1, rater: .judge, raterName: "grounded",
        raterVersion: "3", rationale: "The deadline of 14 days is not in the passages: they say 30.",
        time: time("2026-11-12T09:44:00Z"))

    /// Hostile text: markup, a formula, and characters that turn and hide text.
    static let hostile = "<script>alert('x')</script> =HYPERLINK(\"https://evil.example\") \u{202E}txt.exe a\u{200B}b"

    static let calls = [
        callRow(
            "req-8f1c", "¿Cuánto tiempo tengo para pedir la devolución de un cargo duplicado?", .priced(dollars: 0.0348)
        ),
        callRow("req-8f1b", hostile, .noPrice, failed: true), callRow("req-8f1a", nil, .noUsage),
    ]

    static let systemGroups: [SystemPage.Group] = [
        .init(
            group: .quality,
            signals: [
                .init(
                    reading: Reading(
                        signal: groundedness, state: .tilting, now: share(0.856, 0.835, 0.877, n: 2_400),
                        baseline: share(0.924, 0.919, 0.929, n: 9_180), change: share(-0.068, -0.089, -0.047),
                        lean: Lean(value: -3.4, low: -4, high: -2.35), caption: nil, beside: nil),
                    tolerance: share(0.02), seen: "1",
                    chart: band(groundedness, groundednessPoints, baseline: 0.924, tolerance: 0.02, tilted: true))
            ]),
        .init(
            group: .trust,
            signals: [
                .init(
                    reading: reading(
                        signal("kept", "Kept", .trust, .share), .provisionalLevel, 0.71, -0.021, (-0.9, -1.7, -0.1)),
                    tolerance: share(0.02), seen: "1", chart: nil)
            ]),
        .init(group: .cost, signals: []),
        .init(
            group: .operations,
            signals: [
                .init(
                    reading: reading(latency, .level, 1.4, 0.02, (0.15, -0.3, 0.5)),
                    tolerance: Estimate(value: 0.1, low: nil, high: nil, n: nil, unit: .relative), seen: "1",
                    chart: band(
                        latency, points(StorySeries.latency.map { $0 * 100 }, baseline: 1), baseline: 1.4,
                        tolerance: 0.1, tilted: false))
            ]),
    ]

    static let systemSlices: [SystemPage.Dimension] = [
        .init(
            key: "language",
            rows: [
                .init(
                    slice: slice(("language", "es")), calls: 22_580, share: 0.34,
                    readings: [
                        reading(groundedness, .tilting, 0.755, -0.168, (-4, -4, -3.6)),
                        costs(0.041, 0.1, (-1, -1.4, -0.6)),
                    ]),
                .init(
                    slice: slice(("language", "en")), calls: 38_518, share: 0.58,
                    readings: [
                        reading(groundedness, .level, 0.909, -0.018, (-0.9, -1.5, -0.2)),
                        costs(0.04, 0.11, (-1, -1.4, -0.6)),
                    ]),
            ])
    ]

    static let systemMonitors: [MonitorRow] = [
        monitor,
        MonitorRow(
            number: 13, signal: latency, slice: slice(("language", "es")), worse: .up, budgetPerMonth: 0.01,
            smallestChange: Estimate(value: 0.22, low: nil, high: nil, n: nil, unit: .relative), state: .level,
            evidence: 0.02),
    ]

    static let systemPage = SystemPage(
        system: support, note: "with retrieval", days: 7, chartDays: 28, calls: 66_410,
        firstCall: time("2026-08-14T00:00:00Z"), lastCall: now.advanced(bySeconds: -2), slice: nil,
        openIncidents: [groundednessTilt],
        groups: systemGroups,
        baseline: .init(
            version: 3, kind: .full, from: time("2026-09-01T00:00:00Z"), to: time("2026-09-15T00:00:00Z"),
            pinned: time("2026-09-15T00:00:00Z"),
            missing: [
                .init(
                    signal: signal("resolved", "Resolved", .quality, .share),
                    missing: Missing(
                        counted: .outcomes, events: 212, needed: 500, days: .init(seen: 9, needed: 14),
                        ready: now.advanced(bySeconds: 432_000), smallestChange: 0.051))
            ]),
        slices: systemSlices,
        unsliced: [.init(key: "ticket", reason: .tooManyValues), .init(key: "user_email", reason: .identity)],
        monitors: systemMonitors,
        budgetPerMonth: 1, latest: calls, canAct: true, problem: nil)

    static let systemsPage = SystemsPage(days: 28, systems: rows, unassigned: 12)

    static let callsPage = CallsPage(
        systems: systems,
        filter: .init(
            system: "support-answers", slice: slice(("language", "es"), ("topic", "billing")),
            condition: "status:error", from: nil, to: nil),
        calls: calls, older: "/calls?system=support-answers&cursor=abc", newest: nil)

    static let callTokens: [CallPage.TokenCount] = [
        .init(kind: .input, count: 412), .init(kind: .cacheRead, count: 256), .init(kind: .output, count: 58),
    ]

    static let callSpans: [CallPage.Span] = [
        .init(name: "POST /answer", depth: 0, start: 0, duration: 1.62, isFailed: false, isThis: false, call: nil),
        .init(name: "retrieve", depth: 1, start: 0.02, duration: 0.18, isFailed: false, isThis: false, call: nil),
        .init(
            name: "chat atlas-4", depth: 1, start: 0.21, duration: 1.38, isFailed: false, isThis: true, call: nil),
        .init(
            name: "lookup_invoice", depth: 2, start: 0.6, duration: 0.2, isFailed: true, isThis: false,
            call: "req-8f1d"),
    ]

    static let callInput: [CallPage.Message] = [
        .init(role: "system", text: "Answer from the passages only.", isTruncated: false, language: "en"),
        .init(
            role: "user", text: "¿Cuánto tiempo tengo para pedir la devolución?\n\(hostile)", isTruncated: false,
            language: "es"),
    ]

    static let callFacts: [CallPage.Fact] = [
        .init(kind: .success, holds: true), .init(kind: .truncated, holds: false),
        .init(kind: .refused, holds: false),
        .init(kind: .repeated, holds: true), .init(kind: .retried, holds: nil),
    ]

    static let callOutcomes: [CallPage.OutcomeRow] = [
        .init(
            kind: .feedback, name: "thumbs", value: "false", text: "Wrong deadline!", amount: nil,
            time: time("2026-11-12T09:43:10Z"), arrived: time("2026-11-12T09:43:11Z"), by: "user")
    ]

    static let call = CallPage(
        id: "req-8f1c", system: support, time: time("2026-11-12T09:41:58.120Z"), status: .ok, errorMessage: nil,
        settling: .pending(until: time("2026-11-12T09:47:00Z")), modelAsked: "atlas-4",
        modelAnswered: "atlas-4-2026-08-03",
        provider: "atlas", fingerprint: "fp_e19a", prompt: "answer@42", version: "5.19", environment: "production",
        operation: "chat", latencySeconds: 1.38, firstTokenSeconds: 0.231,
        tokens: callTokens,
        cost: .init(
            ours: .priced(dollars: 0.000055), isProviderGuessed: false, clients: 0.00006,
            parts: [
                .init(kind: .input, count: 156, dollarsPerMillion: 0.15),
                .init(kind: .cacheRead, count: 256, dollarsPerMillion: 0.075),
                .init(kind: .output, count: 58, dollarsPerMillion: 0.6),
            ]),
        spans: callSpans,
        input: callInput,
        output: [
            .init(role: "assistant", text: "Tiene 14 días desde la fecha del cargo.", isTruncated: true, language: "es")
        ],
        texts: .shown,
        documents: [
            .init(id: "es/412", score: 0.91, text: "Puede solicitar la devolución hasta 30 días después."),
            .init(id: "es/407", score: 0.7, text: nil),
        ],
        tools: [.init(name: "lookup_invoice", arguments: "{\"id\": 4711}", result: "timeout")],
        fields: [], prediction: [],
        attributes: [.init(name: "language", value: "es"), .init(name: "topic", value: "billing")],
        parameters: [.init(name: "temperature", value: "0.2")],
        facts: callFacts,
        scores: [score],
        outcomes: callOutcomes,
        user: "u_8a7f2c", session: "s_09ab31", traceID: "428de6ef764f67baf7d5b632b6d10929")

    static let changesPage = ChangesPage(
        systems: systems, system: nil, kind: .prompt, changes: changes, older: "/changes?cursor=abc",
        address: "http://localhost:7455")

    static let welcome = WelcomePage(address: "http://localhost:7455", needsKey: false, command: "tiltmeter")

    static let problem = ProblemPage(
        name: "too-large", title: "The request is too large", status: [413],
        meaning: "The body was larger than this route takes. Nothing of it was stored.",
        causes: ["A batch with long texts.", "An export of a whole history in one request."],
        remedies: ["Send smaller batches; order does not matter.", "Use tiltmeter import for files."])

    static let document = DocumentPage(
        title: "What is a tilt?", path: "/docs/concepts/tilt",
        body: """
            <h2 id="sure">How sure</h2><p>A <code>tilt</code> is a detection. See <a href="/docs/concepts/baseline">baselines</a>.</p>\
            <pre tabindex="0"><code>tiltmeter status</code></pre><ul><li>evidence</li><li>onset</li></ul>
            """,
        contents: [.init(title: "How sure", anchor: "sure")])

    static let error = ErrorPage(
        status: 503, problem: "unavailable", title: "The store takes no data now.",
        detail: "The disk is full since 09:12. Clients that were told so send again.",
        unaffected: "Pages and alarms work on what was stored before.", requestID: "req_01HV3")

    static let healthy = OverviewPage(
        days: 28, systems: [rows[4], rows[5]], steepest: nil, needs: [], changes: [],
        blindSpots: [])
}
