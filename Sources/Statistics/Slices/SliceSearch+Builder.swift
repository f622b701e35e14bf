// How the tables of a search are filled, level by level.
extension SliceSearch {
    /// Makes the tables; those without a slice are left out, and with them all that would contain them.
    struct Builder {
        let packing: SlicePacking
        let codes: SliceCodes
        /// Codes of the calls that failed, and their failures: fewer calls to pass over.
        let failingCodes: SliceCodes
        let failures: [Double]
        let widths: [Int]
        let minimumSize: Int

        private(set) var tables: [SliceTable] = []
        private(set) var tableIndex: [[Int]: Int] = [:]

        init(
            packing: SlicePacking, codes: SliceCodes, failingCodes: SliceCodes, failures: [Double], widths: [Int],
            minimumSize: Int
        ) {
            self.packing = packing
            self.codes = codes
            self.failingCodes = failingCodes
            self.failures = failures
            self.widths = widths
            self.minimumSize = minimumSize
        }

        mutating func addSingles() {
            for column in 0..<codes.columns {
                let layout = SliceLayout(columns: [column], widths: widths)
                add(layout, packed: packedCells(of: layout), observed: failingCells(of: layout))
            }
        }

        mutating func addPairs() {
            let packed = codes.pairCells(packing.calls, widths: widths)
            let observed = failingCodes.pairCells(failures, widths: widths)
            var pair = 0
            for first in 0..<codes.columns {
                for second in (first + 1)..<max(codes.columns, first + 1) {
                    add(
                        SliceLayout(columns: [first, second], widths: widths), packed: packed[pair],
                        observed: observed[pair])
                    pair += 1
                }
            }
        }

        mutating func addTriples() {
            for pair in tables.indices where tables[pair].columns.count == 2 {
                let columns = tables[pair].columns
                for third in (columns[1] + 1)..<max(codes.columns, columns[1] + 1) {
                    guard tableIndex[[columns[0], third]] != nil, tableIndex[[columns[1], third]] != nil else {
                        continue
                    }
                    let layout = SliceLayout(pair: tables[pair], third: third, widths: widths)
                    let packed = packedCells(of: layout)
                    // Failures are looked at only where there is a slice to hold them.
                    guard packed.contains(where: { packing.size($0) >= minimumSize }) else { continue }
                    add(layout, packed: packed, observed: failingCells(of: layout))
                }
            }
        }

        private func packedCells(of layout: SliceLayout) -> [UInt64] {
            var cells = [UInt64](repeating: 0, count: layout.cellCount)
            codes.add(packing.calls, by: layout, to: &cells)
            return cells
        }

        private func failingCells(of layout: SliceLayout) -> [Double] {
            var cells = [Double](repeating: 0, count: layout.cellCount)
            failingCodes.add(failures, by: layout, to: &cells)
            return cells
        }

        private mutating func add(_ layout: SliceLayout, packed: [UInt64], observed: [Double]) {
            let slices = layout.cells { packing.size(packed[$0]) >= minimumSize }
            guard !slices.isEmpty else { return }
            tableIndex[layout.columns] = tables.count
            tables.append(
                SliceTable(
                    layout: layout, slices: slices, observed: observed,
                    expected: packed.map { packing.expectation($0) }))
        }
    }
}
