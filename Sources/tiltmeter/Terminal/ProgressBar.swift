/// The bar of all long work in the terminal.
enum ProgressBar {
    private static let width = 24

    /// `━━━━━━──────` for a part of 0 to 1.
    static func text(_ part: Double) -> String {
        let filled = Int((min(1, max(0, part)) * Double(width)).rounded())
        return String(repeating: "━", count: filled) + String(repeating: "─", count: width - filled)
    }
}
