/// The texts of a body in JSON lines: one value per line, empty lines skipped, a last line without an end accepted.
///
/// A line that is not JSON spoils itself only.
public struct JSONLines: Sequence, IteratorProtocol {
    /// One line.
    public struct Line: Sendable {
        /// Its number, the first line is 1; empty lines count.
        public let number: Int
        /// Its value, or why it has none.
        public let value: Result<JSONValue, JSONError>
        /// Where it lies in the body.
        public let bytes: Range<Int>
    }

    private let body: [UInt8]
    private var reader = JSONReader()
    private var position = 0
    private var number = 0

    /// - Parameter body: UTF-8; lines end in LF or CR LF; a byte-order mark is skipped.
    public init(_ body: [UInt8]) {
        self.body = body
    }

    /// The next line that is not empty.
    public mutating func next() -> Line? {
        let body = body
        while position < body.count {
            let start = position
            let end = body[start...].firstIndex(of: 0x0A) ?? body.count
            position = end + 1
            number += 1
            if body[start..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            let value: Result<JSONValue, JSONError>
            do {
                value = .success(try reader.read(body.span.bytes.extracting(start..<end)))
            } catch {
                value = .failure(error)
            }
            return Line(number: number, value: value, bytes: start..<end)
        }
        return nil
    }
}
