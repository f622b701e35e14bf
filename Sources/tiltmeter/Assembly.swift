import Foundation
import Intake
import Logging
import Respond
import Storage
import Telemetry
import Watch
import Web

/// The rooms of one run, wired: the only place that knows all of them.
struct Assembly: Sendable {
    let folder: DataFolder
    let intake: IntakePipeline
    let cycle: WatchCycle
    /// Judges what imports have brought.
    let history: HistoryJudge
    let rooms: Rooms
    let clock: any WallClock
    let logger: Logger
    let configuration: Configuration

    /// Opens the data folder and wires everything that works on it.
    /// - Parameters:
    ///   - prices: tables that are asked before the built-in one, for worlds that have their own.
    ///   - address: where people reach the server, for pages.
    /// - Throws: ``CommandError`` when the folder cannot be had.
    init(
        _ configuration: Configuration, clock: any WallClock, isDemo: Bool, prices: [PriceTable] = [], address: String,
        logger: Logger
    ) async throws {
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        let started = clock.now()
        let limits = ServerLimits(configuration)
        let path = configuration[Settings.data]
        do {
            let folder = try await DataFolder(path: path, now: started, process: getpid())
            self.folder = folder
            let control = folder.control
            for part in try await control.setAsideParts() where part.happened >= started {
                logger.error(
                    "Part \(part.name) of the log was set aside, its files are in \(path)/damaged: \(part.reason). See: tiltmeter doctor"
                )
            }
            let installation = try await Self.installation(control, at: started)
            let desk = try await PriceDesk(control: control, before: prices)
            var intakeLimits = IntakeLimits()
            intakeLimits.reservedBytes = configuration[Settings.admission]
            intakeLimits.keepDays = Int64(configuration[Settings.logRetention] / 86_400)
            intakeLimits.texts = configuration[Settings.textRetention]
            try await MonthlyAlarms.configure(configuration[Settings.alarmsPerMonth], in: control)
            intake = try await IntakePipeline(
                store: folder.calls, control: control, installation: installation, prices: desk.book, clock: clock,
                limits: intakeLimits, logger: logger)
            // What an import had not settled when it was stopped waits for the rest of it, not for today's clock.
            let isImporting = try await control.importJobs().contains { $0.state == .running }
            try await intake.takeUp(importsResume: isImporting)
            let fold = RollupFold(calls: folder.calls, rollups: folder.rollups)
            let judge = Judge(rollups: folder.rollups, control: control)
            let reporter = SystemReporter(rollups: folder.rollups, control: control, judge: judge, fold: fold)
            cycle = WatchCycle(fold: fold, judge: judge, control: control, reporter: reporter)
            let history = HistoryJudge(cycle: cycle, judge: judge, intake: intake, control: control, clock: clock)
            self.history = history
            let imports = ImportDesk(
                pipeline: intake, control: control, clock: clock, folder: path, logger: logger,
                judging: .init(
                    prepare: { try await history.prepare($0) },
                    judge: { try await history.judge($0, rejudges: $1) }))
            rooms = Rooms(
                calls: folder.calls, control: control, reporter: reporter, fold: fold, judge: judge, intake: intake,
                actions: IncidentActions(control: control), prices: desk, imports: imports, clock: clock,
                run: RunFacts(
                    version: Release.version, started: started, address: address, isDemo: isDemo, limits: limits),
                logger: logger)
        } catch let error as StorageError {
            throw CommandError(folder: path, error)
        }
    }

    private static func installation(_ control: ControlStore, at time: Timestamp) async throws -> Installation {
        if let known = try await control.installation() { return known }
        var random = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return try await control.install(workspaceKey: key, at: time)
    }

    /// Folds, judges and keeps incidents until everything that is in the log shows.
    func catchUp() async throws {
        try await cycle.turn(try await horizon(), now: clock.now())
    }

    /// Folds what has settled, and judges nothing.
    func fold() async throws { try await rooms.fold.catchUp() }

    /// What may be judged at this instant.
    func horizon() async throws -> WatchCycle.Horizon { try await history.horizon() }

    /// What is served on the main address.
    func site(hosts: [String], takesNumericHosts: Bool) -> Site {
        WebRoutes(rooms: rooms).site(
            visitors(hosts: hosts, takesNumericHosts: takesNumericHosts), requestIDs: Self.requestIDs())
    }

    /// What is served on the port of OpenTelemetry clients.
    func telemetrySite(hosts: [String], takesNumericHosts: Bool) -> Site {
        WebRoutes(rooms: rooms).telemetrySite(
            visitors(hosts: hosts, takesNumericHosts: takesNumericHosts), requestIDs: Self.requestIDs())
    }

    private func visitors(hosts: [String], takesNumericHosts: Bool) -> VisitorGuard {
        VisitorGuard(
            hosts: Set(hosts), takesNumericHosts: takesNumericHosts,
            trustedOrigins: Set(configuration[Settings.corsOrigins]))
    }

    private static func requestIDs() -> RequestIDs {
        var random = SystemRandomNumberGenerator()
        return RequestIDs(seed: random.next())
    }
}

extension CommandError {
    /// Why a data folder cannot be had.
    init(folder path: String, _ error: StorageError) {
        switch error.code {
        case .locked:
            let owner =
                error.owner.map { $0.address.isEmpty ? "process \($0.process)" : $0.address } ?? "another process"
            self.init(
                .usage, "The data folder \(path) is in use.",
                why: "It belongs to \(owner); one process owns it at a time.",
                tip: "tiltmeter status, or stop that process first, or name another folder with --data")
        case .newerVersion:
            self.init(
                .usage, "The data folder \(path) was written by a later version.", why: error.message,
                tip: "run the version that wrote it")
        case .full, .readOnly, .unreachable:
            self.init(
                .usage, "The data folder \(path) cannot be written.", why: error.message,
                tip: "make room or set its permissions, then tiltmeter doctor")
        case .busy, .damaged, .unknown, .contradiction, .closed, .fault:
            self.init(
                .failed, "The data folder \(path) cannot be opened.", why: error.message, tip: "tiltmeter doctor")
        }
    }
}

extension ServerLimits {
    /// The limits as they are configured.
    init(_ configuration: Configuration) {
        self = .standard
        body = configuration[Settings.maximumBody]
        inflated = configuration[Settings.maximumInflated]
        memory = configuration[Settings.admission]
        receiveSeconds = configuration[Settings.receiveTimeout]
        connections = configuration[Settings.connections]
    }
}
