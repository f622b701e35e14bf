package import Telemetry

/// A number that can be wrong: with the range that holds however often one looks, and on how many events it rests.
package struct FigureDocument: Codable, Sendable, Hashable {
    package var value: Double
    package var low: Double?
    package var high: Double?
    package var n: Int?
    /// `share` (0 to 1), `score`, `seconds`, `tokens`, `usd`, `count`, `characters`, `relative`.
    package var unit: String

    package init(_ estimate: Estimate) {
        value = estimate.value
        low = estimate.low.flatMap { $0.isFinite ? $0 : nil }
        high = estimate.high.flatMap { $0.isFinite ? $0 : nil }
        n = estimate.n
        unit = estimate.unit.rawValue
    }

    static let example = FigureDocument(Estimate(value: 0.856, low: 0.839, high: 0.871, n: 2_400, unit: .share))
}

/// How one signal stands against its own baseline.
package struct SignalDocument: Document, Hashable {
    package static let schemaName = "signal/1"

    /// The words of states, the same in pages, API and command line.
    package enum State: String, Codable, Sendable, Hashable, CaseIterable {
        case noSignal = "no_signal"
        case learning, level, watch, tilting
    }

    package var schema = Self.schemaName
    package var name: String
    package var title: String
    package var group: String
    package var unit: String
    /// Which way is better: `high`, `low`, `unknown`.
    package var better: String
    package var state: State
    /// True while the baseline is not pinned for good.
    package var provisional: Bool
    /// Why there is no signal.
    package var gap: String?
    package var missing: MissingDocument?
    /// Over the trailing window; since the onset while it tilts.
    package var now: FigureDocument?
    package var baseline: FigureDocument?
    /// `now` minus baseline; relative for latency, tokens and money.
    package var change: FigureDocument?
    /// The change in tolerances, negative is worse.
    package var lean: LeanDocument?
    /// A second figure, such as the p95 latency beside the share of successes.
    package var beside: FigureDocument?
    /// What the second figure is.
    package var besideWord: String?

    /// What a signal still needs.
    package struct MissingDocument: Codable, Sendable, Hashable {
        package var counted: String
        package var events: Int
        package var needed: Int
        package var days: Int?
        package var daysNeeded: Int?
        package var ready: Timestamp?
    }

    /// A distance in tolerances.
    package struct LeanDocument: Codable, Sendable, Hashable {
        package var value: Double
        package var low: Double
        package var high: Double
    }

    package init(_ reading: Reading) {
        name = reading.signal.name
        title = reading.signal.title
        group = reading.signal.group.rawValue
        unit = reading.signal.unit.rawValue
        better = reading.signal.better.rawValue
        state = State(rawValue: reading.state.word) ?? .noSignal
        provisional = reading.state == .provisionalLevel
        if case .noSignal(let reason) = reading.state { gap = reason.words }
        if case .learning(let learning) = reading.state {
            missing = MissingDocument(
                counted: learning.counted.rawValue, events: learning.events, needed: learning.needed,
                days: learning.days?.seen, daysNeeded: learning.days?.needed, ready: learning.ready)
        }
        now = reading.now.map(FigureDocument.init)
        baseline = reading.baseline.map(FigureDocument.init)
        change = reading.change.map(FigureDocument.init)
        lean = reading.lean.flatMap { lean in
            lean.value.isFinite && lean.low.isFinite && lean.high.isFinite
                ? LeanDocument(value: lean.value, low: lean.low, high: lean.high) : nil
        }
        beside = (reading.beside?.estimate).map(FigureDocument.init)
        besideWord = reading.beside?.word
    }
}

extension Gap {
    /// In one line, for programs and the command line.
    package var words: String {
        switch self {
        case .neverSent: "never sent"
        case .stopped(let since): "stopped at \(since.rfc3339)"
        case .late(let days): "comes about \(Int(days.rounded())) days late"
        case .notMeasurable(let reason): reason
        case .notRunning(let reason, _): "the monitor cannot run: \(reason)"
        }
    }
}

/// One system in `systems/1`: its four readings, always in this order, never blended into one.
package struct SystemSummary: Codable, Sendable, Hashable {
    package var slug: String
    package var title: String
    package var kind: CallKind
    package var note: String?
    /// In the trailing window.
    package var calls: Int
    /// The most urgent state of the four, as on the Overview: what was never sent does not count against a system.
    package var state: SignalDocument.State
    package var operations: SignalDocument
    package var quality: SignalDocument
    package var trust: SignalDocument
    package var cost: SignalDocument
    /// The open incident, if there is one.
    package var incident: String?
    /// What to do next, in words.
    package var next: String
    package var url: String

    package init(_ row: OverviewPage.Row) {
        slug = row.system.slug
        title = row.system.title
        kind = row.system.kind
        note = row.note
        calls = row.calls
        state = SignalDocument.State(rawValue: row.state.word) ?? .noSignal
        operations = SignalDocument(row.operations)
        quality = SignalDocument(row.quality)
        trust = SignalDocument(row.trust)
        cost = SignalDocument(row.cost)
        switch row.next {
        case .nothing: next = ""
        case .acknowledge(let heading):
            incident = heading.id
            next = "acknowledge \(heading.id)"
        case .inHand(let heading, let lead):
            incident = heading.id
            next = lead.map { "\(heading.id) with \($0)" } ?? "\(heading.id) in hand"
        case .watch(let signal): next = "watch \(signal.name)"
        case .learning(let ready): next = ready.map { "verdicts from \($0.rfc3339.prefix(10))" } ?? "learning"
        }
        url = row.system.path
    }

    /// The four, in the order that holds everywhere.
    package var signals: [SignalDocument] { [operations, quality, trust, cost] }
}

/// `systems/1`: every system, worst first.
package struct SystemsDocument: Document {
    package static let schemaName = "systems/1"

    package var schema = Self.schemaName
    /// The instant at which this holds.
    package var time: Timestamp
    /// The trailing window of all figures, in days.
    package var days: Int
    /// The sentence that opens the overview.
    package var verdict: String
    package var systems: [SystemSummary]

    package init(time: Timestamp, days: Int, verdict: String, systems: [SystemSummary]) {
        self.time = time
        self.days = days
        self.verdict = verdict
        self.systems = systems
    }
}

/// `system/1`: one system with its settings.
package struct SystemDocument: Document {
    package static let schemaName = "system/1"

    package var schema = Self.schemaName
    package var slug: String
    package var title: String
    package var kind: String
    package var created: Timestamp
    /// Days that texts are kept; 0: not stored.
    package var textsDays: Int
    /// Expected false alarms per month that this system may raise.
    package var alarmsPerMonth: Double
    package var summary: SystemSummary?

    package init(
        slug: String, title: String, kind: String, created: Timestamp, textsDays: Int, alarmsPerMonth: Double,
        summary: SystemSummary?
    ) {
        self.slug = slug
        self.title = title
        self.kind = kind
        self.created = created
        self.textsDays = textsDays
        self.alarmsPerMonth = alarmsPerMonth
        self.summary = summary
    }
}

/// What `PATCH /v1/systems/{slug}` takes; absent members stay as they are.
package struct SystemPatch: Document {
    package static let schemaName = "system-patch/1"

    package var title: String?
    package var textsDays: Int?
    package var alarmsPerMonth: Double?

    package static let example = SystemPatch(title: "Support answers", textsDays: 30, alarmsPerMonth: 1)
}

/// `signals/1`: all signals of a system.
package struct SignalsDocument: Document {
    package static let schemaName = "signals/1"

    package var schema = Self.schemaName
    package var system: String
    package var signals: [SignalDocument]

    package init(system: String, signals: [SignalDocument]) {
        self.system = system
        self.signals = signals
    }
}

/// What `PATCH …/signals/{name}` takes; absent members stay as they are.
package struct SignalPatch: Document {
    package static let schemaName = "signal-patch/1"

    /// `high` or `low`.
    package var better: String?
    /// In the signal's unit; relative for latency, tokens and money.
    package var tolerance: Double?

    package static let example = SignalPatch(better: "high", tolerance: 0.02)
}

/// `series/1`: one signal over time.
package struct SeriesDocument: Document {
    package static let schemaName = "series/1"

    package var schema = Self.schemaName
    package var system: String
    package var signal: String
    package var slice: String?
    package var unit: String
    package var bucketSeconds: Int
    package var from: Timestamp
    package var to: Timestamp
    /// The pinned reference's mean.
    package var baseline: Double?
    /// Buckets without events are left out.
    package var points: [Point]

    /// One bucket.
    package struct Point: Codable, Sendable, Hashable {
        /// Start of the bucket.
        package var time: Timestamp
        package var value: Double
        package var low: Double?
        package var high: Double?
        package var n: Int
        package var p95: Double?

        package init(time: Timestamp, value: Double, low: Double?, high: Double?, n: Int, p95: Double?) {
            self.time = time
            self.value = value
            self.low = low.flatMap { $0.isFinite ? $0 : nil }
            self.high = high.flatMap { $0.isFinite ? $0 : nil }
            self.n = n
            self.p95 = p95
        }
    }

    package init(
        system: String, signal: String, slice: String?, unit: String, bucketSeconds: Int, from: Timestamp,
        to: Timestamp,
        baseline: Double?, points: [Point]
    ) {
        self.system = system
        self.signal = signal
        self.slice = slice
        self.unit = unit
        self.bucketSeconds = bucketSeconds
        self.from = from
        self.to = to
        self.baseline = baseline
        self.points = points
    }
}

/// `slices/1`: the dimensions of a system, their values, and how each value stands.
package struct SlicesDocument: Document {
    package static let schemaName = "slices/1"

    package var schema = Self.schemaName
    package var system: String
    package var days: Int
    package var dimensions: [Dimension]

    /// One dimension.
    package struct Dimension: Codable, Sendable, Hashable {
        package var name: String
        /// True when it has too many values to be sliced by.
        package var tooManyValues: Bool
        package var values: [Value]

        package init(name: String, tooManyValues: Bool, values: [Value]) {
            self.name = name
            self.tooManyValues = tooManyValues
            self.values = values
        }
    }

    /// One value of a dimension.
    package struct Value: Codable, Sendable, Hashable {
        /// As in the `slice` parameter, decoded.
        package var slice: String
        package var calls: Int
        package var share: Double
        package var signals: [String: FigureDocument]

        package init(slice: String, calls: Int, share: Double, signals: [String: FigureDocument]) {
            self.slice = slice
            self.calls = calls
            self.share = share
            self.signals = signals
        }
    }

    package init(system: String, days: Int, dimensions: [Dimension]) {
        self.system = system
        self.days = days
        self.dimensions = dimensions
    }
}

/// `slice/1`: one value of a dimension and how its signals stand.
package struct SliceDocument: Document {
    package static let schemaName = "slice/1"

    package var schema = Self.schemaName
    package var system: String
    /// As in the `slice` parameter, decoded.
    package var slice: String
    package var dimension: String
    /// The trailing window of all figures, in days.
    package var days: Int
    package var calls: Int
    /// Of the calls that have a value of this dimension.
    package var share: Double
    package var signals: [String: FigureDocument]
}
