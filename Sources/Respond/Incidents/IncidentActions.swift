public import Storage
public import Telemetry

/// What a person does to an incident: each step leaves its line in the timeline.
public struct IncidentActions: Sendable {
    private let control: ControlStore

    /// Why an action is refused.
    public enum Refusal: Error, Sendable, Hashable {
        /// There is no such incident.
        case unknown
        /// A reason is needed and none was given.
        case reasonMissing
        /// The incident is in a stage that does not allow it.
        case stage(IncidentRecord.Stage)
        /// A text was longer than 10,000 characters, or empty.
        case text
    }

    /// Longest reason or note.
    public static let textLimit = 10_000

    /// Actions on the incidents in a store.
    public init(control: ControlStore) {
        self.control = control
    }

    /// Somebody has taken it up. Doing so again changes nothing.
    public func acknowledge(_ number: IncidentNumber, actor: String, at now: Timestamp) async throws -> IncidentRecord {
        let incident = try await existing(number)
        if incident.acknowledged != nil { return incident }
        guard incident.stage != .dismissed else { throw Refusal.stage(incident.stage) }
        return try await control.acknowledge(number, step: IncidentStep(actor: actor, at: now, text: "Acknowledged."))
    }

    /// A false alarm. The reason is required: it feeds the false-alarm rate that the product audits on itself.
    public func dismiss(
        _ number: IncidentNumber, reason: String, actor: String, at now: Timestamp
    ) async throws -> IncidentRecord {
        let incident = try await existing(number)
        guard incident.stage.isOpen else { throw Refusal.stage(incident.stage) }
        let reason = try checked(reason, orElse: .reasonMissing)
        return try await control.dismiss(
            number, step: IncidentStep(actor: actor, at: now, text: "Dismissed as a false alarm: \(reason)"))
    }

    /// Sets or clears the lead.
    public func assign(
        _ number: IncidentNumber, to lead: String?, actor: String, at now: Timestamp
    ) async throws -> IncidentRecord {
        _ = try await existing(number)
        let name = try lead.map { try checked($0, orElse: .text) }
        return try await control.assign(
            number, to: name,
            step: IncidentStep(actor: actor, at: now, text: name.map { "\($0) leads." } ?? "Nobody leads any more."))
    }

    /// Adds a note.
    public func note(_ number: IncidentNumber, text: String, actor: String, at now: Timestamp) async throws {
        _ = try await existing(number)
        try await control.note(
            on: number, step: IncidentStep(actor: actor, at: now, text: try checked(text, orElse: .text)))
    }

    private func existing(_ number: IncidentNumber) async throws -> IncidentRecord {
        guard let incident = try await control.incident(number) else { throw Refusal.unknown }
        return incident
    }

    private func checked(_ text: String, orElse refusal: Refusal) throws -> String {
        let words = text.split(whereSeparator: \.isWhitespace).isEmpty ? "" : text
        guard !words.isEmpty else { throw refusal }
        guard words.count <= Self.textLimit else { throw Refusal.text }
        return words
    }
}
