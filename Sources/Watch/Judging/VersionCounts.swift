import Telemetry

/// How many events each model, prompt and service version had, day by day; each day is counted once per judgement.
struct VersionCounts {
    private var days: [Int64: [SliceValue: [SignalName: UInt64]]] = [:]

    /// The counts of a day; `nil` when it was not counted yet.
    subscript(day: Int64) -> [SliceValue: [SignalName: UInt64]]? { days[day] }

    /// Counts the blocks of a day.
    mutating func count(_ blocks: [VerdictBlock], on day: Int64) {
        var counts: [SliceValue: [SignalName: UInt64]] = [:]
        for block in blocks {
            for (value, row) in block.tables.slices.cells
            where Pinning.versionDimensions.contains(value.dimension) && value.value != SliceValue.none {
                for (name, cell) in row { counts[value, default: [:]][name, default: 0] += cell.count }
            }
        }
        days[day] = counts
    }

    /// Forgets days before one.
    mutating func forget(before day: Int64) {
        days = days.filter { $0.key >= day }
    }
}
