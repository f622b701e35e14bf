import Storage
import Telemetry
import Watch

/// Verdict blocks of rows that were folded in memory: the judge's view of one system without a store between.
struct FoldedHistory: SystemJudge.History {
    private var blocks: [Int64: VerdictBlock] = [:]
    private var record: BlockTables?
    private(set) var first: Int64?

    init(_ rows: some Sequence<SettledRow>, system: SystemSlug) {
        var fold = SystemFold(system: system)
        for row in rows { fold.absorb(row) }
        var tables: [RollupKey: CellTable] = [:]
        fold.drain(into: &tables)
        for (key, table) in tables {
            switch key.kind {
            case .chart: continue
            case .verdict:
                let start = key.start - key.start % 3_600
                var block = blocks[start] ?? VerdictBlock(start: start, seconds: 3_600, tables: BlockTables())
                if key.dimension.isEmpty { block.tables.overall.merge(table) } else { block.tables.slices.merge(table) }
                blocks[start] = block
                first = min(first ?? .max, key.start)
            case .reference:
                var tables = record ?? BlockTables()
                if key.dimension.isEmpty { tables.overall.merge(table) } else { tables.slices.merge(table) }
                record = tables
            }
        }
    }

    func blocks(_ starts: Range<Int64>, blockSeconds: Int64) async throws -> [VerdictBlock] {
        blocks.values.filter { starts.contains($0.start) }.sorted { $0.start < $1.start }
    }

    func reference() async throws -> BlockTables? { record }

    /// Everything is in memory anyway.
    func release(before start: Int64) {}
}
