import Testing

@Suite("The floors of the house")
struct FloorsTests {
    let manifest: PackageManifest

    init() throws {
        manifest = PackageManifest(try Repository.text("Package.swift"))
    }

    @Test("are read from Package.swift")
    func read() {
        let names = manifest.targets.map(\.name)
        #expect(names.contains("Sketches") && names.contains("tiltmeter") && names.contains("HouseTests"))
        #expect(manifest.standsOn("Web").isSuperset(of: ["Storage", "Sketches", "CZstd", "Intake", "Respond"]))
    }

    @Test("are declared lowest first: nothing stands on what comes after it")
    func order() {
        var below: Set<String> = []
        let own = Set(manifest.targets.map(\.name))
        for target in manifest.targets {
            for dependency in target.dependencies where own.contains(dependency) {
                #expect(
                    below.contains(dependency),
                    "\(target.name) stands on \(dependency), which comes later in Package.swift")
            }
            below.insert(target.name)
        }
    }

    @Test("are imported downwards only, as Package.swift lists them")
    func imports() throws {
        let own = Set(manifest.targets.map(\.name))
        for file in try Repository.sources.get() {
            let allowed = manifest.standsOn(file.target)
            for imported in importedModules(in: file) where own.contains(imported.module) {
                #expect(
                    allowed.contains(imported.module),
                    """
                    \(file.path):\(imported.line) imports \(imported.module), on which \(file.target) does not stand. \
                    Ask a floor below for what is needed, or move the code. Repeat: ./dev test House
                    """)
            }
        }
    }

    @Test("hold each library where it belongs")
    func libraries() throws {
        let homes: [String: Set<String>] = [
            "GRDB": ["Storage"], "SQLite3": ["Storage"], "Hummingbird": ["Web", "tiltmeter"],
            "AsyncHTTPClient": ["tiltmeter"], "ArgumentParser": ["tiltmeter"], "Yams": ["tiltmeter"],
        ]
        for file in try Repository.sources.get() {
            for imported in importedModules(in: file) {
                guard let home = homes[imported.module] else { continue }
                #expect(
                    home.contains(file.target),
                    "\(file.path):\(imported.line) imports \(imported.module), whose place is \(home.sorted().joined(separator: ", "))."
                )
            }
        }
    }

    private func importedModules(in file: SourceFile) -> [(line: Int, module: String)] {
        file.codeLines.lazy.filter { $0.text.contains("import ") }.compactMap { number, line in
            line.firstMatch(
                of:
                    /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
            )
            .map { (number, String($0.output.1)) }
        }
    }
}
