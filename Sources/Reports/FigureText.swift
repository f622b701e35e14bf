internal import RealModule

/// Numbers as people and words in a report show them.
enum FigureText {
    /// The shortest text that gives the same double; whole numbers without a point.
    static func exact(_ number: Double) -> String {
        number.magnitude < 1e15 && number == number.rounded() ? String(Int64(number)) : "\(number)"
    }

    /// Four significant digits at most, with the true minus sign.
    static func short(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "nothing" : number > 0 ? "∞" : "−∞" }
        if number == 0 { return "0" }
        let magnitude = number.magnitude
        let sign = number < 0 ? "−" : ""
        if magnitude >= 1e15 || magnitude < 1e-4 { return sign + scientific(magnitude) }
        let before = Int(Double.log10(magnitude).rounded(.down)) + 1
        return sign + trimmed(fixed(magnitude, decimals: max(0, 4 - max(1, before) - (before < 1 ? before : 0))))
    }

    /// A share as percent: "12.3%", "5%", "0.04%".
    static func percent(_ share: Double) -> String {
        let percent = share * 100
        let decimals = percent.magnitude >= 0.1 || percent == 0 ? 1 : 2
        let text = fixed(percent.magnitude, decimals: decimals)
        return (percent < 0 ? "−" : "") + trimmed(text) + "%"
    }

    /// A whole number with commas: "1,234,567".
    static func whole(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "−" : "") + text
    }

    /// A probability: "0.03", "below 0.0001".
    static func probability(_ p: Double) -> String {
        p < 0.0001 ? "below 0.0001" : fixed(p, decimals: p < 0.001 ? 4 : p < 0.1 ? 3 : 2)
    }

    /// Not negative, with at most so many decimals, without needless zeros behind a whole number of many digits.
    private static func fixed(_ number: Double, decimals: Int) -> String {
        let scale = Double.pow(10, decimals)
        let scaled = (number * scale).rounded()
        let wholePart = Int64(scaled / scale)
        guard decimals > 0 else { return whole(Int(wholePart)) }
        let rest = Int64(scaled - Double(wholePart) * scale)
        let digits = String(rest)
        return whole(Int(wholePart)) + "." + String(repeating: "0", count: max(0, decimals - digits.count)) + digits
    }

    /// Without zeros at the end of a fraction.
    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        let kept = text.reversed().drop { $0 == "0" }
        return String((kept.first == "." ? kept.dropFirst() : kept).reversed())
    }

    private static func scientific(_ magnitude: Double) -> String {
        let exponent = Int(Double.log10(magnitude).rounded(.down))
        return fixed(magnitude / Double.pow(10, exponent), decimals: 2) + "e" + String(exponent)
    }
}
