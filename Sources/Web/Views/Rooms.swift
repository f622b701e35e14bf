package import Intake
package import Logging
package import Respond
package import Storage
package import Telemetry
package import Watch

/// The rooms that routes and pages reach into: made by the assembly, handed in once.
package struct Rooms: Sendable {
    /// The log.
    package let calls: any CallStore
    /// Systems, incidents, ledger, settings.
    package let control: ControlStore
    /// How systems stand.
    package let reporter: SystemReporter
    /// The fold, for how far it is.
    package let fold: RollupFold
    /// Who decides what is a tilt; for decisions of people about it.
    package let judge: Judge
    /// The one way into the store.
    package let intake: IntakePipeline
    /// What people do to incidents.
    package let actions: IncidentActions
    /// The price tables in force.
    package let prices: PriceDesk
    /// Imports that come over the API.
    package let imports: ImportDesk
    /// What time it is.
    package let clock: any WallClock
    /// What is true of this run.
    package let run: RunFacts
    /// Where what happened is written.
    package let logger: Logger
    /// What pages say about the latest calls.
    let latest: LatestCalls

    package init(
        calls: any CallStore, control: ControlStore, reporter: SystemReporter, fold: RollupFold, judge: Judge,
        intake: IntakePipeline, actions: IncidentActions, prices: PriceDesk, imports: ImportDesk,
        clock: any WallClock, run: RunFacts, logger: Logger
    ) {
        self.calls = calls
        self.control = control
        self.reporter = reporter
        self.fold = fold
        self.judge = judge
        self.intake = intake
        self.actions = actions
        self.prices = prices
        self.imports = imports
        self.clock = clock
        self.run = run
        self.logger = logger
        latest = LatestCalls(calls)
    }
}

/// What is true of one run of the program.
package struct RunFacts: Sendable, Hashable {
    /// Of the program.
    package let version: String
    /// When it started.
    package let started: Timestamp
    /// Where people and clients reach it, without a slash at the end.
    package let address: String
    /// Whether this is the demo's world with its own clock.
    package let isDemo: Bool
    /// The largest bodies that are taken.
    package let limits: ServerLimits

    package init(version: String, started: Timestamp, address: String, isDemo: Bool, limits: ServerLimits) {
        self.version = version
        self.started = started
        self.address = address
        self.isDemo = isDemo
        self.limits = limits
    }
}
