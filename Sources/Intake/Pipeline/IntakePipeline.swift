public import Crypto
public import Logging
public import Storage
public import Telemetry

/// Takes in what was decoded, and answers when it is durable: the one way into the store, for requests and files alike.
///
/// A batch is measured, stripped of texts that are not kept, priced; calls that are complete by themselves are settled;
/// all of it goes to the log with one commit, which concurrent batches share. What waits for its trace, and outcomes that
/// wait for their call, are settled and joined by ``tick(now:)``, which whoever owns the clock calls several times a
/// second.
public final class IntakePipeline: Sendable {
    /// The key under which decoders hash users and sessions, and texts are compared.
    public let personKey: SymmetricKey
    /// Memory that requests in work share; to be reserved before a body is read.
    public let memory: MemoryBudget
    /// What came from whom.
    public let counters = IntakeCounters()
    /// How much is taken at once, and from when.
    public let limits: IntakeLimits

    let textHash: TextHash
    let store: any CallStore
    let control: ControlStore
    let clock: any WallClock
    let queue: CommitQueue
    let desk: SettlementDesk
    let settling: SettleService
    let verdicts: VerdictTimes
    let policies: TextPolicies
    let prices: PriceShelf
    let imports = ImportLedger()
    let logger: Logger

    /// A pipeline over a store; it knows nothing yet of what an earlier run left: ``takeUp(importsResume:)``.
    ///
    /// - Parameters:
    ///   - installation: whose key hides persons.
    ///   - prices: the tables in force.
    /// - Throws: when the registry of systems cannot be read.
    public init(
        store: any CallStore, control: ControlStore, installation: Installation, prices: PriceBook,
        clock: any WallClock, limits: IntakeLimits, logger: Logger
    ) async throws(StorageError) {
        self.store = store
        self.control = control
        self.clock = clock
        self.limits = limits
        self.logger = logger
        policies = TextPolicies(standard: limits.texts)
        personKey = SymmetricKey(data: installation.workspaceKey)
        textHash = TextHash(key: personKey)
        memory = MemoryBudget(limit: limits.reservedBytes)
        self.prices = PriceShelf(prices)
        verdicts = VerdictTimes(from: clock.now())
        queue = CommitQueue(store: store, clock: clock, limits: limits)
        desk = SettlementDesk(
            control: control, systems: try await control.systems(), limit: limits.systems, policies: policies)
        settling = SettleService(
            store: store, control: control, queue: queue, desk: desk, verdicts: verdicts, policies: policies,
            prices: self.prices, limits: limits, logger: logger)
    }

    /// Stores a batch.
    ///
    /// - Returns: what became of each item. What it calls stored or known survives a power cut.
    /// - Throws: ``IntakeError``; nothing that is new was stored, and the same batch may come again.
    public func submit(_ batch: IntakeBatch) async throws(IntakeError) -> IntakeReceipt {
        try await submit(batch, rule: .live(lateSeconds: limits.lateSeconds), session: nil)
    }

    /// Settles and joins what is due. Call it several times a second; what fails is done at the next call.
    public func tick(now: Timestamp) async {
        await settling.tick(now: now)
    }

    /// Calls ``tick(now:)`` until its task is cancelled.
    ///
    /// - Parameter sleep: waits between two ticks, on whatever clock the program goes by; a quarter of a second is meant.
    public func run(sleep: @Sendable () async throws -> Void) async {
        while !Task.isCancelled {
            await tick(now: clock.now())
            do { try await sleep() } catch { return }  // cancelled
        }
    }

    /// No settlement or join with an earlier verdict time can still appear, but for imports: ``importing`` says whose
    /// judging waits.
    public var settledThrough: Timestamp { verdicts.settledThrough(at: clock.now()) }

    /// Systems into which an import is bringing history: nothing of them is judged until it ends.
    public var importing: Set<SystemSlug> { imports.systems }

    /// How settling goes.
    public func settlingCounts() async -> SettlingCounts { await settling.snapshot() }

    /// Names that would be systems if there were not too many, with how many calls came under each.
    public func refusedSystemNames() async -> [SystemSlug: Int] { await desk.refusedNames }

    /// Why the last commit failed; `nil` while the store takes what comes.
    public func storeFailure() async -> StorageError? { await queue.lastFailure }

    /// Prices what settles from now on by another book.
    public func use(_ prices: PriceBook) {
        self.prices.put(prices)
    }

    /// Takes over settings of systems that a person changed, such as how long texts are kept.
    public func refreshSystems() async throws(StorageError) {
        await desk.refresh(try await control.systems())
    }

    /// Opens an import of history: ``ImportSession``.
    ///
    /// - Parameters:
    ///   - isReference: true when what it brings is a named baseline: charted as such, never judged.
    ///   - systems: systems that it will bring, where that is known: their judging waits from now on.
    ///   - judged: how far systems were judged before: what is older changes charts, never verdicts.
    public func beginImport(
        isReference: Bool = false, systems: Set<SystemSlug> = [], judged: [SystemSlug: Timestamp] = [:]
    ) -> ImportSession {
        ImportSession(pipeline: self, number: imports.begin(systems), isReference: isReference, judged: judged)
    }
}
