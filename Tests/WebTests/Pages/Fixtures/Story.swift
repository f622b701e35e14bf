import Telemetry
import Web

/// The example story that the pages are tried on: seven systems on 12 November 2026, shares and drops add up.
enum Story {
    static func time(_ text: String) -> Timestamp {
        guard let time = Timestamp(rfc3339: text) else { fatalError("\(text) is no time") }
        return time
    }

    static let now = time("2026-11-12T09:42:00Z")
    static let start = time("2026-10-15T00:00:00Z")
    static let noticed = time("2026-11-07T04:12:00Z")
    static let acknowledged = time("2026-11-09T08:55:00Z")
    static let onset = Onset(
        estimate: time("2026-11-03T10:00:00Z"), earliest: time("2026-11-02T10:00:00Z"),
        latest: time("2026-11-04T05:00:00Z"))

    static func shell(
        path: String, theme: Theme = .system, person: String? = "Mara Lind", isEmpty: Bool = false
    ) -> Shell {
        Shell(
            now: now, theme: theme, path: path, openIncidents: isEmpty ? 0 : 2, systems: isEmpty ? 0 : 7,
            callsPerMinute: isEmpty ? nil : 4.6, lastCall: isEmpty ? nil : now.advanced(bySeconds: -2),
            version: "0.9.0", isDemo: !isEmpty, person: person, formToken: { _ in "token" })
    }

    static func system(_ slug: String, _ title: String, _ kind: CallKind = .llm) -> SystemHeading {
        SystemHeading(slug: slug, title: title, kind: kind)
    }

    static let support = system("support-answers", "Support answers")
    static let drafts = system("reply-drafts", "Reply drafts")
    static let fraud = system("fraud-scoring", "Fraud scoring", .classifier)
    static let invoices = system("invoice-extraction", "Invoice extraction")
    static let refunds = system("refund-triage", "Refund triage")
    static let search = system("search-reranking", "Search re-ranking", .ranker)
    static let leads = system("lead-scoring", "Lead scoring", .regressor)
    static let systems = [support, drafts, fraud, invoices, refunds, search, leads]

    static func signal(
        _ name: String, _ title: String, _ group: SignalGroup, _ unit: SignalUnit, _ better: Better = .high
    ) -> SignalHeading {
        SignalHeading(name: name, title: title, group: group, unit: unit, better: better)
    }

    static let groundedness = signal("groundedness", "Groundedness", .quality, .share)
    static let success = signal("success", "Success", .operations, .share)
    static let latency = signal("latency_p95", "p95", .operations, .seconds, .low)
    static let sentAsIs = signal("sent_unchanged", "Sent as is", .trust, .share)
    static let cost = signal("cost", "Cost per call", .cost, .usd, .low)

    static let groundednessTilt = IncidentHeading(
        number: 31, title: "Groundedness of support-answers is falling", system: support, signal: groundedness,
        slice: .all, movement: .fell, onset: onset)
    static let draftsTilt = IncidentHeading(
        number: 32, title: "Sent as is of reply-drafts is falling", system: drafts, signal: sentAsIs, slice: .all,
        movement: .fell,
        onset: Onset(
            estimate: time("2026-11-06T14:00:00Z"), earliest: time("2026-11-06T02:00:00Z"),
            latest: time("2026-11-07T08:00:00Z")))

    static func slice(_ conditions: (String, String)...) -> Slice {
        Slice(conditions.map { SliceValue($0.0, $0.1) })
    }

    /// Points half a day apart, made of percent of a baseline.
    static func points(
        _ percents: [Double], baseline: Double, calm: [Double]? = nil, halfWidths: [Double]? = nil
    ) -> [SeriesPoint] {
        percents.enumerated().map { index, percent in
            let time = start.advanced(bySeconds: Int64(index) * 43_200)
            let value = percent / 100 * baseline
            guard let calm, let halfWidths else {
                return SeriesPoint(time: time, value: value, low: nil, high: nil, n: 1180)
            }
            return SeriesPoint(
                time: time, value: value, low: (calm[index] - halfWidths[index]) / 100 * baseline,
                high: (calm[index] + halfWidths[index]) / 100 * baseline, n: 1180)
        }
    }

    static let groundednessPoints = points(
        StorySeries.groundedness, baseline: 0.924, calm: StorySeries.calm, halfWidths: StorySeries.halfWidth)

    static let wedge = WedgeChart(
        signal: groundedness, operations: points(StorySeries.operations, baseline: 0.9997), operationsBaseline: 0.9997,
        points: groundednessPoints, baseline: 0.924, tolerance: 0.0203, onset: onset, noticed: noticed,
        flags: [.init(kind: .acknowledged, time: acknowledged)])

    static func reading(
        _ signal: SignalHeading, _ state: SignalState, _ value: Double?, _ change: Double? = nil,
        _ lean: (Double, Double, Double)? = nil, caption: String? = nil, beside: Reading.Beside? = nil,
        changeRange: (Double, Double)? = nil
    ) -> Reading {
        let relative = signal.unit != .share && signal.unit != .score
        return Reading(
            signal: signal, state: state,
            now: value.map { Estimate(value: $0, low: nil, high: nil, n: 2400, unit: signal.unit) },
            baseline: nil,
            change: change.map {
                Estimate(
                    value: $0, low: changeRange?.0, high: changeRange?.1, n: 2400,
                    unit: relative ? .relative : signal.unit)
            },
            lean: lean.map { Lean(value: $0.0, low: $0.1, high: $0.2) }, caption: caption, beside: beside)
    }

    static func operations(_ share: Double, p95: Double, _ lean: (Double, Double, Double)) -> Reading {
        reading(
            success, .level, share, nil, lean, caption: "ok",
            beside: .init(word: "p95", estimate: Estimate(value: p95, low: nil, high: nil, n: nil, unit: .seconds)))
    }

    static func costs(
        _ dollars: Double, _ change: Double, _ lean: (Double, Double, Double), _ state: SignalState = .level
    ) -> Reading {
        reading(cost, state, dollars, change, lean)
    }

    static func noTrust() -> Reading {
        reading(signal("trust", "Trust", .trust, .share), .noSignal(.neverSent), nil)
    }
}
