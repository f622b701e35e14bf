import Foundation
import Testing

@Suite("The documents of the house")
struct DocumentsTests {
    @Test("open with a README of at most 80 lines")
    func readme() throws {
        let lines = try Repository.text("README.md").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 81, "README.md has \(lines.count - 1) lines")
    }

    @Test("link only to what exists")
    func links() throws {
        for path in try documents() {
            let folder = Repository.root.appendingPathComponent(path).deletingLastPathComponent()
            let text = try Repository.text(path).replacing(/```[\s\S]*?```/, with: "")
            for match in text.matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/) {
                let target = String(match.output.1)
                guard !target.contains("://"), !target.hasPrefix("mailto:"), !target.hasPrefix("/") else { continue }
                let file = folder.appendingPathComponent(target).standardizedFileURL.path
                #expect(
                    FileManager.default.fileExists(atPath: file), "\(path) links to \(target), which does not exist")
            }
        }
    }

    private func documents() throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: Repository.root.appendingPathComponent("docs").path)
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    }
}
