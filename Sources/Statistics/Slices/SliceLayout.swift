/// Where a table of one, two or three attributes keeps what belongs to which codes.
///
/// Cells are `row · stride + code of the last attribute`. The last code of every attribute, and in a table of three the last
/// row, collects what is outside of all slices, so that a pass over the calls needs no test.
struct SliceLayout: Sendable {
    /// The attributes, rising.
    let columns: [Int]
    /// Cells of a row: the codes of the last attribute, the outside included.
    let stride: Int
    /// How many cells there are.
    let cellCount: Int
    /// Three attributes only: the stride of the first two's table.
    let parentStride: Int
    /// Three attributes only: per cell of the first two's table the first cell of its row here.
    let rowStarts: [Int32]

    private let parentSlices: [Int32]

    /// One or two attributes.
    ///
    /// - Parameters:
    ///   - columns: one or two.
    ///   - widths: per attribute, how many codes it has, the outside included.
    init(columns: [Int], widths: [Int]) {
        self.columns = columns
        stride = widths[columns[columns.count - 1]]
        cellCount = columns.reduce(1) { $0 * widths[$1] }
        parentStride = 0
        rowStarts = []
        parentSlices = []
    }

    /// Three attributes; the rows are the slices of the first two.
    init(pair: SliceTable, third: Int, widths: [Int]) {
        let stride = widths[third]
        var starts = [Int32](repeating: Int32(pair.slices.count * stride), count: pair.layout.cellCount)
        for (row, cell) in pair.slices.enumerated() { starts[Int(cell)] = Int32(row * stride) }
        columns = pair.columns + [third]
        self.stride = stride
        cellCount = (pair.slices.count + 1) * stride
        parentStride = pair.layout.stride
        rowStarts = starts
        parentSlices = pair.slices
    }

    /// The cells that are not outside and hold enough, rising.
    func cells(where holdsEnough: (_ cell: Int) -> Bool) -> [Int32] {
        let rows = cellCount / stride - (columns.count == 1 ? 0 : 1)
        var found: [Int32] = []
        for row in 0..<rows {
            for cell in row * stride..<(row + 1) * stride - 1 where holdsEnough(cell) { found.append(Int32(cell)) }
        }
        return found
    }

    /// The codes of a cell that is not outside, one per attribute.
    func key(of cell: Int) -> [UInt16] {
        let (row, code) = (cell / stride, UInt16(cell % stride))
        switch columns.count {
        case 1: return [code]
        case 2: return [UInt16(row), code]
        default:
            let pair = Int(parentSlices[row])
            return [UInt16(pair / parentStride), UInt16(pair % parentStride), code]
        }
    }
}
