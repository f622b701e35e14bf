extension ReportOptions {
    /// - Throws: ``ReportError/Code/badOption`` when a number is out of its range.
    func check() throws(ReportError) {
        guard level > 0, level < 1 else {
            throw ReportError(
                .badOption, what: "The level \(level) is no share.", why: "It must lie between 0 and 1.",
                whatToDo: "Use 0.05, so that at most one of twenty reports on unchanged data says drifted.")
        }
        guard tolerance >= 0, tolerance < 1 else {
            throw ReportError(
                .badOption, what: "The tolerance \(tolerance) is no share.", why: "It must be 0 or more and below 1.",
                whatToDo: "Use 0.01, so that a share must move by a hundredth to count.")
        }
    }

    /// - Throws: ``ReportError/Code/badOption`` when an option names a column that neither table has.
    func check(_ reference: Table, _ current: Table) throws(ReportError) {
        let known = Set(reference.columns.map(\.name) + current.columns.map(\.name))
        var wanted: [(String, String)] = probabilities.sorted { $0.key < $1.key }.map { ("probability", $0.value) }
        wanted += [("prediction", prediction), ("label", label), ("score", score), ("time", time)].compactMap {
            option, column in column.map { (option, $0) }
        }
        wanted += kinds.keys.sorted().map { ("kind", $0) } + ignore.sorted().map { ("ignore", $0) }
        for (option, column) in wanted where !known.contains(column) {
            let names = (reference.columns.map(\.name)).prefix(12).joined(separator: ", ")
            throw ReportError(
                .badOption, what: "The column “\(column)” of the option \(option) is in neither table.",
                why: "It is spelled differently, or the tables are the wrong ones.",
                whatToDo: "The reference's columns are: \(names)\(reference.columns.count > 12 ? ", …" : "").")
        }
        for (option, column) in [("prediction", prediction), ("label", label)] {
            guard let column, reference.column(column) == nil else { continue }
            throw ReportError(
                .badOption, what: "The reference has no column “\(column)” for the option \(option).",
                why: "Performance is measured against the reference.",
                whatToDo: "Add the column to the reference, or leave the option out.")
        }
    }
}
