/// Dense codes of several attributes, attribute by attribute in one piece of memory, and the one loop of a slice scan that
/// touches every call: adding a number per call to the cell of its codes.
struct SliceCodes: Sendable {
    /// How many calls.
    let rows: Int
    /// How many attributes.
    let columns: Int
    /// Attribute after attribute, `rows` codes each.
    private let flat: [UInt16]

    /// Calls that are added before the next pair of attributes has its turn: their codes and numbers stay in the cache.
    private static let chunk = 8192

    /// - Parameter columns: codes per attribute, all of the same length.
    init(_ columns: [[UInt16]]) {
        rows = columns.first?.count ?? 0
        self.columns = columns.count
        flat = Array(columns.joined())
    }

    private init(rows: Int, columns: Int, flat: [UInt16]) {
        self.rows = rows
        self.columns = columns
        self.flat = flat
    }

    /// The codes of these calls only.
    func picking(_ chosen: [Int32]) -> SliceCodes {
        let picked = [UInt16](unsafeUninitializedCapacity: columns * chosen.count) { target, count in
            flat.withUnsafeBufferPointer { source in
                for column in 0..<columns {
                    for (place, row) in chosen.enumerated() {
                        target[column * chosen.count + place] = source[column * rows + Int(row)]
                    }
                }
            }
            count = columns * chosen.count
        }
        return SliceCodes(rows: chosen.count, columns: columns, flat: picked)
    }

    /// Which of these calls have the code in the attribute.
    func rows(_ candidates: [Int32], where column: Int, is code: UInt16) -> [Int32] {
        let start = column * rows
        return flat.withUnsafeBufferPointer { flat in candidates.filter { flat[start &+ Int($0)] == code } }
    }

    /// Adds each call's number to the cell of its codes.
    ///
    /// - Parameters:
    ///   - weights: one per call.
    ///   - layout: of a table over these attributes.
    ///   - cells: of the table.
    func add<Number: AdditiveArithmetic>(_ weights: [Number], by layout: SliceLayout, to cells: inout [Number]) {
        precondition(weights.count == rows && cells.count == layout.cellCount)
        let stride = layout.stride
        let columns = layout.columns
        // Unchecked on purpose here and below: codes are below their widths by construction.
        flat.withUnsafeBufferPointer { flat in
            weights.withUnsafeBufferPointer { weights in
                cells.withUnsafeMutableBufferPointer { cells in
                    let last = columns[columns.count - 1] * rows
                    switch columns.count {
                    case 1:
                        for row in weights.indices { cells[Int(flat[last &+ row])] += weights[row] }
                    case 2:
                        let first = columns[0] * rows
                        for row in weights.indices {
                            cells[Int(flat[first &+ row]) &* stride &+ Int(flat[last &+ row])] += weights[row]
                        }
                    default:
                        let (first, second) = (columns[0] * rows, columns[1] * rows)
                        let inner = layout.parentStride
                        layout.rowStarts.withUnsafeBufferPointer { starts in
                            for row in weights.indices {
                                let pair = Int(flat[first &+ row]) &* inner &+ Int(flat[second &+ row])
                                cells[Int(starts[pair]) &+ Int(flat[last &+ row])] += weights[row]
                            }
                        }
                    }
                }
            }
        }
    }

    /// The cells of every pair of attributes, filled with each call's number: pairs in the order (0, 1), (0, 2) ... (1, 2) ...
    ///
    /// - Parameters:
    ///   - weights: one per call.
    ///   - widths: per attribute, how many codes it has.
    func pairCells<Number: AdditiveArithmetic>(_ weights: [Number], widths: [Int]) -> [[Number]] {
        precondition(weights.count == rows && widths.count == columns)
        var starts: [Int] = []
        var total = 0
        for first in 0..<columns {
            for second in (first + 1)..<max(columns, first + 1) {
                starts.append(total)
                total += widths[first] * widths[second]
            }
        }
        starts.append(total)
        var cells = [Number](repeating: .zero, count: total)
        flat.withUnsafeBufferPointer { flat in
            weights.withUnsafeBufferPointer { weights in
                cells.withUnsafeMutableBufferPointer { cells in
                    for begin in stride(from: 0, to: rows, by: Self.chunk) {
                        let chunk = begin..<min(begin + Self.chunk, rows)
                        var pair = 0
                        for first in 0..<columns {
                            var second = first + 1
                            while second < columns {
                                // Two pairs at a time: their additions do not wait for each other.
                                let two = second + 1 < columns
                                let other = two ? second + 1 : second
                                let (startA, startB) = (starts[pair], starts[two ? pair + 1 : pair])
                                let (widthA, widthB) = (widths[second], widths[other])
                                let (a, b, c) = (first * rows, second * rows, other * rows)
                                if two {
                                    for row in chunk {
                                        let code = Int(flat[a &+ row])
                                        let weight = weights[row]
                                        cells[startA &+ code &* widthA &+ Int(flat[b &+ row])] += weight
                                        cells[startB &+ code &* widthB &+ Int(flat[c &+ row])] += weight
                                    }
                                } else {
                                    for row in chunk {
                                        let code = Int(flat[a &+ row])
                                        cells[startA &+ code &* widthA &+ Int(flat[b &+ row])] += weights[row]
                                    }
                                }
                                pair += two ? 2 : 1
                                second += 2
                            }
                        }
                    }
                }
            }
        }
        return starts.indices.dropLast().map { Array(cells[starts[$0]..<starts[$0 + 1]]) }
    }
}
