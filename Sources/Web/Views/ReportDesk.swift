import Storage
import Telemetry
import Watch

/// Answers how systems stand, and remembers the answer for as long as nothing new was folded or judged: one look at the
/// overview and ten looks cost the same.
actor ReportDesk {
    private struct Remembered {
        let report: SystemReport?
        let position: LogPosition
        let judgedTo: Timestamp?
        let made: Timestamp
    }

    private struct Hurts {
        let dimensions: [DimensionHurt]
        let position: LogPosition
        let made: Timestamp
    }

    private let reporter: SystemReporter
    private let fold: RollupFold
    private var remembered: [SystemSlug: Remembered] = [:]
    private var hurts: [TiltNumber: Hurts] = [:]

    /// Answers are made anew after so many seconds even when nothing came: trailing windows move.
    private static let seconds: Int64 = 30
    private static let limit = 1_000

    /// A desk before a reporter.
    init(reporter: SystemReporter, fold: RollupFold) {
        self.reporter = reporter
        self.fold = fold
    }

    /// How a system stands; `nil` when nothing of it was folded yet.
    func report(_ system: SystemSlug, now: Timestamp) async throws -> SystemReport? {
        let position = try await fold.checkpoint()
        if let known = remembered[system], known.position == position,
            abs(now.nanoseconds(since: known.made)) < Self.seconds * 1_000_000_000
        {
            return known.report
        }
        let report = try await reporter.report(system, now: now)
        if remembered.count >= Self.limit { remembered.removeAll() }
        remembered[system] = Remembered(
            report: report, position: position, judgedTo: report?.judgedTo, made: now)
        return report
    }

    /// Where a tilt hurts. It is read from weeks of blocks and moves slowly: an answer holds for a minute, and for ten while
    /// nothing new was folded.
    func whereItHurts(_ tilt: TiltRecord, end: Timestamp, now: Timestamp) async throws -> [DimensionHurt] {
        let position = try await fold.checkpoint()
        if let known = hurts[tilt.number] {
            let age = abs(now.seconds(since: known.made))
            if age < 60 || (age < 600 && known.position == position) { return known.dimensions }
        }
        let dimensions = try await reporter.whereItHurts(tilt, end: end)
        if hurts.count >= Self.limit { hurts.removeAll() }
        hurts[tilt.number] = Hurts(dimensions: dimensions, position: position, made: now)
        return dimensions
    }

    /// Forgets everything: a person decided something that answers depend on.
    func forget() {
        remembered.removeAll()
        hurts.removeAll()
    }
}
