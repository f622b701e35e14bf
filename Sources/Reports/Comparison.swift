/// Compares two tables.
public enum Comparison {
    /// Reads both tables and says what differs.
    ///
    /// Works on the calling thread and, while reading and comparing, on as many others as there are cores. Memory: the two
    /// tables as columns, 8 bytes per number and 4 per word, and one chunk of text.
    ///
    /// - Throws: ``ReportError`` when a file cannot be read or an option is wrong; few rows or odd values are no error but
    ///   part of the report.
    public static func run(_ options: ReportOptions) throws(ReportError) -> ComparisonReport {
        throw ReportError(
            .unreadable, what: "The comparison of \(options.reference) has no engine in this build.",
            why: "Its document types were built before it.", whatToDo: "Build a later version.")
    }
}
