import Storage
import Telemetry
import Watch

/// Verdict blocks of rows that were folded in memory.
struct MemoryHistory: SystemJudge.History {
    private var blocks: [Int64: VerdictBlock] = [:]
    private(set) var first: Int64 = .max

    init(_ rows: [SettledRow]) {
        var fold = SystemFold(system: rows[0].system)
        for row in rows { fold.absorb(row) }
        var tables: [RollupKey: CellTable] = [:]
        fold.drain(into: &tables)
        for (key, table) in tables where key.kind == .verdict {
            let start = key.start - key.start % 3_600
            var block = blocks[start] ?? VerdictBlock(start: start, seconds: 3_600, tables: BlockTables())
            if key.dimension.isEmpty { block.tables.overall.merge(table) } else { block.tables.slices.merge(table) }
            blocks[start] = block
            first = min(first, start)
        }
    }

    /// The tables of the last block.
    var last: BlockTables { blocks.max { $0.key < $1.key }?.value.tables ?? BlockTables() }

    func blocks(_ starts: Range<Int64>, blockSeconds: Int64) async throws -> [VerdictBlock] {
        blocks.values.filter { starts.contains($0.start) }.sorted { $0.start < $1.start }
    }

    func reference() async throws -> BlockTables? { nil }

    /// Everything is in memory anyway.
    func release(before start: Int64) {}
}
