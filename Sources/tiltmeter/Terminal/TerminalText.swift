import Web

/// Text from anywhere on its way to a terminal.
enum TerminalText {
    /// On one line, with controls made visible.
    static func line(_ text: String) -> String {
        Escaping.visible(text.split { $0.isNewline || $0 == "\t" }.joined(separator: " "))
    }

    /// With its line ends, and controls made visible.
    static func block(_ text: String) -> String { Escaping.visible(text) }
}
