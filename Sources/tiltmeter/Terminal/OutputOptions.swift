import ArgumentParser
import Foundation

/// How a verb prints: the same three flags everywhere.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print one JSON document with a schema member instead of text.")
    var json = false

    @Flag(name: .long, help: "Print only what was asked for; no notes, no progress.")
    var quiet = false

    @Flag(name: .customLong("no-color"), help: "Print without colours, as with NO_COLOR in the environment.")
    var noColor = false

    /// Colours are for terminals whose owner did not say no.
    var palette: Palette {
        let refused = noColor || ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Palette(isColoured: !refused && !json && Terminal.isInteractive)
    }

    /// Writes a remark to standard error, unless it was asked to be quiet.
    func note(_ line: String) {
        if !quiet { Terminal.note(line) }
    }

    /// Shows progress on a terminal, unless it was asked to be quiet.
    func progress(_ line: String) {
        if !quiet { Terminal.progress(line) }
    }

    /// Prints a value as the one JSON document.
    func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// Colours for a few words; without colour every mark still differs by shape.
struct Palette {
    let isColoured: Bool

    func worse(_ text: String) -> String { paint(text, "31") }
    func watch(_ text: String) -> String { paint(text, "33") }
    func fine(_ text: String) -> String { paint(text, "32") }
    func faint(_ text: String) -> String { paint(text, "2") }
    func strong(_ text: String) -> String { paint(text, "1") }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
