/// Finds room for labels beside vertical lines: left or right of the line, in as few rows as possible.
struct LabelRows {
    /// The pixels that labels may use.
    let bounds: ClosedRange<Double>
    private var rows: [[ClosedRange<Double>]] = [[]]

    /// How many rows are in use.
    var count: Int { rows.count }

    init(within bounds: ClosedRange<Double>) {
        self.bounds = bounds
    }

    /// Where a label stands.
    struct Place {
        /// Where its text begins or ends.
        let x: Double
        /// `start` or `end`, for `text-anchor`.
        let anchor: String
        /// 0 is the row nearest to the drawing.
        let row: Int
    }

    /// Takes room for a label of a width beside a line at `x`; prefers the left side.
    mutating func place(width: Double, besides x: Double, gap: Double = 6) -> Place {
        let sides = [
            (range: (x - gap - width)...(x - gap), at: x - gap, anchor: "end"),
            (range: (x + gap)...(x + gap + width), at: x + gap, anchor: "start"),
        ]
        for row in 0...rows.count {
            if row == rows.count { rows.append([]) }
            for side in sides where bounds.contains(side.range.lowerBound) && bounds.contains(side.range.upperBound) {
                let isFree = rows[row].allSatisfy {
                    $0.upperBound + 4 < side.range.lowerBound || side.range.upperBound + 4 < $0.lowerBound
                }
                if isFree {
                    rows[row].append(side.range)
                    return Place(x: side.at, anchor: side.anchor, row: row)
                }
            }
        }
        return Place(x: x - gap, anchor: "end", row: rows.count - 1)
    }

    /// Marks room as taken in the first row.
    mutating func block(_ range: ClosedRange<Double>) { rows[0].append(range) }
}
