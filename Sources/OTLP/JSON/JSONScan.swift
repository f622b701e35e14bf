/// What simdjson does not check or does not take: long numbers, lone surrogates, numbers beyond 64 bits.
enum JSONScan {
    /// Counts what separates values, inside strings too: an upper bound of the values, at the speed of memory.
    static func valuesMayFit(_ bytes: borrowing RawSpan) -> Bool {
        guard bytes.byteCount > JSONLimits.values else { return true }
        var separators = 0
        bytes.withUnsafeBytes { raw in
            for byte in raw { separators &+= byte == 0x2C || byte == 0x3A || byte == 0x5B || byte == 0x7B ? 1 : 0 }
        }
        return separators <= JSONLimits.values
    }

    /// Looks at every 64th byte only: a run of 65 characters of a number cannot hide between two of them. A run inside a
    /// string is reported too.
    static func mayHoldLongNumber(_ bytes: borrowing RawSpan) -> Bool {
        guard bytes.byteCount > JSONLimits.numberLength else { return false }
        return bytes.withUnsafeBytes { raw in
            var probe = 0
            while probe < raw.count {
                if isOfNumber(raw[probe]) {
                    var low = probe
                    var high = probe
                    while low > 0, probe - low <= JSONLimits.numberLength, isOfNumber(raw[low - 1]) { low -= 1 }
                    while high + 1 < raw.count, high - probe <= JSONLimits.numberLength, isOfNumber(raw[high + 1]) {
                        high += 1
                    }
                    if high - low + 1 > JSONLimits.numberLength { return true }
                }
                probe += JSONLimits.numberLength
            }
            return false
        }
    }

    /// - Throws: ``JSONError/Code/numberTooLong`` when a run outside strings is longer than allowed.
    static func refuseLongNumbers(_ bytes: borrowing RawSpan) throws(JSONError) {
        var found = false
        bytes.withUnsafeBytes { raw in
            walk(
                raw, number: { if $0.count > JSONLimits.numberLength { found = true } }, escape: { _ in },
                other: { _ in })
        }
        if found { throw JSONError(.numberTooLong) }
    }

    /// The same text with lone surrogates as U+FFFD, integers beyond 64 bits as reals, and reals beyond a double's range
    /// as `null`. What is not JSON stays so.
    static func mended(_ bytes: borrowing RawSpan) throws(JSONError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.byteCount + 64)
        bytes.withUnsafeBytes { raw in
            var pendingHigh = false
            walk(
                raw,
                number: { run in
                    result.append(contentsOf: mendedNumber(run))
                },
                escape: { escape in
                    // A high surrogate is appended when its low half follows, else replaced.
                    switch escape {
                    case .high(let text, pairs: true):
                        result.append(contentsOf: text)
                        pendingHigh = true
                    case .low(let text) where pendingHigh:
                        result.append(contentsOf: text)
                        pendingHigh = false
                    case .high, .low:
                        result.append(contentsOf: Array(#"\ufffd"#.utf8))
                    }
                },
                other: { result.append($0) })
        }
        return result
    }

    private enum Escape {
        case high(UnsafeRawBufferPointer.SubSequence, pairs: Bool)
        case low(UnsafeRawBufferPointer.SubSequence)
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
        default: false
        }
    }

    /// Calls back for each number outside strings, each escaped surrogate inside, and each byte that is neither.
    private static func walk(
        _ raw: UnsafeRawBufferPointer, number: (UnsafeRawBufferPointer.SubSequence) -> Void, escape: (Escape) -> Void,
        other: (UInt8) -> Void
    ) {
        var position = 0
        var inString = false
        while position < raw.count {
            let byte = raw[position]
            if !inString {
                if byte == 0x2D || (0x30...0x39).contains(byte) {
                    var end = position + 1
                    while end < raw.count, isOfNumber(raw[end]) { end += 1 }
                    number(raw[position..<end])
                    position = end
                    continue
                }
                if byte == 0x22 { inString = true }
                other(byte)
                position += 1
                continue
            }
            guard byte == 0x5C, position + 1 < raw.count else {
                if byte == 0x22 { inString = false }
                other(byte)
                position += 1
                continue
            }
            if let unit = unit(raw, at: position) {
                if (0xD800...0xDBFF).contains(unit) {
                    let next = self.unit(raw, at: position + 6)
                    escape(
                        .high(raw[position..<position + 6], pairs: next.map { (0xDC00...0xDFFF).contains($0) } ?? false)
                    )
                    position += 6
                    continue
                }
                if (0xDC00...0xDFFF).contains(unit) {
                    escape(.low(raw[position..<position + 6]))
                    position += 6
                    continue
                }
            }
            other(byte)
            other(raw[position + 1])
            position += 2
        }
    }

    private static func unit(_ raw: UnsafeRawBufferPointer, at position: Int) -> UInt32? {
        guard position + 6 <= raw.count, raw[position] == 0x5C, raw[position + 1] == 0x75 else { return nil }
        var value: UInt32 = 0
        for byte in raw[position + 2..<position + 6] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: return nil
            }
        }
        return value
    }

    private static func mendedNumber(_ run: UnsafeRawBufferPointer.SubSequence) -> [UInt8] {
        let text = String(decoding: run, as: UTF8.self)
        if run.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }) {
            return Int64(text) == nil && UInt64(text) == nil ? Array(text.utf8) + Array("e0".utf8) : Array(text.utf8)
        }
        if let value = Double(text), !value.isFinite { return Array("null".utf8) }
        return Array(text.utf8)
    }
}
