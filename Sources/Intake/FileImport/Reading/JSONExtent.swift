/// Finds where a JSON value ends, byte by byte, without reading it: brackets are counted, strings stepped over.
struct JSONExtent {
    private var depth = 0
    private var inString = false
    private var isEscaped = false

    /// Takes the next byte of an object, array or string.
    ///
    /// - Returns: true when that byte is the value's last.
    mutating func take(_ byte: UInt8) -> Bool {
        if inString {
            if isEscaped {
                isEscaped = false
            } else if byte == 0x5C {
                isEscaped = true
            } else if byte == 0x22 {
                inString = false
                return depth == 0
            }
            return false
        }
        switch byte {
        case 0x22: inString = true
        case 0x7B, 0x5B: depth += 1
        case 0x7D, 0x5D:
            depth -= 1
            return depth <= 0
        default: break
        }
        return false
    }

    /// Takes bytes up to the value's last.
    ///
    /// - Returns: the place after that; `nil` when the bytes end before the value does.
    mutating func end(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            for index in start..<bytes.count where take(bytes[index]) { return index + 1 }
            return nil
        }
    }
}
