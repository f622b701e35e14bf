/// The content of a file from its start, inflated when its first bytes say that it is compressed. Memory: three pieces.
final class ImportByteStream {
    /// How the file is compressed.
    let compression: ImportCompression
    /// Bytes of the file, compressed as it is, that were read so far: for progress.
    private(set) var fileOffset: Int64 = 0

    private static let piece = 262_144

    private let source: ImportSource
    private let inflater: Inflater?
    private var input: [UInt8] = []
    private var inputStart = 0
    private var mayEnd = false
    private var sourceEnded = false

    /// - Throws: ``ImportError/Code/fileUnreadable``.
    init(_ source: ImportSource) throws(ImportError) {
        self.source = source
        var first: [UInt8] = []
        _ = try source.read(at: 0, count: 4, appendingTo: &first)
        compression = ImportCompression(firstBytes: first)
        switch compression {
        case .none: inflater = nil
        case .gzip: inflater = Inflater(gzip: ())
        case .zstd: inflater = Inflater(zstd: ())
        }
        if compression != .none, inflater == nil {
            throw ImportError(.compressionBroken, "There is no memory to inflate \(source.path).")
        }
    }

    /// Appends the next bytes of content.
    ///
    /// - Returns: how many were appended; 0 at the end.
    /// - Throws: ``ImportError/Code/fileUnreadable``, ``ImportError/Code/compressionBroken``.
    func read(appendingTo bytes: inout [UInt8]) throws(ImportError) -> Int {
        guard let inflater else {
            let count = try source.read(at: fileOffset, count: Self.piece, appendingTo: &bytes)
            fileOffset += Int64(count)
            return count
        }
        while true {
            if inputStart == input.count, !sourceEnded {
                input.removeAll(keepingCapacity: true)
                inputStart = 0
                let count = try source.read(at: fileOffset, count: Self.piece, appendingTo: &input)
                fileOffset += Int64(count)
                sourceEnded = count == 0
            }
            // After a complete member only more members may follow; tapes and block devices pad with zeros.
            if mayEnd, compression == .gzip, input[inputStart...].allSatisfy({ $0 == 0 }) {
                inputStart = input.count
                if sourceEnded { return 0 }
                continue
            }
            if sourceEnded, inputStart == input.count, mayEnd { return 0 }
            let start = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: Self.piece))
            let step = input[inputStart...].withUnsafeBytes { input in
                bytes.withUnsafeMutableBytes { output in
                    inflater.step(input, into: UnsafeMutableRawBufferPointer(rebasing: output[start...]))
                }
            }
            guard let step else {
                bytes.removeLast(Self.piece)
                throw broken("is damaged")
            }
            bytes.removeLast(Self.piece - step.produced)
            inputStart += step.consumed
            mayEnd = step.isBoundary
            if step.produced > 0 { return step.produced }
            if sourceEnded, step.consumed == 0, !mayEnd { throw broken("ends too early; was it copied completely?") }
        }
    }

    private func broken(_ how: String) -> ImportError {
        ImportError(
            .compressionBroken,
            "The \(compression.rawValue) data of \(source.path) \(how). Nothing after that can be read.")
    }
}
