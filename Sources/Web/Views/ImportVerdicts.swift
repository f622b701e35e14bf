import Storage
package import Telemetry
import Watch

/// Says in words how systems stand once an import has ended: for the command line and the job's document.
package struct ImportVerdicts: Sendable {
    private let rooms: Rooms

    private static let tiltLimit = 100

    package init(rooms: Rooms) {
        self.rooms = rooms
    }

    /// The verdict on each system that has rows; those without are left out.
    package func verdicts(of systems: [SystemSlug], now: Timestamp) async throws -> [ImportVerdict] {
        var verdicts: [ImportVerdict] = []
        for system in systems {
            guard let report = try await rooms.reporter.report(system, now: now) else { continue }
            verdicts.append(try await verdict(report))
        }
        return verdicts
    }

    private func verdict(_ report: SystemReport) async throws -> ImportVerdict {
        var query = TiltQuery(limit: Self.tiltLimit)
        query.system = report.system
        query.states = [.tilting, .parked, .recovered]
        let view = TiltView(rooms: rooms)
        var tilts: [TiltDocument] = []
        for record in try await rooms.control.tilts(query) { tilts.append(try await view.document(record)) }
        let ongoing = tilts.filter { $0.ended == nil }
        let signals = report.signals.map { SignalDocument(Reading($0)) }.sorted { $0.name < $1.name }
        let state: SignalDocument.State =
            if !ongoing.isEmpty {
                .tilting
            } else if signals.contains(where: { $0.state == .watch }) {
                .watch
            } else if signals.contains(where: { $0.state == .level }) {
                .level
            } else {
                signals.contains { $0.state == .learning } ? .learning : .noSignal
            }
        return ImportVerdict(
            system: report.system.text, state: state, words: Self.words(state, signals, ongoing, tilts),
            tilts: ongoing + tilts.filter { $0.ended != nil }, signals: signals,
            url: "/systems/\(PercentCoding.encoded(report.system.text))")
    }

    private static func words(
        _ state: SignalDocument.State, _ signals: [SignalDocument], _ ongoing: [TiltDocument], _ all: [TiltDocument]
    ) -> String {
        var words: String
        switch state {
        case .tilting: words = ongoing.count == 1 ? "1 tilt is going on." : "\(ongoing.count) tilts are going on."
        case .watch: words = "Nothing tilts; at least one signal is worth a look."
        case .level: words = "Nothing tilts."
        case .learning: words = "Still learning what is usual: " + missing(signals)
        case .noSignal: words = "Nothing in it can be judged: the records carry no signal, or no times."
        }
        let ended = all.count - ongoing.count
        if ended > 0 { words += ended == 1 ? " 1 tilt came and went." : " \(ended) tilts came and went." }
        return words
    }

    /// What the signal that is furthest still needs.
    private static func missing(_ signals: [SignalDocument]) -> String {
        let furthest = signals.filter { $0.missing != nil }.max {
            ($0.missing?.events ?? 0, $1.name) < ($1.missing?.events ?? 0, $0.name)
        }
        guard let furthest, let missing = furthest.missing else { return "more history is needed." }
        var parts = ["\(missing.events) of \(missing.needed) events"]
        if let days = missing.days, let needed = missing.daysNeeded { parts.append("\(days) of \(needed) whole days") }
        return "\(furthest.title) has \(parts.joined(separator: " and "))."
    }
}
