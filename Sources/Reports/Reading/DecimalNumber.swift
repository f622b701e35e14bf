/// Reads decimal numbers from bytes, to the nearest double, as `Double(String)` does.
///
/// Up to 19 digits with an exponent of -27 to 22 are converted here with integers, exactly; what is longer goes to the
/// standard library.
package enum DecimalNumber {
    /// The number that these bytes are; nil when they are none.
    ///
    /// A number is an optional sign, digits without a needless zero in front ("007" is a name), optional fraction and exponent;
    /// "inf" and "infinity" in any case. Blanks at both ends are left aside.
    ///
    /// - Parameter decimal: what stands before the fraction, `.` or `,`.
    @inline(__always)
    package static func read(_ bytes: UnsafePointer<UInt8>, count: Int, decimal: UInt8 = 0x2E) -> Double? {
        var position = 0
        var end = count
        while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
        while end > position, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        guard position < end else { return nil }
        let start = position
        var isNegative = false
        if bytes[position] == 0x2D {
            isNegative = true
            position += 1
        } else if bytes[position] == 0x2B {
            position += 1
        }
        let firstDigit = position
        var mantissa: UInt64 = 0
        while position < end {
            let digit = bytes[position] &- 0x30
            if digit > 9 { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            position += 1
        }
        let whole = position - firstDigit
        if whole > 1, bytes[firstDigit] == 0x30 { return nil }
        var fraction = 0
        if position < end, bytes[position] == decimal {
            position += 1
            let firstFraction = position
            while position < end {
                let digit = bytes[position] &- 0x30
                if digit > 9 { break }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                position += 1
            }
            fraction = position - firstFraction
        }
        guard whole + fraction > 0 else { return special(bytes, firstDigit, end, isNegative) }
        var exponent = 0
        if position < end, bytes[position] | 0x20 == 0x65 {
            position += 1
            var isExponentNegative = false
            if position < end, bytes[position] == 0x2D || bytes[position] == 0x2B {
                isExponentNegative = bytes[position] == 0x2D
                position += 1
            }
            let firstExponent = position
            while position < end {
                let digit = bytes[position] &- 0x30
                if digit > 9 { break }
                exponent = min(exponent * 10 + Int(digit), 100_000)
                position += 1
            }
            if position == firstExponent { return nil }
            if isExponentNegative { exponent = -exponent }
        }
        guard position == end else { return nil }
        // Leading zeros of a fraction are no digits that count, so 19 is a safe bound for 64 bits.
        guard whole + fraction <= 19, let magnitude = scaled(mantissa, exponent - fraction) else {
            return library(bytes, start, end, decimal)
        }
        return isNegative ? -magnitude : magnitude
    }

    /// `mantissa · 10^exponent` to the nearest double; nil when that needs more than is done here.
    @inline(__always)
    private static func scaled(_ mantissa: UInt64, _ exponent: Int) -> Double? {
        if exponent == 0 { return Double(mantissa) }
        // Both are exact doubles, so that their quotient or product is rounded once (Clinger).
        if mantissa <= 1 << 53 {
            if exponent < 0, exponent >= -22 { return Double(mantissa) / powers[-exponent] }
            if exponent > 0, exponent <= 22 { return Double(mantissa) * powers[exponent] }
        }
        if mantissa == 0 { return 0 }
        guard exponent < 0, exponent >= -27 else { return nil }
        return quotient(mantissa, -exponent)
    }

    /// `mantissa / 10^power` by one division of 128 by 64 bits: 62 bits or more of the quotient, and whether anything is left
    /// over in its last bit, so that the conversion to a double rounds once and rightly.
    private static func quotient(_ mantissa: UInt64, _ power: Int) -> Double {
        let divisor = fives[power]
        let up = mantissa.leadingZeroBitCount
        let divisorUp = divisor.leadingZeroBitCount
        let dividend = mantissa << up
        let (bits, rest) = (divisor << divisorUp).dividingFullWidth((dividend >> 1, dividend << 63))
        let sticky = rest == 0 ? bits : bits | 1
        return Double(sign: .plus, exponent: divisorUp - up - 63 - power, significand: Double(sticky))
    }

    private static func special(
        _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ isNegative: Bool
    ) -> Double? {
        for name: StaticString in ["inf", "infinity"] where name.utf8CodeUnitCount == end - start {
            if (0..<(end - start)).allSatisfy({ bytes[start + $0] | 0x20 == name.utf8Start[$0] }) {
                return isNegative ? -.infinity : .infinity
            }
        }
        return nil
    }

    private static func library(
        _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ decimal: UInt8
    ) -> Double? {
        var text = Array(UnsafeBufferPointer(start: bytes + start, count: end - start))
        if decimal != 0x2E { text = text.map { $0 == decimal ? 0x2E : $0 } }
        return Double(String(decoding: text, as: UTF8.self))
    }

    /// 10^0 ... 10^22, each exact.
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// 5^0 ... 5^27, the last that fit into 64 bits.
    private static let fives: [UInt64] = {
        var powers: [UInt64] = [1]
        while powers.count < 28 { powers.append(powers[powers.count - 1] * 5) }
        return powers
    }()
}
