import Foundation
import Yams

/// Reads the YAML file into keys with dots, each with its line.
enum ConfigurationFile {
    /// One setting as the file has it.
    struct Entry {
        let key: String
        let value: String
        let line: Int
    }

    /// The largest file that is read.
    static let maximumBytes = 1 << 20

    /// Reads a file; what is wrong with it goes to `problems`.
    static func read(path: String, problems: inout [ConfigurationProblems.Problem]) -> [Entry] {
        let text: String
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            guard data.count <= maximumBytes, let read = String(data: data, encoding: .utf8) else {
                problems.append(.unreadable(path: path, reason: "not a text of at most 1 MiB in UTF-8"))
                return []
            }
            text = read
        } catch {
            problems.append(.unreadable(path: path, reason: "cannot be read"))
            return []
        }
        do {
            guard let root = try Yams.compose(yaml: text) else { return [] }
            if root.scalar?.string.isEmpty == true { return [] }
            guard let mapping = root.mapping else {
                problems.append(.unreadable(path: path, reason: "is not a list of `key: value` lines"))
                return []
            }
            var entries: [Entry] = []
            flatten(mapping, prefix: "", into: &entries)
            return entries
        } catch let error as YamlError {
            problems.append(.unreadable(path: path, reason: firstLine(of: String(describing: error))))
            return []
        } catch {
            problems.append(.unreadable(path: path, reason: "is no YAML"))
            return []
        }
    }

    private static func flatten(_ mapping: Node.Mapping, prefix: String, into entries: inout [Entry]) {
        for (key, value) in mapping {
            let name = prefix + (key.string ?? "?")
            switch value {
            case .mapping(let inner): flatten(inner, prefix: name + ".", into: &entries)
            case .sequence(let list):
                entries.append(
                    Entry(key: name, value: list.compactMap(\.string).joined(separator: ","), line: key.mark?.line ?? 0)
                )
            case .scalar(let scalar):
                entries.append(Entry(key: name, value: scalar.string, line: key.mark?.line ?? 0))
            case .alias:
                entries.append(Entry(key: name, value: "", line: key.mark?.line ?? 0))
            }
        }
    }

    private static func firstLine(of text: String) -> String {
        text.split(separator: "\n").first.map(String.init) ?? text
    }
}
