/// Reads what ``ByteWriter`` wrote. Every read checks the end; nothing is allocated from a length that is not there.
public struct ByteReader: Sendable {
    private let bytes: [UInt8]
    private var position = 0

    /// - Parameter bytes: the whole stored form.
    public init(_ bytes: some Collection<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// How many bytes are still unread.
    public var remaining: Int { bytes.count - position }

    /// One byte.
    ///
    /// - Throws: ``SketchError/Code/malformed`` at the end.
    public mutating func readByte() throws(SketchError) -> UInt8 {
        guard position < bytes.count else { throw Self.cutOff }
        defer { position += 1 }
        return bytes[position]
    }

    /// Expects these bytes next.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when others follow.
    public mutating func expect(_ expected: some Collection<UInt8>) throws(SketchError) {
        guard remaining >= expected.count, bytes[position..<position + expected.count].elementsEqual(expected) else {
            throw SketchError(.malformed, "The stored form begins with another mark or version.")
        }
        position += expected.count
    }

    /// An unsigned number in LEB128, at most ten bytes.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when cut off or longer than 64 bits.
    public mutating func readVarint() throws(SketchError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try readByte()
            guard shift < 63 || byte <= 1 else {
                throw SketchError(.malformed, "A number in the stored form is longer than 64 bits.")
            }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// A signed number: LEB128, then zigzag.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when cut off or longer than 64 bits.
    public mutating func readZigzag() throws(SketchError) -> Int64 {
        let raw = try readVarint()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// A double, bit for bit.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when cut off.
    public mutating func readDouble() throws(SketchError) -> Double {
        guard remaining >= 8 else { throw Self.cutOff }
        var pattern: UInt64 = 0
        for offset in 0..<8 { pattern |= UInt64(bytes[position + offset]) << UInt64(8 * offset) }
        position += 8
        return Double(bitPattern: pattern)
    }

    /// A list of doubles.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when cut off.
    public mutating func readDoubles() throws(SketchError) -> [Double] {
        let count = try readCount(of: 8)
        var values: [Double] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try readDouble()) }
        return values
    }

    /// A text.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when cut off or no UTF-8.
    public mutating func readText() throws(SketchError) -> String {
        guard let text = String(validating: try readNested(), as: UTF8.self) else {
            throw SketchError(.malformed, "A text in the stored form is not UTF-8.")
        }
        return text
    }

    /// Another stored form.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when cut off.
    public mutating func readNested() throws(SketchError) -> [UInt8] {
        let count = try readCount(of: 1)
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    /// A number of items of which each takes at least `minimumSize` bytes (so a hostile length cannot reserve memory).
    ///
    /// - Throws: ``SketchError/Code/malformed`` when that many cannot follow.
    public mutating func readCount(of minimumSize: Int) throws(SketchError) -> Int {
        let count = try readVarint()
        guard count <= UInt64(remaining / minimumSize) else { throw Self.cutOff }
        return Int(count)
    }

    /// Expects the end.
    ///
    /// - Throws: ``SketchError/Code/malformed`` when something follows.
    public func expectEnd() throws(SketchError) {
        guard remaining == 0 else {
            throw SketchError(.malformed, "The stored form goes on after its end.")
        }
    }

    private static let cutOff = SketchError(.malformed, "The stored form is cut off.")
}
