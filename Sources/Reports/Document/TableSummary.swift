/// One of the two tables, as it was read.
public struct TableSummary: Codable, Sendable, Hashable {
    /// The file's name without its folder.
    public let name: String
    /// Rows that were read.
    public let rows: Int
    /// Columns of the table.
    public let columns: Int
    /// Rows that could not be read and were left out.
    public let refusedRows: Int
    /// What was wrong with the first refused row, with its line; nil when none was refused.
    public let firstRefusal: String?

    enum CodingKeys: String, CodingKey {
        case name, rows, columns
        case refusedRows = "refused_rows"
        case firstRefusal = "first_refusal"
    }

    package init(name: String, rows: Int, columns: Int, refusedRows: Int, firstRefusal: String?) {
        self.name = name
        self.rows = rows
        self.columns = columns
        self.refusedRows = refusedRows
        self.firstRefusal = firstRefusal
    }
}
