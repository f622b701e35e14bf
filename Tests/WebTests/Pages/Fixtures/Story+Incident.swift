import Storage
import Telemetry
import Web

extension Story {
    static func share(_ value: Double, _ low: Double? = nil, _ high: Double? = nil, n: Int? = nil) -> Estimate {
        Estimate(value: value, low: low, high: high, n: n, unit: .share)
    }

    static let monitor = MonitorRow(
        number: 12, signal: groundedness, slice: nil, worse: .down, budgetPerMonth: 0.05,
        smallestChange: share(-0.031), state: .tilting, evidence: 1)

    static func sliceRow(
        _ slice: Slice, _ calls: Double, _ before: Double, _ since: Double, _ low: Double, _ high: Double,
        _ shareOfDrop: Double, _ change: Double, n: Int, isCertain: Bool
    ) -> IncidentPage.SliceRow {
        .init(
            slice: slice, shareOfCalls: calls, before: share(before, n: n * 2), since: share(since, low, high, n: n),
            change: share(change, change - 0.05, change + 0.05, n: n), shareOfDrop: shareOfDrop, isCertain: isCertain)
    }

    static let lanes = LanesChart(
        signal: groundedness, points: groundednessPoints.filter { $0.time >= time("2026-10-29T00:00:00Z") },
        baseline: 0.924, tolerance: 0.02,
        labels: [
            ("2026-10-30T12:00:00Z", 0.928, 0.889, 0.956), ("2026-11-02T12:00:00Z", 0.919, 0.878, 0.949),
            ("2026-11-05T12:00:00Z", 0.886, 0.839, 0.922), ("2026-11-08T12:00:00Z", 0.834, 0.794, 0.874),
            ("2026-11-11T05:00:00Z", 0.850, 0.806, 0.887),
        ].map { SeriesPoint(time: time($0.0), value: $0.1, low: $0.2, high: $0.3, n: 26) },
        operations: [
            .init(
                reading: reading(success, .level, 0.9997),
                points: points(StorySeries.operations, baseline: 0.9997).suffix(29)),
            .init(
                reading: reading(latency, .level, 1.4),
                points: points(StorySeries.latency.map { $0 * 100 }, baseline: 1).suffix(29)),
        ],
        changes: [
            ChangeMark(
                number: 880, time: time("2026-10-30T09:36:00Z"), kind: .index, title: "Help-centre index rebuilt",
                isInsideOnset: false),
            ChangeMark(
                number: 881, time: time("2026-11-02T22:10:00Z"), kind: .provider, title: "Model fingerprint A to B",
                isInsideOnset: true),
            ChangeMark(
                number: 883, time: time("2026-11-06T10:12:00Z"), kind: .deploy, title: "App 5.18", isInsideOnset: false),
        ],
        mix: .init(
            slice: slice(("language", "es")),
            points: points(StorySeries.spanish.map { $0 * 100 }, baseline: 1).suffix(29),
            effect: share(-0.002, -0.004, 0.001, n: 21_480)),
        onset: onset, noticed: noticed, acknowledged: acknowledged, recovered: nil, from: time("2026-10-29T00:00:00Z"),
        to: now)

    static let slices: [IncidentPage.SliceRow] = [
        sliceRow(
            slice(("language", "es"), ("topic", "billing")), 0.18, 0.917, 0.723, 0.670, 0.771, 0.51,
            -0.194,
            n: 402, isCertain: true),
        sliceRow(
            slice(("language", "es"), ("topic", "other")), 0.16, 0.926, 0.790, 0.751, 0.825, 0.32,
            -0.136,
            n: 360, isCertain: true),
        sliceRow(
            slice(("language", "en"), ("topic", "billing")), 0.17, 0.930, 0.896, 0.873, 0.916, 0.09,
            -0.034,
            n: 388, isCertain: true),
        sliceRow(
            slice(("language", "en"), ("topic", "other")), 0.41, 0.925, 0.914, 0.904, 0.923, 0.07,
            -0.011,
            n: 950, isCertain: false),
        sliceRow(
            slice(("language", "pt")), 0.08, 0.914, 0.904, 0.875, 0.929, 0.01, -0.010, n: 177,
            isCertain: false),
    ]

    static let breakdowns: [IncidentPage.Breakdown] = [
        .init(dimension: "language and topic", rows: slices),
        .init(
            dimension: "tier",
            rows: [
                sliceRow(
                    slice(("tier", "gold")), 0.3, 0.93, 0.86, 0.83, 0.89, 0.31, -0.07, n: 1_190, isCertain: true
                ),
                sliceRow(
                    slice(("tier", "(none)")), 0.7, 0.92, 0.855, 0.84, 0.87, 0.69, -0.065, n: 2_800,
                    isCertain: true),
            ]),
    ]

    static let nearby: [ChangeRow] = [changes[3], changes[1], changes[4]]

    static let timeline: [IncidentPage.Entry] = [
        .init(
            time: time("2026-11-09T09:31:00Z"), known: nil,
            event: .note(text: "Not a billing bug: wrong deadlines quoted.\nJo checks the index."),
            person: "Mara Lind"),
        .init(time: time("2026-11-09T08:56:00Z"), known: nil, event: .tookLead, person: "Mara Lind"),
        .init(time: acknowledged, known: nil, event: .acknowledged, person: "Mara Lind"),
        .init(
            time: noticed, known: nil, event: .told(channel: "Webhook ops-alerts", arrived: true), person: nil),
        .init(time: noticed, known: nil, event: .noticed, person: nil),
        .init(time: onset.estimate, known: noticed, event: .began(onset: onset), person: nil),
        .init(
            time: time("2026-11-02T22:10:00Z"), known: noticed, event: .changed(change: changes[3]), person: nil
        ),
    ]

    static let incident = incidentPage(problem: nil)

    static func incidentPage(problem: FormProblem?) -> IncidentPage {
        IncidentPage(
            incident: groundednessTilt, state: .tilting,
            stages: Stages(noticed: noticed, acknowledged: acknowledged, end: nil), lead: "Mara Lind", severity: .q2,
            cause: .evidence(monitor: monitor, rarityMonths: 204), before: share(0.924, 0.919, 0.929, n: 9_180),
            since: share(0.856, 0.835, 0.877, n: 8_592), change: share(-0.068, -0.089, -0.047, n: 8_592),
            callsSince: 21_480, lanes: lanes,
            breakdowns: breakdowns, changes: nearby, timeline: timeline, canAct: true, problem: problem)
    }

    static let incidents = IncidentsPage(
        open: [
            .init(
                incident: groundednessTilt, stages: Stages(noticed: noticed, acknowledged: acknowledged, end: nil),
                state: .tilting, change: share(-0.068, -0.089, -0.047), lead: "Mara Lind"),
            .init(
                incident: draftsTilt,
                stages: Stages(noticed: time("2026-11-12T03:40:00Z"), acknowledged: nil, end: nil),
                state: .tilting, change: share(-0.079, -0.105, -0.052), lead: nil),
        ],
        recovered: [
            .init(
                incident: IncidentHeading(
                    number: 30, title: "More than half of the calls of invoice-extraction failed", system: invoices,
                    signal: success, slice: .all, movement: .fell,
                    onset: Onset(
                        estimate: time("2026-10-10T08:00:00Z"), earliest: time("2026-10-10T07:50:00Z"),
                        latest: time("2026-10-10T08:10:00Z"))),
                stages: Stages(
                    noticed: time("2026-10-10T17:00:00Z"), acknowledged: time("2026-10-10T17:10:00Z"),
                    end: .recovered(at: time("2026-10-11T09:00:00Z"))),
                state: .level, change: share(-0.021, -0.03, -0.012), lead: "Jo")
        ],
        dismissed: [
            .init(
                incident: IncidentHeading(
                    number: 27, title: "Cost per call of refund-triage is rising", system: refunds, signal: cost,
                    slice: .all, movement: .rose,
                    onset: Onset(
                        estimate: time("2026-09-19T22:00:00Z"), earliest: time("2026-09-19T20:00:00Z"),
                        latest: time("2026-09-20T02:00:00Z"))),
                stages: Stages(
                    noticed: time("2026-09-20T09:00:00Z"), acknowledged: nil,
                    end: .dismissed(at: time("2026-09-20T11:00:00Z"), by: "Jo", reason: "A load test, not customers.")),
                state: .level, change: Estimate(value: 0.14, low: 0.08, high: 0.2, n: 900, unit: .relative), lead: nil)
        ],
        days: 90, noticed: 14, falseAlarms: 1, budgetPerMonth: 1, older: "/incidents?cursor=abc")
}
