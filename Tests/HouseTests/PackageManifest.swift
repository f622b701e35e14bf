/// What `Package.swift` says about our own targets: their order, which is the order of the floors, and who may import whom.
struct PackageManifest {
    struct Target {
        let name: String
        let isTest: Bool
        /// Our own targets and products of packages, as the list names them.
        let dependencies: [String]
    }

    let targets: [Target]

    init(_ text: String) {
        targets = Self.blocks(of: text).compactMap(Self.target)
    }

    /// The targets that one may import: those that its list names and all that they stand on.
    func standsOn(_ name: String) -> Set<String> {
        var found: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            for dependency in targets.first(where: { $0.name == next })?.dependencies ?? []
            where targets.contains(where: { $0.name == dependency }) && found.insert(dependency).inserted {
                open.append(dependency)
            }
        }
        return found
    }

    /// The text of every `.target(…)`, `.executableTarget(…)`, `.systemLibrary(…)` and `.testTarget(…)`.
    private static func blocks(of text: String) -> [Substring] {
        let openings = [".target(", ".executableTarget(", ".systemLibrary(", ".testTarget("]
        return openings.flatMap { text.ranges(of: $0) }.sorted { $0.lowerBound < $1.lowerBound }.map { opening in
            var depth = 0
            var end = opening.lowerBound
            for index in text[opening.lowerBound...].indices {
                if text[index] == "(" { depth += 1 }
                if text[index] == ")" { depth -= 1 }
                end = index
                if depth == 0, text[index] == ")" { break }
            }
            return text[opening.lowerBound...end]
        }
    }

    private static func target(_ block: Substring) -> Target? {
        guard let name = block.firstMatch(of: /name:\s*"([^"]+)"/)?.output.1 else { return nil }
        var dependencies: [String] = []
        if let start = block.firstRange(of: "dependencies:") {
            var depth = 0
            var list = ""
            for character in block[start.upperBound...] {
                if character == "[" { depth += 1 }
                list.append(character)
                if character == "]" {
                    depth -= 1
                    if depth == 0 { break }
                }
            }
            let own = list.replacing(/\.product\(name:\s*"[^"]+",\s*package:\s*"[^"]+"\)/, with: "")
            dependencies = own.matches(of: /"([^"]+)"/).map { String($0.output.1) }
            dependencies += list.matches(of: /\.product\(name:\s*"([^"]+)"/).map { String($0.output.1) }
        }
        return Target(name: String(name), isTest: block.hasPrefix(".testTarget"), dependencies: dependencies)
    }
}
