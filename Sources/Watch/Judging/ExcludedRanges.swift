import FoundationEssentials
public import Storage
public import Telemetry

/// Times that no new baseline of a system may hold, as people decided: incidents, holidays.
public enum ExcludedRanges {
    private struct Stored: Codable {
        var ranges: [[Int64]]
    }

    /// The ranges in seconds since 1970.
    public static func of(_ system: SystemSlug, in control: ControlStore) async throws -> [Range<Int64>] {
        guard let json = try await control.setting("excluded/\(system)") else { return [] }
        return try JSONDecoder().decode(Stored.self, from: Data(json.utf8)).ranges.compactMap {
            $0.count == 2 && $0[0] < $0[1] ? $0[0]..<$0[1] : nil
        }
    }

    /// Leaves a range out of every later baseline of a system, as a recorded decision.
    public static func exclude(
        _ range: Range<Timestamp>, of system: SystemSlug, actor: String, reason: String, at time: Timestamp,
        in control: ControlStore
    ) async throws {
        let ranges = try await of(system, in: control) + [range.lowerBound.seconds..<range.upperBound.seconds]
        let stored = Stored(ranges: ranges.map { [$0.lowerBound, $0.upperBound] })
        let why = try JSONEncoder().encode([
            "reason": reason, "from": range.lowerBound.rfc3339, "to": range.upperBound.rfc3339,
        ])
        _ = try await control.decide(
            actor: actor, action: "baseline.excluded", subject: system.text,
            reason: String(decoding: why, as: UTF8.self), at: time)
        try await control.set(
            "excluded/\(system)", to: String(decoding: try JSONEncoder().encode(stored), as: UTF8.self))
    }
}
