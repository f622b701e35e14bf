/// Columns that line up, whatever the terminal: widths count characters, colours do not count.
struct TextTable {
    /// One cell: what is shown, and how it is painted. Its text may come from anywhere: it is kept on one line, and cannot
    /// steer the terminal.
    struct Cell {
        let text: String
        let paint: (String) -> String

        init(text: String, paint: @escaping (String) -> String = { $0 }) {
            self.text = TerminalText.line(text)
            self.paint = paint
        }
    }

    let header: [String]
    private(set) var rows: [[Cell]] = []

    init(_ header: [String]) {
        self.header = header
    }

    /// Adds a row; missing cells at its end stay empty.
    mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    /// The table's lines; two spaces between columns, none at line ends.
    var lines: [String] {
        let widths = header.indices.map { column in
            max(header[column].count, rows.map { column < $0.count ? $0[column].text.count : 0 }.max() ?? 0)
        }
        let body = rows.map { row in
            row.enumerated().map { column, cell in
                let padding =
                    column + 1 < row.count ? String(repeating: " ", count: widths[column] - cell.text.count + 2) : ""
                return cell.paint(cell.text) + padding
            }.joined()
        }
        let head = header.enumerated().map { column, title in
            column + 1 < header.count ? title.padded(to: widths[column] + 2) : title
        }.joined()
        return ([head] + body).map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}

extension String {
    /// The text and as many spaces as it takes to reach `width` characters.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
