/// Compares two tables.
public enum Comparison {
    /// Reads both tables and says what differs.
    ///
    /// Works on the calling thread and, while reading and comparing, on as many others as there are cores. Memory: the two
    /// tables as columns, 8 bytes per number and 4 per word, and one piece of each file.
    ///
    /// - Throws: ``ReportError`` when a file cannot be read or an option is wrong; few rows or odd values are no error but
    ///   part of the report.
    public static func run(_ options: ReportOptions) throws(ReportError) -> ComparisonReport {
        try options.check()
        let sides = Parallel.map(2) { side -> Result<Table, ReportError> in
            do throws(ReportError) {
                let path = side == 0 ? options.reference : options.current
                let stage: ReportProgress.Stage = side == 0 ? .readingReference : .readingCurrent
                return .success(try TableReader.read(path) { options.progress?(ReportProgress(stage, $0)) })
            } catch {
                return .failure(error)
            }
        }
        return try compare(sides[0].get(), sides[1].get(), options)
    }

    /// Says what differs between two tables that are in memory.
    ///
    /// - Parameters:
    ///   - reference: what is usual.
    ///   - current: what is compared with it.
    ///   - options: as for ``run(_:)``; the paths in them are not used.
    /// - Throws: ``ReportError`` when an option is wrong.
    public static func compare(
        _ reference: Table, _ current: Table, _ options: ReportOptions
    ) throws(ReportError) -> ComparisonReport {
        try options.check()
        try options.check(reference, current)
        return ReportAssembly(reference, current, options).report()
    }

    /// Says what differs between two tables of which only summaries were kept: fields and schema, no performance and no
    /// slices. Numbers are compared within 1 % of their size.
    ///
    /// - Parameters:
    ///   - reference: what is usual.
    ///   - current: what is compared with it.
    ///   - options: as for ``run(_:)``; paths and roles of columns in them are not used.
    /// - Throws: ``ReportError`` when the level or the tolerance is wrong.
    public static func compare(
        _ reference: KeptTable, _ current: KeptTable, _ options: ReportOptions
    ) throws(ReportError) -> ComparisonReport {
        try options.check()
        return ReportAssembly.report(reference, current, options)
    }
}
