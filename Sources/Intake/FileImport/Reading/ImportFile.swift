internal import Crypto
internal import Telemetry

/// A file that can be imported: its format is known, its records can be read as often as needed.
public struct ImportFile: Sendable {
    /// The path as it was given.
    public let path: String
    /// What it holds.
    public let format: ImportFormat
    /// How it is compressed.
    public let compression: ImportCompression
    /// Bytes of the file, compressed as it is.
    public let size: Int64
    /// SHA-256 of size, first and last 64 KiB, in hexadecimal: by this a run that was interrupted finds its file again.
    public let identity: String
    /// The names in a CSV header; empty for other formats.
    public let header: [String]

    let source: ImportSource

    private static let identifiedBytes = 65_536

    /// Opens a file and finds out what it holds.
    ///
    /// - Throws: ``ImportError`` when it cannot be read or is in no known format.
    public init(path: String, limits: ImportLimits) throws(ImportError) {
        let source = try ImportSource(path: path)
        var sample: [UInt8] = []
        let stream = try ImportByteStream(source)
        var isWhole = false
        while sample.count < limits.sniffedBytes, !isWhole { isWhole = try stream.read(appendingTo: &sample) == 0 }
        if sample.count > limits.sniffedBytes {
            sample.removeLast(sample.count - limits.sniffedBytes)
            isWhole = false
        }
        let format = try ImportFormat.sniffed(sample, isWhole: isWhole, path: path)
        self.path = path
        self.source = source
        self.format = format
        compression = stream.compression
        size = source.size
        header = try ImportRecordReader(source, format: format, limits: limits).header
        identity = try Self.identity(of: source)
    }

    /// The name without folders, for messages.
    public var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Reads the records from the start.
    package func records(_ limits: ImportLimits) throws(ImportError) -> ImportRecordReader {
        try ImportRecordReader(source, format: format, limits: limits)
    }

    private static func identity(of source: ImportSource) throws(ImportError) -> String {
        var bytes: [UInt8] = Array("\(source.size) ".utf8)
        _ = try source.read(at: 0, count: identifiedBytes, appendingTo: &bytes)
        let tail = max(0, source.size - Int64(identifiedBytes))
        _ = try source.read(at: tail, count: identifiedBytes, appendingTo: &bytes)
        return Hexadecimal.text(Array(SHA256.hash(data: bytes)))
    }
}
