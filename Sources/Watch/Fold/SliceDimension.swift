import Sketches

/// What the fold knows of one slice dimension of a system.
struct SliceDimension: Sendable, Hashable {
    /// The dimension's name.
    let name: String
    /// Its values in the order of their first appearance; a value's place is its number.
    private(set) var values: [String] = []
    /// How many rows carried the dimension.
    private(set) var rows: UInt64 = 0
    /// True once it turned out to have too many values to slice by (docs/concepts/slices.md); it is not folded any more.
    private(set) var hasTooManyValues = false

    private var numbers: [String: Int] = [:]

    /// More values than this are too many.
    static let valueLimit = 200
    /// From so many rows on, a share of distinct values above `distinctShare` is too many.
    static let rowsBeforeShare: UInt64 = 500
    /// See ``rowsBeforeShare``.
    static let distinctShare = 0.2

    private static let scanned = 8

    init(name: String) {
        self.name = name
    }

    /// The number of a value, given to it when it is new; `nil` when the dimension has too many.
    mutating func number(of value: String) -> Int? {
        guard !hasTooManyValues else { return nil }
        rows += 1
        // Most traffic has few values: comparing a handful costs less than one hash.
        for number in 0..<min(values.count, Self.scanned) where values[number] == value {
            if rows == Self.rowsBeforeShare { judgeShare() }
            return hasTooManyValues ? nil : number
        }
        if let number = numbers[value] {
            if rows == Self.rowsBeforeShare { judgeShare() }
            return hasTooManyValues ? nil : number
        }
        guard values.count < Self.valueLimit else {
            hasTooManyValues = true
            return nil
        }
        let number = values.count
        numbers[value] = number
        values.append(value)
        if rows >= Self.rowsBeforeShare { judgeShare() }
        return hasTooManyValues ? nil : number
    }

    private mutating func judgeShare() {
        hasTooManyValues = Double(values.count) / Double(rows) > Self.distinctShare
    }

    /// The stored form.
    func write(to writer: inout ByteWriter) {
        writer.write(text: name)
        writer.write(byte: hasTooManyValues ? 1 : 0)
        writer.write(varint: rows)
        writer.write(varint: UInt64(values.count))
        for value in values { writer.write(text: value) }
    }

    init(reading reader: inout ByteReader) throws(SketchError) {
        name = try reader.readText()
        hasTooManyValues = try reader.readByte() == 1
        rows = try reader.readVarint()
        for _ in 0..<(try reader.readCount(of: 1)) {
            let value = try reader.readText()
            numbers[value] = values.count
            values.append(value)
        }
    }
}
