/// What an import may use. One home for the figures of the file import.
public struct ImportLimits: Sendable, Hashable {
    /// Bytes of content from which format and dialect are found.
    public var sniffedBytes: Int
    /// Records from which a mapping is inferred.
    public var sampledRecords: Int
    /// Bytes of content that the sample may hold.
    public var sampledBytes: Int
    /// The longest line, row or array element, in bytes.
    public var recordBytes: Int
    /// The longest OTLP/JSON request, in bytes.
    public var requestBytes: Int
    /// Records of one commit.
    public var batchRecords: Int
    /// Bytes of content of one commit.
    public var batchBytes: Int
    /// Records up to which files that are not in the order of time are read in that order; 25 bytes of memory each.
    public var sortedRecords: Int
    /// Records without an id of which copies are told apart and ids are checked; 8 bytes of memory each.
    public var comparedRecords: Int
    /// Bytes of a refused line that are kept.
    public var refusedBytes: Int

    /// The figures of docs/reference/import.md.
    public static let standard = ImportLimits(
        sniffedBytes: 65_536, sampledRecords: 2_000, sampledBytes: 4_194_304, recordBytes: 4_194_304,
        requestBytes: 67_108_864, batchRecords: 2_000, batchBytes: 4_194_304, sortedRecords: 8_000_000,
        comparedRecords: 4_000_000, refusedBytes: 1_024)

    /// Limits that were chosen one by one.
    public init(
        sniffedBytes: Int, sampledRecords: Int, sampledBytes: Int, recordBytes: Int, requestBytes: Int,
        batchRecords: Int, batchBytes: Int, sortedRecords: Int, comparedRecords: Int, refusedBytes: Int
    ) {
        self.sniffedBytes = sniffedBytes
        self.sampledRecords = sampledRecords
        self.sampledBytes = sampledBytes
        self.recordBytes = recordBytes
        self.requestBytes = requestBytes
        self.batchRecords = batchRecords
        self.batchBytes = batchBytes
        self.sortedRecords = sortedRecords
        self.comparedRecords = comparedRecords
        self.refusedBytes = refusedBytes
    }
}
