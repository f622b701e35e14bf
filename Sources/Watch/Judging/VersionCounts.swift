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
            for row in block.tables.slices.rows
            where Pinning.versionDimensions.contains(row.value.dimension) && row.value.value != SliceValue.none {
                for entry in row.entries {
                    counts[row.value, default: [:]][entry.signal, default: 0] += entry.cell.count
                }
            }
        }
        days[day] = counts
    }

    /// Forgets days before one.
    mutating func forget(before day: Int64) {
        days = days.filter { $0.key >= day }
    }
}
