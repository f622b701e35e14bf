public import Sketches

/// A table of which only summaries were kept: enough to compare it with another, in milliseconds and without its rows.
public struct KeptTable: Sendable {
    /// One column's summary.
    public struct Field: Sendable {
        /// What was kept of the values.
        public enum Content: Sendable {
            /// Numbers within 1 % of their size.
            case numbers(DDSketch)
            /// How often each of the most frequent values occurred.
            case words(CategoryCounter)
        }

        /// The column's name.
        public let name: String
        /// Rows, with and without a value.
        public let rows: Int
        /// The summary of the values.
        public let content: Content

        /// - Parameters:
        ///   - name: of the column.
        ///   - rows: with and without a value.
        ///   - content: the summary of the values.
        public init(name: String, rows: Int, content: Content) {
            self.name = name
            self.rows = rows
            self.content = content
        }

        /// Rows with a value.
        var present: Int {
            switch content {
            case .numbers(let sketch): Int(sketch.count)
            case .words(let counter): Int(counter.total)
            }
        }
    }

    /// For messages and pages.
    public let name: String
    /// Summaries by column, with different names.
    public let fields: [Field]

    /// - Parameters:
    ///   - name: for messages and pages.
    ///   - fields: with different names.
    public init(name: String, fields: [Field]) {
        self.name = name
        self.fields = fields
    }

    /// The summaries of a table's columns: numbers as a sketch, words by their counts.
    public init(_ table: Table) {
        self.init(
            name: table.name,
            fields: table.columns.map { column in
                let counts = ColumnCounts(column)
                if counts.numbers > counts.words {
                    var sketch = DDSketch()
                    for number in column.numbers { sketch.insert(number) }
                    return Field(name: column.name, rows: counts.rows, content: .numbers(sketch))
                }
                var counter = CategoryCounter(.standard)
                let joint = JointCategories(column, nil)
                for place in joint.names.indices {
                    counter.insert(joint.names[place] ?? "a long text", count: UInt64(joint.reference[place]))
                }
                return Field(name: column.name, rows: counts.rows, content: .words(counter))
            })
    }

    var summary: TableSummary {
        TableSummary(
            name: name, rows: fields.map(\.rows).max() ?? 0, columns: fields.count, refusedRows: 0, firstRefusal: nil)
    }
}
