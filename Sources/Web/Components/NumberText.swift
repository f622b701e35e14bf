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
}
