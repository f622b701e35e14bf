/// Where the store cuts, forgets and refuses.
public struct StorageLimits: Sendable, Hashable {
    /// A log part is closed once it holds so many calls.
    public var callsPerPart: Int64
    /// A file's write-ahead log is moved into the file after so many pages of 4 KiB.
    public var checkpointPages: Int
    /// For how long outcomes wait for their call, in seconds.
    public var awaitedSeconds: Int64
    /// At most so many outcomes wait; beyond it the oldest tenth is forgotten (they stay in the log).
    public var awaitedOutcomes: Int
    /// At most so many closed files are held open for reading.
    public var openFiles: Int
    /// At most so many bytes of filters of closed parts are held in memory.
    public var filterBytes: Int

    /// What the program runs with.
    public static let standard = StorageLimits(
        callsPerPart: 1_000_000, checkpointPages: 4_000, awaitedSeconds: 30 * 86_400, awaitedOutcomes: 2_000_000,
        openFiles: 16, filterBytes: 128 << 20)

    /// Other limits, for tests.
    public init(
        callsPerPart: Int64, checkpointPages: Int, awaitedSeconds: Int64, awaitedOutcomes: Int, openFiles: Int,
        filterBytes: Int
    ) {
        self.callsPerPart = callsPerPart
        self.checkpointPages = checkpointPages
        self.awaitedSeconds = awaitedSeconds
        self.awaitedOutcomes = awaitedOutcomes
        self.openFiles = openFiles
        self.filterBytes = filterBytes
    }
}
