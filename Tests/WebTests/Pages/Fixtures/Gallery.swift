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
    static var pages: [(String, HTML)] {
        [("overview", Story.overview.document(in: Story.shell(path: "/")))]
    }
}
