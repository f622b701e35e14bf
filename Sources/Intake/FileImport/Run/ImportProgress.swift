/// How far an import is: what a progress bar shows.
public struct ImportProgress: Sendable, Hashable {
    /// What is being done.
    public enum Stage: String, Sendable, Hashable {
        /// Reading every line once: times, systems, refusals.
        case scanning
        /// Writing to the store.
        case storing
        /// Judging what was written.
        case judging
    }

    /// What is being done.
    public var stage: Stage
    /// Records that are done in this stage.
    public var records: Int
    /// All records; `nil` while that is not known.
    public var totalRecords: Int?
    /// Bytes of the files, compressed as they are, that are done in this stage.
    public var bytes: Int64
    /// All bytes of the files.
    public var totalBytes: Int64
    /// Lines refused so far.
    public var refused: Int

    /// How far an import is.
    public init(
        stage: Stage, records: Int, totalRecords: Int?, bytes: Int64, totalBytes: Int64, refused: Int
    ) {
        self.stage = stage
        self.records = records
        self.totalRecords = totalRecords
        self.bytes = bytes
        self.totalBytes = totalBytes
        self.refused = refused
    }

    /// 0 to 1.
    public var share: Double {
        if let totalRecords, totalRecords > 0 { return Double(records) / Double(totalRecords) }
        return totalBytes > 0 ? Double(bytes) / Double(totalBytes) : 1
    }
}
