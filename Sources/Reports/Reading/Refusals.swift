/// Rows that could not be read: how many, and what was wrong with the first.
struct Refusals {
    /// How many.
    private(set) var count = 0
    /// "line 7: the row has 3 cells, the header 5".
    private(set) var first: String?

    mutating func add(_ line: Int, _ reason: String) {
        if first == nil { first = "line \(FigureText.whole(line)): \(reason)" }
        count += 1
    }
}

/// Gives every column a name of its own.
struct UniqueNames {
    private var taken: Set<String> = []

    /// The name without blanks around it; "column 3" for none, "name (2)" for the second of that name.
    mutating func name(_ text: String, position: Int) -> String {
        var plain = text
        while let first = plain.first, first.isWhitespace { plain.removeFirst() }
        while let last = plain.last, last.isWhitespace { plain.removeLast() }
        if plain.isEmpty { plain = "column \(position)" }
        var name = plain
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(plain) (\(number))"
            number += 1
        }
        return name
    }
}
