import FoundationEssentials
public import Storage
public import Telemetry

/// The false-alarm budget that the owner set: expected false alarms per month, for one system or for all.
public enum MonthlyAlarms {
    /// When nobody has set anything.
    public static let usual = 1.0
    /// What may be set.
    public static let range = 0.01...30.0

    private struct Stored: Codable {
        var alarms: Double
    }

    /// The budget of a system: its own, else that of all systems, else the configured one, else 1.
    public static func of(_ system: SystemSlug, in control: ControlStore) async throws -> Double {
        for name in ["budget/\(system)", "budget", configured] {
            guard let json = try await control.setting(name) else { continue }
            return try JSONDecoder().decode(Stored.self, from: Data(json.utf8)).alarms
        }
        return usual
    }

    /// Notes what the configuration says; it holds where nobody has set anything.
    /// - Parameter alarms: within ``range``.
    public static func configure(_ alarms: Double, in control: ControlStore) async throws {
        let json = String(decoding: try JSONEncoder().encode(Stored(alarms: alarms)), as: UTF8.self)
        try await control.set(configured, to: json)
    }

    private static let configured = "budget.configured"

    /// Sets the budget of a system, or of all with `nil`. Running monitors keep theirs; it counts from the next baseline.
    /// - Parameter alarms: within ``range``.
    public static func set(_ alarms: Double, for system: SystemSlug?, in control: ControlStore) async throws {
        let json = String(decoding: try JSONEncoder().encode(Stored(alarms: alarms)), as: UTF8.self)
        try await control.set(system.map { "budget/\($0)" } ?? "budget", to: json)
    }
}
