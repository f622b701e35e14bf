/// What a table may be at most; beyond it there is an error, or the row is refused and counted.
enum TableLimits {
    /// Columns of a table.
    static let columns = 2_000
    /// Cells of a table: 8 bytes each in memory at most.
    static let cells = 160_000_000
    /// Bytes of one row; a longer one is refused.
    static let rowBytes = 8 << 20
    /// Bytes read before rows are cut out of them.
    static let piece = 1 << 20
    /// Bytes that are looked at to find the format.
    static let sniffed = 256 << 10
    /// Levels of objects inside objects that become columns of their own ("user.country").
    static let depth = 8

    /// The error of a table with too many cells.
    static func tooLarge(_ path: String) -> ReportError {
        ReportError(
            .tooLarge, what: "\(path) has more than \(FigureText.whole(cells)) cells.",
            why: "A comparison keeps both tables in memory.",
            whatToDo: "Take every tenth row, or the columns that matter, and compare those.")
    }
}
