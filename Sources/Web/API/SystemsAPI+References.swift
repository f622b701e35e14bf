import Foundation
import HTTPTypes
import Storage
import Telemetry
import Watch

extension SystemsAPI {
    func baselines(_ exchange: Exchange) async throws -> Answer {
        let system = try await existing(exchange)
        let signal = SignalName(stored: exchange.parameter("name"))
        let records = try await rooms.control.baselines(system: system.slug, signal: signal, retired: true)
        return try .json(
            BaselinesDocument(
                system: system.slug.text, signal: signal.text,
                baselines: try records.map { record in
                    let pinned = try PinnedBaseline(bytes: record.blob)
                    return .init(
                        id: record.id.text, version: record.version, slice: record.slice.isEmpty ? nil : record.slice,
                        kind: pinned.origin.rawValue, state: record.state.rawValue,
                        from: Timestamp(seconds: pinned.from),
                        to: Timestamp(seconds: pinned.to), pinned: record.pinned, events: Int(clamping: pinned.count),
                        mean: pinned.mean, reason: record.reason)
                }))
    }

    func slices(_ exchange: Exchange) async throws -> Answer {
        let system = try await existing(exchange)
        return try .json(
            SlicesDocument(
                system: system.slug.text, days: BoardView.days,
                dimensions: try await dimensions(of: system.slug, now: exchange.now)))
    }

    func slice(_ exchange: Exchange) async throws -> Answer {
        let system = try await existing(exchange)
        let raw = exchange.path.split(separator: "/").last.map(String.init) ?? ""
        guard let slice = Slice(query: raw), let value = slice.values.first else {
            throw Problem(.invalid, "A slice reads key:value, such as language:es, each side percent-encoded.")
        }
        guard slice.values.count == 1 else {
            throw Problem(
                .invalid, "Figures are kept for one value at a time. /v1/calls?slice= takes several joined by +.")
        }
        let dimensions = try await dimensions(of: system.slug, now: exchange.now)
        guard let found = dimensions.flatMap(\.values).first(where: { $0.slice == slice.text }) else {
            throw Problem(
                .notFound, "No call of the last \(BoardView.days) days has this value. …/slices lists those that have.")
        }
        return try .json(
            SliceDocument(
                system: system.slug.text, slice: found.slice, dimension: value.dimension, days: BoardView.days,
                calls: found.calls, share: found.share, signals: found.signals))
    }

    private func dimensions(of system: SystemSlug, now: Timestamp) async throws -> [SlicesDocument.Dimension] {
        guard let report = try await desk.report(system, now: now) else { return [] }
        let profiles = report.signals.map(\.profile)
        let figures = try await rooms.reporter.slices(
            system, signals: profiles.map(\.name), days: Int64(BoardView.days), now: now)
        return report.dimensions.map { dimension in
            let values = figures.filter { $0.key.dimension == dimension.name }
            let total = values.values.reduce(0) { $0 + Int(clamping: $1[.success]?.n ?? 0) }
            return SlicesDocument.Dimension(
                name: dimension.name, tooManyValues: dimension.hasTooManyValues,
                values: values.map { value, figures in
                    let calls = Int(clamping: figures[.success]?.n ?? 0)
                    var signals: [String: FigureDocument] = [:]
                    for profile in profiles {
                        signals[profile.name.text] = figures[profile.name].map {
                            FigureDocument(Estimate($0, unit: SignalUnit(profile)))
                        }
                    }
                    return .init(
                        slice: Slice([value]).text, calls: calls, share: total > 0 ? Double(calls) / Double(total) : 0,
                        signals: signals)
                }.sorted { ($1.calls, $0.slice) < ($0.calls, $1.slice) })
        }
    }

    func rebaseline(_ exchange: Exchange) async throws -> Answer {
        let system = try await existing(exchange)
        let request = try await exchange.document(BaselineRequest.self)
        let reason = request.reason.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !reason.isEmpty, reason.count <= 4_096 else {
            throw Problem(
                .invalid, "A new normal needs its reason: it ends tilts, and is audited.",
                errors: [.init(pointer: "/reason", detail: "must have 1 to 4,096 characters")])
        }
        guard !request.signals.isEmpty else {
            throw Problem(
                .invalid, "Name the signals that have a new normal.",
                errors: [.init(pointer: "/signals", detail: "must not be empty")])
        }
        guard request.from < request.to, request.to <= exchange.now else {
            throw Problem(
                .invalid, "The stretch of time lies in the past, and from before to.",
                errors: [.init(pointer: "/from", detail: "must lie before /to, and /to not in the future")])
        }
        let known = Set(try await desk.report(system.slug, now: exchange.now)?.signals.map(\.profile.name.text) ?? [])
        if let stranger = request.signals.firstIndex(where: { !known.contains($0) }) {
            throw Problem(
                .invalid, "The system has no signal of this name.",
                errors: [.init(pointer: "/signals/\(stranger)", detail: "is no signal of the system")])
        }
        let replaced = try await rooms.judge.rebaseline(
            system.slug, signals: Set(request.signals.map { SignalName(stored: $0) }), range: request.from..<request.to,
            actor: request.by ?? IncidentsAPI.somebody, reason: reason, now: exchange.now)
        guard !replaced.isEmpty else {
            throw Problem(
                .tooEarly,
                "None of these signals has a baseline to replace, or nothing of that time was judged yet. Nothing changed."
            )
        }
        await desk.forget()
        return try .json(
            AcceptedBaselinesDocument(
                system: system.slug.text, signals: replaced.map(\.text).sorted(), from: request.from, to: request.to,
                reason: reason), status: .created)
    }

    /// What people edit of a system.
    func version(_ exchange: Exchange) async throws -> String {
        let system = try await existing(exchange)
        let alarms = try await MonthlyAlarms.of(system.slug, in: rooms.control)
        return "\(system.title)\u{1F}\(system.texts.days)\u{1F}\(alarms)"
    }

    /// What people edit of a signal.
    func signalVersion(_ exchange: Exchange) async throws -> String {
        let system = try await existing(exchange)
        let setting = try await rooms.control.signalSettings(system: system.slug).first {
            $0.signal.text == exchange.parameter("name")
        }
        return Self.version(setting)
    }

    /// The same, of a setting that was read.
    static func version(_ setting: SignalSetting?) -> String {
        "\(setting?.better?.rawValue ?? "")\u{1F}\(setting?.tolerance.map { "\($0)" } ?? "")"
    }
}
