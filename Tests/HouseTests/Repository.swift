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
struct SourceFile {
    /// Relative to the root, such as `Sources/Web/HTML.swift`.
    let path: String
    let text: String

    /// The target that it belongs to: the folder below `Sources`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    /// Its lines, counted from 1.
    var lines: [(number: Int, text: Substring)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ($0.offset + 1, $0.element) }
    }

    /// Its lines without comments and without the contents of string literals.
    var codeLines: [(number: Int, text: String)] {
        var insideText = false
        return lines.map { number, line in
            let marks = line.ranges(of: "\"\"\"").count
            defer { if marks % 2 == 1 { insideText.toggle() } }
            if insideText || marks == 1 { return (number, "") }
            return (number, Self.code(of: line))
        }
    }

    private static func code(of line: Substring) -> String {
        var code = ""
        var quoted = false
        var previous: Character = " "
        for character in line {
            if character == "\"", previous != "\\" {
                quoted.toggle()
                code.append(character)
            } else if !quoted {
                if character == "/", previous == "/" {
                    code.removeLast()
                    return code
                }
                code.append(character)
            }
            previous = previous == "\\" && character == "\\" ? " " : character
        }
        return code
    }
}
