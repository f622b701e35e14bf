/// Decimal numbers read from their text, so that `0.1` is a tenth: prices never pass through floating point.
package enum DecimalText {
    /// Reads a JSON number times a power of ten as a whole number.
    ///
    /// - Parameters:
    ///   - text: a JSON number such as `1.25e-06`.
    ///   - power: the power of ten to multiply with; 6 turns US dollars per million tokens into picodollars per token.
    /// - Returns: the whole number and whether it is exact (else rounded half away from zero); `nil` when the text is no
    ///   number or the result does not fit.
    package static func scaled(_ text: some StringProtocol, power: Int) -> (value: Int64, isExact: Bool)? {
        var digits: Int128 = 0
        var kept = 0
        var dropped = false
        var shift = power
        var isNegative = false
        var sawDigit = false
        var sawPoint = false
        var bytes = text.utf8.makeIterator()
        var next = bytes.next()
        if next == UInt8(ascii: "-") {
            isNegative = true
            next = bytes.next()
        }
        while let byte = next {
            if case 48...57 = byte {
                sawDigit = true
                if kept < 34 {
                    digits = digits * 10 + Int128(byte - 48)
                    if digits != 0 { kept += 1 }
                    if sawPoint { shift -= 1 }
                } else {
                    dropped = dropped || byte != 48
                    if !sawPoint { shift += 1 }
                }
            } else if byte == UInt8(ascii: "."), !sawPoint {
                sawPoint = true
            } else {
                break
            }
            next = bytes.next()
        }
        guard sawDigit else { return nil }
        if let byte = next {
            guard byte | 0x20 == UInt8(ascii: "e") else { return nil }
            var exponent = 0
            var exponentIsNegative = false
            var sawExponent = false
            next = bytes.next()
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
                exponentIsNegative = next == UInt8(ascii: "-")
                next = bytes.next()
            }
            while let byte = next {
                guard case 48...57 = byte, exponent < 10_000 else { return nil }
                exponent = exponent * 10 + Int(byte - 48)
                sawExponent = true
                next = bytes.next()
            }
            guard sawExponent else { return nil }
            shift += exponentIsNegative ? -exponent : exponent
        }
        guard let (magnitude, isExact) = shifted(digits, by: shift), let value = Int64(exactly: magnitude) else {
            return nil
        }
        return (isNegative ? -value : value, isExact && !dropped)
    }

    private static func shifted(_ digits: Int128, by shift: Int) -> (Int128, Bool)? {
        var value = digits
        if shift >= 0 {
            for _ in 0..<min(shift, 40) where value != 0 {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                guard !overflow else { return nil }
                value = product
            }
            return (value, true)
        }
        var isExact = true
        var lastDigit: Int128 = 0
        for _ in 0..<min(-shift, 40) where value != 0 || lastDigit != 0 {
            isExact = isExact && lastDigit == 0
            lastDigit = value % 10
            value /= 10
        }
        if lastDigit != 0 { isExact = false }
        return (lastDigit >= 5 ? value + 1 : value, isExact)
    }
}
