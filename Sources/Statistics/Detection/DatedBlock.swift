/// One block of a monitor with its place in time, harm = increase: what baselines, onsets and recoveries are made of.
public struct DatedBlock: Sendable, Hashable {
    /// The hour in which the block began: whole hours since 1970, UTC.
    public let hour: Int
    /// Its events.
    public let block: ObservationBlock
    /// What the block's composition does to the expected mean (``MixAdjustment``); 1 without mix.
    public let mixFactor: Double

    /// - Parameters:
    ///   - hour: whole hours since 1970, UTC, in which the block began. Several blocks may share an hour.
    ///   - block: its events, in the orientation of the monitor.
    ///   - mixFactor: from ``MixAdjustment/factor(counts:total:)``, 1 without mix.
    public init(hour: Int, block: ObservationBlock, mixFactor: Double = 1) {
        self.hour = hour
        self.block = block
        self.mixFactor = mixFactor
    }
}
