import Statistics
import Telemetry

/// The blocks of an open tilt as its monitor sees them, kept while a judgement lasts: they grow by what is new instead of
/// being made again for every alarm and every midnight.
struct TiltTrail {
    private let baseline: PinnedBaseline
    private let arm: Int
    /// Start of the first block, seconds since 1970: the tilt's onset.
    private let since: Int64
    /// End of what was added.
    private(set) var end: Int64
    private(set) var blocks: [DatedBlock] = []

    init(_ baseline: PinnedBaseline, arm: Int, since: Int64) {
        self.baseline = baseline
        self.arm = arm
        self.since = since
        end = since
    }

    /// Adds blocks that start at or after ``end`` and before `limit`.
    mutating func append(_ added: [VerdictBlock], until limit: Int64) {
        for block in added where block.start >= end && block.start < limit {
            blocks.append(baseline.dated(block, arm: arm))
        }
        end = max(end, limit)
    }

    /// The size of the change over all of it; `nil` without events.
    var size: ChangeSize? { ChangeSize(blocks, baseline: baseline.arms[arm].baseline) }

    /// The hour since which the tilt is over; `nil` while it goes on.
    func recovery(noticed: Int64, at second: Int64) -> Int? {
        Recovery.hour(
            blocks, alarmHour: Int(noticed.flooredQuotient(by: 3_600)),
            endHour: Int(second.flooredQuotient(by: 3_600)), baseline: baseline.arms[arm].baseline)
    }
}

extension PinnedBaseline {
    /// What one arm sees in a block.
    func dated(_ block: VerdictBlock, arm: Int) -> DatedBlock {
        guard let observation = observations(block.tables)?[arm] else {
            return DatedBlock(hour: block.hour, block: .empty, mixFactor: 1)
        }
        return DatedBlock(hour: block.hour, block: observation.block, mixFactor: observation.mixFactor)
    }
}
