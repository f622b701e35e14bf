/// About how wide text will be, so that labels keep clear of each other. Good to a tenth for the shipped typeface.
enum TextWidth {
    /// Pixels at a size in pixels.
    static func of(_ text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + width($1) } * size
    }

    private static func width(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case " ", ".", ",", ":", "i", "l", "j", "|", "'", "·": 0.28
        case "f", "t", "r", "(", ")", "-": 0.38
        case "m", "w", "M", "W", "%", "@": 0.86
        case "A"..."Z": 0.68
        case "0"..."9", "−", "+", "≈", "$": 0.63
        case "a"..."z": 0.57
        default: 0.62
        }
    }
}
