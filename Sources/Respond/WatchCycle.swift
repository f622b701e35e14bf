public import Storage
public import Telemetry
public import Watch

/// One turn of the wheel: fold what has settled, judge what is closed, keep the incidents. Run again and again while the
/// program lives, and at the end of an import.
public actor WatchCycle {
    /// What the turn may judge.
    public struct Horizon: Sendable {
        /// No settled row with an earlier verdict time can still come.
        public var watermark: Timestamp
        /// Systems whose history is being imported: their judging waits.
        public var held: Set<SystemSlug>

        /// A horizon.
        public init(watermark: Timestamp, held: Set<SystemSlug> = []) {
            self.watermark = watermark
            self.held = held
        }
    }

    /// What a turn did.
    public struct Turn: Sendable {
        /// Settled rows that were folded.
        public let folded: Int
        /// Tilts that were raised, changed or ended.
        public let tilts: [TiltRecord]
        /// Incidents that were opened, joined or ended.
        public let incidents: [IncidentRecord]
    }

    private let fold: RollupFold
    private let judge: Judge
    private let keeper: IncidentKeeper
    private let reporter: SystemReporter

    /// A cycle over the rooms it drives.
    public init(fold: RollupFold, judge: Judge, control: ControlStore, reporter: SystemReporter) {
        self.fold = fold
        self.judge = judge
        keeper = IncidentKeeper(control: control)
        self.reporter = reporter
    }

    /// Folds, judges, keeps.
    /// - Parameters:
    ///   - horizon: taken before folding, so that every row it promises is in the log.
    ///   - now: the present.
    /// - Throws: `StorageError`; whatever was committed stays, the next turn goes on from there.
    @discardableResult
    public func turn(_ horizon: Horizon, now: Timestamp) async throws -> Turn {
        let folded = try await fold.catchUp()
        let systems = try await reporter.systems().filter { !horizon.held.contains($0) }
        let tilts = try await judge.judge(systems, watermark: horizon.watermark, now: now)
        let incidents = try await keeper.keep(at: now)
        return Turn(folded: folded, tilts: tilts, incidents: incidents)
    }

    /// Only folds: charts follow traffic closely, judging waits for closed blocks anyway.
    @discardableResult
    public func foldOnly() async throws -> Int {
        try await fold.catchUp()
    }

    /// Folds what has settled, and makes the verdict blocks of a system anew from all that is kept of it: before it is
    /// judged again.
    package func renewVerdicts(of system: SystemSlug) async throws {
        try await fold.catchUp()
        try await fold.renewVerdicts(of: system)
    }
}
