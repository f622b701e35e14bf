/// The bytes of a stream that are in memory: read at the end, dropped at the front.
final class ByteWindow {
    private let stream: TableByteStream
    private var buffer: UnsafeMutableRawBufferPointer
    private var filled: Range<Int> = 0..<0
    /// Nothing comes after what is in memory.
    private(set) var isLast = false

    init(_ stream: TableByteStream) {
        self.stream = stream
        buffer = .allocate(byteCount: TableLimits.piece, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// What is in memory; valid until the next call of ``more(atLeast:)``.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[filled]) }

    /// The part of the file that was read, 0 to 1.
    var fraction: Double { stream.fraction }

    /// Forgets the first bytes.
    func drop(_ count: Int) { filled = filled.lowerBound + count..<filled.upperBound }

    /// Reads until there are so many bytes more, or the stream ends.
    func more(atLeast count: Int) throws(ReportError) {
        let kept = filled.count
        if filled.upperBound + count > buffer.count {
            if kept + count > buffer.count {
                let larger = UnsafeMutableRawBufferPointer.allocate(
                    byteCount: max(buffer.count * 2, kept + count), alignment: 64)
                larger.copyMemory(from: bytes)
                buffer.deallocate()
                buffer = larger
            } else {
                UnsafeMutableRawBufferPointer(rebasing: buffer[..<kept]).copyMemory(from: bytes)
            }
            filled = 0..<kept
        }
        let wanted = kept + count
        while filled.count < wanted, !isLast {
            let read = try stream.read(
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled.upperBound...]))
            filled = filled.lowerBound..<filled.upperBound + read
            isLast = read == 0
        }
    }
}
