/// Cuts content into JSON objects that stand in one array, or one after the other with any blanks between them.
struct ValueCutter {
    private enum Place { case start, inArray, afterElement, afterArray }

    private var place = Place.start

    mutating func next(_ buffer: RecordBuffer) throws(ImportError) -> ImportRecord? {
        while let byte = try peek(buffer) {
            switch (byte, place) {
            case (UInt8(ascii: "["), .start):
                place = .inArray
                buffer.advance(to: buffer.position + 1)
            case (UInt8(ascii: "]"), .inArray), (UInt8(ascii: "]"), .afterElement):
                place = .afterArray
                buffer.advance(to: buffer.position + 1)
            case (UInt8(ascii: ","), .afterElement):
                place = .inArray
                buffer.advance(to: buffer.position + 1)
            case (UInt8(ascii: "{"), .start), (UInt8(ascii: "{"), .inArray), (UInt8(ascii: "{"), .afterElement):
                if place != .start { place = .afterElement }
                return try object(buffer)
            default:
                return stray(buffer)
            }
        }
        return nil
    }

    /// The next byte that is not blank, at the current place.
    private func peek(_ buffer: RecordBuffer) throws(ImportError) -> UInt8? {
        while true {
            let start = buffer.position
            let found = buffer.bytes[start...].firstIndex { $0 != 0x20 && !(0x09...0x0D).contains($0) }
            buffer.advance(to: found ?? buffer.bytes.count)
            if let found { return buffer.bytes[found] }
            guard try buffer.fill() else { return nil }
        }
    }

    private func object(_ buffer: RecordBuffer) throws(ImportError) -> ImportRecord {
        var extent = JSONExtent()
        var scanned = 0
        while true {
            if let end = extent.end(in: buffer.bytes, from: buffer.position + scanned) {
                return buffer.take(to: end, next: end, fault: end - buffer.position > buffer.limit ? .tooLong : nil)
            }
            if buffer.remaining > buffer.limit { return try stepOver(&extent, buffer) }
            scanned = buffer.remaining
            guard try buffer.fill() else {
                return buffer.take(to: buffer.bytes.count, next: buffer.bytes.count, fault: .unfinished)
            }
        }
    }

    /// Gives the beginning of an object beyond the limit and goes on behind its end.
    private func stepOver(_ extent: inout JSONExtent, _ buffer: RecordBuffer) throws(ImportError) -> ImportRecord {
        let record = buffer.take(to: buffer.bytes.count, next: buffer.bytes.count, fault: .tooLong)
        while try buffer.fill() {
            if let end = extent.end(in: buffer.bytes, from: buffer.position) {
                buffer.advance(to: end)
                break
            }
            buffer.advance(to: buffer.bytes.count)
        }
        return record
    }

    /// What is no element: a string, or what stands before the next comma, bracket or line end.
    private mutating func stray(_ buffer: RecordBuffer) -> ImportRecord {
        let start = buffer.position
        var end = start + 1
        if buffer.bytes[start] == 0x22 {
            var extent = JSONExtent()
            end = extent.end(in: buffer.bytes, from: start) ?? buffer.bytes.count
        } else {
            while end < buffer.bytes.count, ![0x2C, 0x7B, 0x5D, 0x0A].contains(buffer.bytes[end]) { end += 1 }
        }
        if place == .inArray { place = .afterElement }
        return buffer.take(to: end, next: end, fault: .stray)
    }
}
