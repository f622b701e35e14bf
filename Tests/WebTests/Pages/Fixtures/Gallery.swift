import Foundation
import Testing
import Web

/// Every page with the example story, to be looked at: `TILTMETER_GALLERY=/tmp/gallery swift test --filter Gallery` writes
/// them as files, with the assets beside them, for a browser and for the accessibility check.
@Suite("The gallery") struct Gallery {
    @Test("writes every page where it is asked to")
    func writes() throws {
        guard let folder = ProcessInfo.processInfo.environment["TILTMETER_GALLERY"] else { return }
        let root = URL(fileURLWithPath: folder)
        try FileManager.default.createDirectory(at: root.appending(path: "assets"), withIntermediateDirectories: true)
        for asset in Assets.byPath.values {
            try Data(asset.bytes).write(to: root.appending(path: String(asset.path.dropFirst())))
        }
        for (name, html) in Self.pages {
            try Data(html.utf8).write(to: root.appending(path: "\(name).html"))
        }
    }

    /// Name and document of each page.
    static var pages: [(name: String, document: HTML)] {
        values.map { name, path, page in
            (name, page.document(in: Story.shell(path: path, isEmpty: name == "welcome")))
        }
    }

    /// The names of all pages.
    static var names: [String] { values.map { $0.name } }

    /// Name, path and value of each page.
    static var values: [(name: String, path: String, page: any Page)] {
        [
            ("overview", "/", Story.overview), ("overview-level", "/", Story.healthy), ("welcome", "/", Story.welcome),
            ("incidents", "/incidents", Story.incidents), ("incident", "/incidents/INC-31", Story.incident),
            (
                "incident-refused", "/incidents/INC-31",
                Story.incidentPage(problem: FormProblem(action: "dismiss", message: "Say why.", entered: " "))
            ),
            ("systems", "/systems", Story.systemsPage), ("system", "/systems/support-answers", Story.systemPage),
            ("calls", "/calls", Story.callsPage), ("call", "/calls/req-8f1c", Story.call),
            ("changes", "/changes", Story.changesPage), ("problem", "/problems/too-large", Story.problem),
            ("document", "/docs/concepts/tilt", Story.document), ("error", "/", Story.error),
        ]
    }
}
