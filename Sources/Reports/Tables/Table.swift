/// A table as columns.
public struct Table: Sendable {
    /// For messages and pages.
    public let name: String
    /// Columns of equal length, in the order of the file.
    public let columns: [TableColumn]
    /// Rows.
    public let rows: Int
    /// Rows that could not be read.
    package let refusedRows: Int
    /// What was wrong with the first of them.
    package let firstRefusal: String?

    /// A table of columns that are in memory already.
    ///
    /// - Parameters:
    ///   - name: for messages and pages.
    ///   - columns: of equal length, with different names.
    public init(name: String, columns: [TableColumn]) {
        self.init(name: name, columns: columns, refusedRows: 0, firstRefusal: nil)
    }

    init(name: String, columns: [TableColumn], refusedRows: Int, firstRefusal: String?) {
        precondition(Set(columns.map(\.count)).count <= 1, "The columns of a table are equally long.")
        self.name = name
        self.columns = columns
        self.refusedRows = refusedRows
        self.firstRefusal = firstRefusal
        rows = columns.first?.count ?? 0
    }

    /// The column of a name.
    package func column(_ name: String) -> TableColumn? { columns.first { $0.name == name } }

    var summary: TableSummary {
        TableSummary(
            name: name, rows: rows, columns: columns.count, refusedRows: refusedRows, firstRefusal: firstRefusal)
    }
}
