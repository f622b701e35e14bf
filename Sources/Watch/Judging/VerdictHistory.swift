import Storage
import Telemetry

/// Reads the verdict blocks of one system, and keeps what was decoded for the length of one judgement.
final class VerdictHistory: SystemJudge.History {
    private let rollups: any RollupStore
    private let system: SystemSlug
    private let wanted: SignalName?
    private var decoded: [Int64: VerdictBlock] = [:]
    /// What is decoded, by start.
    private var ordered: [VerdictBlock] = []
    private var covered: [(range: Range<Int64>, seconds: Int64)] = []
    private var record: BlockTables??

    /// - Parameter wanted: the one signal whose cells are read; `nil` for all.
    init(_ rollups: any RollupStore, system: SystemSlug, only wanted: SignalName? = nil) {
        self.rollups = rollups
        self.system = system
        self.wanted = wanted
    }

    func blocks(_ starts: Range<Int64>, blockSeconds: Int64) async throws -> [VerdictBlock] {
        guard !starts.isEmpty else { return [] }
        if !covered.contains(where: {
            $0.seconds == blockSeconds && $0.range.lowerBound <= starts.lowerBound
                && starts.upperBound <= $0.range.upperBound
        }) {
            try await read(starts, blockSeconds: blockSeconds)
        }
        let first = firstIndex(from: starts.lowerBound)
        let end = firstIndex(from: starts.upperBound)
        return Array(ordered[first..<end])
    }

    private func firstIndex(from start: Int64) -> Int {
        var (low, high) = (0, ordered.count)
        while low < high {
            let middle = (low + high) / 2
            if ordered[middle].start < start { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func read(_ starts: Range<Int64>, blockSeconds: Int64) async throws {
        if covered.contains(where: { $0.seconds != blockSeconds }) {
            decoded = [:]
            covered = []
        }
        for resolution in [600, 3_600] {
            let rows = try await rollups.rows(
                system: system, kind: .verdict, resolution: resolution, starts: starts, dimensions: nil)
            for row in rows {
                if covered.contains(where: { $0.range.contains(row.key.start) }) { continue }
                let seconds = max(Int64(resolution), blockSeconds)
                let start = row.key.start.flooredQuotient(by: seconds) * seconds
                let table = try CellTable(bytes: row.cells, only: wanted)
                var block = decoded[start] ?? VerdictBlock(start: start, seconds: seconds, tables: BlockTables())
                if row.key.dimension == RollupPart.overall.rawValue {
                    block.tables.overall.merge(table)
                } else {
                    block.tables.slices.merge(table)
                }
                decoded[start] = block
            }
        }
        ordered = decoded.values.sorted { $0.start < $1.start }
        // Neighbouring reads grow into one stretch, so that onsets and baselines find it whole.
        var merged = starts
        for known in covered
        where known.range.overlaps(merged) || known.range.upperBound == merged.lowerBound
            || merged.upperBound == known.range.lowerBound
        {
            merged = min(merged.lowerBound, known.range.lowerBound)..<max(merged.upperBound, known.range.upperBound)
        }
        covered.removeAll { merged.contains($0.range.lowerBound) }
        covered.append((merged, blockSeconds))
    }

    func release(before start: Int64) {
        decoded = decoded.filter { $0.key >= start }
        ordered.removeAll { $0.start < start }
        covered = covered.compactMap { known in
            known.range.upperBound <= start
                ? nil : (max(known.range.lowerBound, start)..<known.range.upperBound, known.seconds)
        }
    }

    func reference() async throws -> BlockTables? {
        if let record { return record }
        let rows = try await rollups.rows(
            system: system, kind: .reference, resolution: 0, starts: 0..<1, dimensions: nil)
        var tables: BlockTables?
        for row in rows {
            let table = try CellTable(bytes: row.cells)
            if tables == nil { tables = BlockTables() }
            if row.key.dimension == RollupPart.overall.rawValue {
                tables!.overall = table
            } else {
                tables!.slices = table
            }
        }
        record = .some(tables)
        return tables
    }
}
