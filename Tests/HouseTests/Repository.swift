import Foundation

/// The working copy that these tests were compiled from.
enum Repository {
    /// Its root folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The text of a file.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Every Swift file of the product, read once.
    static let sources = Result { try swiftFiles(in: "Sources") }

    /// Every Swift file below a folder, in the order of their paths.
    static func swiftFiles(in folder: String) throws -> [SourceFile] {
        let start = root.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil) else { return [] }
        var files: [SourceFile] = []
        for case let url as URL in walk where url.pathExtension == "swift" {
            let path = url.path.replacing(root.path + "/", with: "", maxReplacements: 1)
            files.append(SourceFile(path: path, text: try String(contentsOf: url, encoding: .utf8)))
        }
        return files.sorted { $0.path < $1.path }
    }
}

/// One source file.
struct SourceFile: Sendable {
    /// Relative to the root, such as `Sources/Web/HTML.swift`.
    let path: String
    let text: String
    /// Its lines, counted from 1.
    let lines: [(number: Int, text: Substring)]
    /// Its lines without comments and without the contents of string literals.
    let codeLines: [(number: Int, text: String)]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            ($0.offset + 1, $0.element)
        }
        var insideText = false
        codeLines = lines.map { number, line in
            let marks = Self.marks(in: line.utf8)
            defer { if marks % 2 == 1 { insideText.toggle() } }
            if insideText || marks == 1 { return (number, "") }
            return (number, Self.code(of: line.utf8))
        }
    }

    /// The target that it belongs to: the folder below `Sources`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// How often three quotation marks stand in a line.
    private static func marks(in line: Substring.UTF8View) -> Int {
        var (marks, run) = (0, 0)
        for byte in line {
            run = byte == UInt8(ascii: "\"") ? run + 1 : 0
            if run == 3 { (marks, run) = (marks + 1, 0) }
        }
        return marks
    }

    private static func code(of line: Substring.UTF8View) -> String {
        let (quote, slash, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"))
        var code: [UInt8] = []
        var quoted = false
        var previous = UInt8(ascii: " ")
        for byte in line {
            if byte == quote, previous != backslash {
                quoted.toggle()
                code.append(byte)
            } else if !quoted {
                if byte == slash, previous == slash {
                    code.removeLast()
                    break
                }
                code.append(byte)
            }
            previous = previous == backslash && byte == backslash ? UInt8(ascii: " ") : byte
        }
        return String(decoding: code, as: UTF8.self)
    }
}
