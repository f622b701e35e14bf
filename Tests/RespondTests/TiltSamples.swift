import Foundation
import Respond
import Storage
import Telemetry

/// A real folder with tilts as judging writes them.
struct TiltSamples {
    static let now = Timestamp(rfc3339: "2026-11-21T10:00:00Z")!
    static let system = SystemSlug("support-answers")!

    let folder: DataFolder
    let keeper: IncidentKeeper
    let actions: IncidentActions
    private let path: String

    init() async throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("respond-\(UUID().uuidString)").path
        folder = try await DataFolder(path: path, now: Self.now, process: ProcessInfo.processInfo.processIdentifier)
        keeper = IncidentKeeper(control: folder.control)
        actions = IncidentActions(control: folder.control)
    }

    static func days(_ days: Double) -> Timestamp { now.advanced(bySeconds: Int64(days * 86_400)) }

    /// Writes a tilt whose onset lies so many days before now.
    /// - Returns: the incidents that changed when the keeper saw it.
    @discardableResult
    func tilt(
        _ signal: String, system: SystemSlug = TiltSamples.system, onset: Double, range: Double = 0.5,
        noticed: Double = -1,
        cause: String = "evidence", state: TiltDraft.State = .tilting, ended: Double? = nil
    ) async throws -> [IncidentRecord] {
        let onsets = [onset - range, onset, onset + range].map(Self.days)
        let size: [String: Any] = [
            "key": "\(signal)@\(noticed)", "cause": cause, "signal": signal, "rose": false,
            "noticed": Self.days(noticed).seconds, "isBetweenPeriods": false, "before": 0.9, "since": 0.8,
            "sinceLow": 0.7, "sinceHigh": 0.85, "events": 500, "steeper": 0,
            "onset": [
                "earliest": onsets[0].seconds, "estimate": onsets[1].seconds, "latest": onsets[2].seconds,
                "isRamp": false, "isBetweenPeriods": false,
            ],
        ]
        let text = String(decoding: try JSONSerialization.data(withJSONObject: size), as: UTF8.self)
        var judgement = Storage.Judgement()
        judgement.tilts = [
            TiltDraft(
                key: "\(system)/\(signal)@\(noticed)", monitor: MonitorID("\(signal)|#1"), system: system,
                signal: SignalName(stored: signal), slice: "", direction: .down, noticed: Self.days(noticed),
                onset: .init(low: onsets[0], estimate: onsets[1], high: onsets[2]), size: text, logEvidence: 9,
                state: state, ended: ended.map(Self.days))
        ]
        _ = try await folder.control.commit(judgement, at: Self.now)
        return try await keeper.keep(at: Self.now)
    }

    func incidents() async throws -> [IncidentRecord] { try await folder.control.incidents(IncidentQuery()) }

    func close() async throws {
        try await folder.close()
        try FileManager.default.removeItem(atPath: path)
    }
}
