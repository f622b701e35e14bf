import Storage
import Telemetry
import Testing

@Suite("Rollups")
struct RollupTests {
    private func row(
        _ start: Int64, _ dimension: String = "", kind: RollupKind = .chart, resolution: Int = 60,
        system: SystemSlug = Samples.system, cells: [UInt8] = [1]
    ) -> RollupRow {
        let key = RollupKey(system: system, kind: kind, resolution: resolution, start: start, dimension: dimension)
        return RollupRow(key: key, cells: cells)
    }

    private func commit(_ rows: [RollupRow], at row: Int64, state: [UInt8] = []) -> FoldCommit {
        FoldCommit(
            rows: rows, checkpoint: FoldCheckpoint(position: LogPosition(part: 1, row: row), state: state))
    }

    @Test("commit together with their checkpoint, or not at all")
    func atomic() async throws {
        let folder = TemporaryFolder()
        var store = try await folder.open()
        #expect(try await store.rollups.checkpoint() == nil)
        try await store.rollups.commit(commit([row(0, cells: [1]), row(60, cells: [2])], at: 10, state: [9]))
        let copy = try folder.copy()
        try await store.rollups.commit(commit([row(60, cells: [3]), row(120, cells: [4])], at: 20, state: [8]))
        // Going back is refused, and nothing of it is written.
        let error = await #expect(throws: StorageError.self) {
            try await store.rollups.commit(commit([row(60, cells: [7])], at: 19))
        }
        #expect(error?.code == .contradiction)
        var rows = try await store.rollups.rows(
            system: Samples.system, kind: .chart, resolution: 60, starts: 0..<1_000, dimensions: nil)
        #expect(rows.map(\.cells) == [[1], [3], [4]])
        #expect(
            try await store.rollups.checkpoint()
                == FoldCheckpoint(position: LogPosition(part: 1, row: 20), state: [8]))
        try await store.close()
        store = try await copy.open()
        rows = try await store.rollups.rows(
            system: Samples.system, kind: .chart, resolution: 60, starts: 0..<1_000, dimensions: nil)
        #expect(rows.map(\.cells) == [[1], [2]])
        #expect(try await store.rollups.checkpoint()?.position.row == 10)
    }

    @Test("are read by time and dimension, one system and kind at a time")
    func ranges() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        var rows: [RollupRow] = []
        for start in stride(from: Int64(0), to: 600, by: 60) {
            rows += ["", "language", "model"].map { row(start, $0) }
            rows += [row(start, kind: .verdict), row(start, resolution: 3_600), row(start, system: Samples.fraud)]
        }
        try await store.rollups.commit(commit(rows, at: 1))
        let found = try await store.rollups.rows(
            system: Samples.system, kind: .chart, resolution: 60, starts: 120..<240, dimensions: ["", "model"])
        #expect(found.map(\.key.start) == [120, 120, 180, 180])
        #expect(found.map(\.key.dimension) == ["", "model", "", "model"])
        #expect(
            try await store.rollups.rows(
                system: Samples.system, kind: .chart, resolution: 60, starts: 0..<600, dimensions: []
            ).isEmpty)
        #expect(
            try await store.rollups.extent(system: Samples.fraud, kind: .chart, resolution: 60) == 0...540)
        #expect(try await store.rollups.extent(system: Samples.fraud, kind: .verdict, resolution: 60) == nil)
        #expect(try await store.rollups.rows([rows[1].key]) == [rows[1]])
        #expect(try await store.rollups.keys(system: nil) == rows.map(\.key).sorted())
        #expect(try await store.rollups.keys(system: Samples.fraud).count == 10)
    }

    @Test("of one system's verdicts are replaced whole when they are made anew")
    func renewed() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let others = [row(0), row(0, kind: .verdict, system: Samples.fraud)]
        let before = [row(0, kind: .verdict), row(60, kind: .verdict, cells: [2])]
        try await store.rollups.commit(commit(others + before, at: 1))
        var renewal = commit([row(60, kind: .verdict, cells: [3])], at: 1)
        renewal.renewed = Samples.system
        try await store.rollups.commit(renewal)
        let keys = others.map(\.key) + renewal.rows.map(\.key)
        #expect(try await store.rollups.keys(system: nil) == keys.sorted())
        #expect(try await store.rollups.rows([before[1].key]).map(\.cells) == [[3]])
    }

    @Test("that are old are removed in steps")
    func removed() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let rows = (0..<100).map { row(Int64($0) * 60) } + (0..<5).map { row(Int64($0) * 60, kind: .verdict) }
        try await store.rollups.commit(commit(rows, at: 1))
        var removed: [Int] = []
        repeat {
            removed.append(
                try await store.rollups.remove(kind: .chart, resolution: 60, startsBefore: 50 * 60, limit: 20))
        } while removed.last == 20
        #expect(removed == [20, 20, 10])
        #expect(try await store.rollups.keys(system: nil).count == 55)
    }
}
