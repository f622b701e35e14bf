/// How figures are written: a true minus sign, separated thousands, always with the unit.
package enum NumberText {
    /// `66,410`.
    package static func whole(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var result = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// `−6.8`, `1,234.5`; a value that rounds to zero has no sign.
    package static func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "unknown" : value < 0 ? "−∞" : "∞" }
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (min(abs(value), 1e12) * Double(scale)).rounded()
        let number = Int(scaled)
        let whole = whole(number / scale)
        let sign = value < 0 && number != 0 ? "−" : ""
        guard places > 0 else { return sign + whole }
        let fraction = String(number % scale)
        return "\(sign)\(whole).\(String(repeating: "0", count: places - fraction.utf8.count))\(fraction)"
    }

    /// With `+` where positive: `+0.4`, `−6.8`, `0.0`.
    package static func signed(_ value: Double, places: Int) -> String {
        let text = decimal(value, places: places)
        let isZero = !text.contains { ("1"..."9").contains($0) }
        return value > 0 && !isZero ? "+\(text)" : text
    }

    /// A share as `85%`, `6.2%`, `5%`; two digits that count below a tenth.
    package static func percent(_ share: Double) -> String {
        let size = abs(share)
        let places = size == 0 || size >= 0.0995 ? 0 : size >= 0.00095 ? 1 : size >= 0.0001 ? 2 : 3
        return trimmed(decimal(share * 100, places: places)) + "%"
    }

    /// Three or four digits that count: `1,234`, `12.35`, `0.0721`, `2.4e9`.
    package static func significant(_ value: Double) -> String {
        let size = abs(value)
        guard value.isFinite, size > 0 else { return decimal(value, places: 0) }
        guard (0.0005..<1e6).contains(size) else { return scientific(value) }
        let text = decimal(value, places: size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4)
        return trimmed(text)
    }

    /// Without zeros at the end of a fraction.
    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        let kept = text.reversed().drop { $0 == "0" }
        return String((kept.first == "." ? kept.dropFirst() : kept).reversed())
    }

    private static func scientific(_ value: Double) -> String {
        var (mantissa, exponent) = (abs(value), 0)
        while mantissa >= 9.95 {
            mantissa /= 10
            exponent += 1
        }
        while mantissa < 0.995 {
            mantissa *= 10
            exponent -= 1
        }
        let sign = value < 0 ? "−" : ""
        return "\(sign)\(decimal(mantissa, places: 1))e\(exponent < 0 ? "−" : "")\(abs(exponent))"
    }
}
