import Telemetry
import Web

extension Story {
    static let learning = SignalState.learning(
        Missing(
            counted: .calls, events: 312, needed: 500, days: .init(seen: 3, needed: 3),
            ready: now.advanced(bySeconds: 172_800), smallestChange: 0.04))

    static let groundednessReading = reading(
        groundedness, .tilting, 0.856, -0.068, (-3.4, -4.0, -2.35), changeRange: (-0.089, -0.047))

    static let rows: [OverviewPage.Row] = [
        .init(
            system: support, note: "with retrieval", calls: 66_410,
            operations: operations(0.9997, p95: 1.4, (0.15, -0.3, 0.5)), quality: groundednessReading,
            trust: reading(
                signal("kept", "Kept", .trust, .share), .level, 0.71, -0.021, (-0.9, -1.7, -0.1), caption: "kept"),
            cost: costs(0.041, 0.11, (-1.4, -1.9, -0.9), .watch),
            next: .inHand(incident: groundednessTilt, lead: "Mara Lind")),
        .init(
            system: drafts, note: nil, calls: 38_902, operations: operations(0.9999, p95: 0.9, (0.2, -0.2, 0.6)),
            quality: reading(
                signal("helpfulness", "Helpfulness", .quality, .share), .level, 0.941, -0.003, (-0.2, -0.8, 0.5)),
            trust: reading(
                sentAsIs, .tilting, 0.58, -0.079, (-2.3, -3.0, -1.5), caption: "sent as is",
                changeRange: (-0.105, -0.052)),
            cost: costs(0.006, 0, (0, -0.3, 0.3)), next: .acknowledge(incident: draftsTilt)),
        .init(
            system: fraud, note: nil, calls: 51_220, operations: operations(1, p95: 0.018, (0.3, 0, 0.6)),
            quality: reading(
                signal("auc", "AUC", .quality, .score), .watch, 0.91, -0.01, (-0.8, -1.9, 0.2), caption: "AUC"),
            trust: reading(
                signal("overridden", "Overridden", .trust, .share, .low), .level, 0.04, 0.004, (-0.3, -0.8, 0.3),
                caption: "overridden"),
            cost: costs(0, 0, (0, -0.2, 0.2)), next: .watch(signal: signal("auc", "AUC", .quality, .score))),
        .init(
            system: invoices, note: "structured", calls: 12_077,
            operations: operations(0.9995, p95: 3.1, (0, -0.5, 0.5)),
            quality: reading(
                signal("fields_correct", "Fields correct", .quality, .share), .level, 0.978, 0.002, (0.3, -0.4, 1),
                caption: "fields"),
            trust: reading(
                signal("edited", "Edited", .trust, .share, .low), .level, 0.031, -0.002, (0.2, -0.4, 0.7),
                caption: "edited"),
            cost: costs(0.088, 0.38, (-3.1, -3.5, -2.7), .watch),
            next: .watch(signal: signal("tokens_output", "Output tokens", .cost, .tokens, .low))),
        .init(
            system: refunds, note: "routing", calls: 9_814, operations: operations(0.9998, p95: 0.7, (0.1, -0.4, 0.6)),
            quality: reading(
                signal("correct", "Correct", .quality, .share), .level, 0.963, 0.004, (0.5, -0.3, 1.3)),
            trust: reading(
                signal("rerouted", "Re-routed", .trust, .share, .low), .level, 0.02, 0, (0, -0.6, 0.6),
                caption: "re-routed"),
            cost: costs(0.003, -0.04, (0.5, 0.2, 0.8)), next: .nothing),
        .init(
            system: search, note: nil, calls: 5_566, operations: operations(1, p95: 0.024, (0.2, -0.1, 0.5)),
            quality: reading(
                signal("ndcg", "NDCG", .quality, .score), .level, 0.62, 0.01, (0.6, -0.2, 1.4), caption: "NDCG"),
            trust: noTrust(), cost: costs(0, 0, (0, -0.2, 0.2)), next: .nothing),
        .init(
            system: leads, note: "new on 9 Nov", calls: 312, operations: operations(1, p95: 0.011, (0.2, -0.6, 0.9)),
            quality: reading(signal("mae", "Mean error", .quality, .score, .low), learning, nil), trust: noTrust(),
            cost: reading(cost, learning, 0),
            next: .learning(ready: now.advanced(bySeconds: 172_800))),
    ]

    static let overview = OverviewPage(
        days: 28, systems: rows,
        steepest: .init(
            reading: groundednessReading, incident: groundednessTilt, rarityMonths: 204, noticed: noticed,
            acknowledged: acknowledged,
            worstSlice: .init(
                slice: slice(("language", "es"), ("topic", "billing")),
                change: Estimate(value: -0.194, low: -0.247, high: -0.146, n: 402, unit: .share)),
            callsSince: 21_480, lead: "Mara Lind", wedge: wedge),
        needs: [
            .acknowledge(incident: draftsTilt, noticed: time("2026-11-12T03:40:00Z")),
            .sayWhichWayIsWorse(system: search, signal: signal("dwell", "Dwell time", .quality, .seconds, .unknown)),
            .addPrice(model: "atlas-4-mini", calls: 212),
        ],
        changes: changes,
        blindSpots: [
            .late(system: fraud, signal: signal("label", "Labels", .quality, .share), days: 9),
            .learning(system: leads, ready: now.advanced(bySeconds: 172_800)),
            .noSignal(group: .trust, systems: [search, leads]),
        ])

    static func change(
        _ number: Int, _ at: String, _ kind: Change.Kind, _ title: String, _ systems: [SystemHeading],
        _ origin: ChangeRow.Origin, from: String? = nil, to: String? = nil, near: [ChangeRow.Nearness] = []
    ) -> ChangeRow {
        ChangeRow(
            number: number, time: time(at), until: nil, kind: kind, title: title, systems: systems, origin: origin,
            from: from, to: to, author: origin == .sent ? "mara" : nil, reference: origin == .sent ? "9c1e2a7" : nil,
            address: origin == .sent ? "https://git.example.com/c/9c1e2a7" : nil, near: near)
    }

    static let changes = [
        change(884, "2026-11-10T08:00:00Z", .price, "Price table v9", [invoices], .found),
        change(883, "2026-11-06T10:12:00Z", .deploy, "App 5.18", [support, drafts], .sent),
        change(
            882, "2026-11-06T10:10:00Z", .prompt, "Reply prompt v41 to v42", [drafts], .sent, from: "41", to: "42",
            near: [.init(incident: draftsTilt, secondsBeforeOnset: 13_800, isInsideRange: true)]),
        change(
            881, "2026-11-02T22:10:00Z", .provider, "Model fingerprint A to B, same name", [support, drafts], .found,
            from: "fp_7f3c", to: "fp_e19a",
            near: [.init(incident: groundednessTilt, secondsBeforeOnset: 42_600, isInsideRange: true)]),
        change(880, "2026-10-30T09:36:00Z", .index, "Help-centre index rebuilt", [support], .sent),
    ]
}
