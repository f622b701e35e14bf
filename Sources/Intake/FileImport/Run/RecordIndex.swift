/// Where the records of an import stand, and in which order they are read: the baseline first, then by time, then as they
/// stand in the files. 25 bytes per record.
struct RecordIndex: Sendable {
    /// One record.
    struct Entry: Sendable {
        var file: Int
        var line: Int
        var offset: Int64
        var length: Int
        var isReference: Bool
        /// Nanoseconds since 1970; `Int64.max` for a record without a time, which comes last.
        var time: Int64
    }

    private var times: [Int64] = []
    private var offsets: [Int64] = []
    private var lengths: [UInt32] = []
    private var lines: [UInt32] = []
    /// File, with the highest bit set for the baseline.
    private var files: [UInt16] = []
    private var order: [UInt32] = []

    private static let referenceBit: UInt16 = 0x8000
    /// Files that one command may name.
    static let fileLimit = 0x7FFF

    var count: Int { times.count }

    mutating func append(_ entry: Entry) {
        times.append(entry.time)
        offsets.append(entry.offset)
        lengths.append(UInt32(truncatingIfNeeded: entry.length))
        lines.append(UInt32(truncatingIfNeeded: entry.line))
        files.append(UInt16(truncatingIfNeeded: entry.file) | (entry.isReference ? Self.referenceBit : 0))
    }

    /// Moves the records of a file to where a copy of them was written, in the order in which they were appended.
    mutating func relocate(file: Int, to offset: (Int) -> Int64) {
        var number = 0
        for index in files.indices where Int(files[index] & ~Self.referenceBit) == file {
            offsets[index] = offset(number)
            number += 1
        }
    }

    mutating func sort() {
        order = (0..<UInt32(truncatingIfNeeded: count)).sorted { left, right in
            let (one, other) = (Int(left), Int(right))
            let isReference = (files[one] & Self.referenceBit != 0, files[other] & Self.referenceBit != 0)
            if isReference.0 != isReference.1 { return isReference.0 }
            return (times[one], left) < (times[other], right)
        }
    }

    /// The entry at a place in the order of reading.
    func entry(at place: Int) -> (entry: Entry, ordinal: Int) {
        let index = Int(order[place])
        let entry = Entry(
            file: Int(files[index] & ~Self.referenceBit), line: Int(lines[index]), offset: offsets[index],
            length: Int(lengths[index]), isReference: files[index] & Self.referenceBit != 0, time: times[index])
        return (entry, index)
    }
}
