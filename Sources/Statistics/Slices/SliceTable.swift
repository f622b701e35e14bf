/// The contingency table of one, two or three attributes: failures and expected failures of all their slices.
struct SliceTable: Sendable {
    /// Where the cells are.
    let layout: SliceLayout
    /// The cells that are slices, rising.
    let slices: [Int32]
    /// Failures per cell.
    var observed: [Double]
    /// Expected failures per cell.
    var expected: [Double]

    /// The attributes, rising.
    var columns: [Int] { layout.columns }

    /// The codes of a cell that is not outside, one per attribute.
    func key(of cell: Int) -> [UInt16] { layout.key(of: cell) }
}
