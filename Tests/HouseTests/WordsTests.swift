import Testing

/// What reviewers would send back; each rule says what to write instead.
@Suite("The sources of the house")
struct WordsTests {
    struct Rule: Sendable, CustomTestStringConvertible {
        let word: String
        /// Targets that may use it.
        var except: Set<String> = []
        let instead: String
        var testDescription: String { word }
    }

    static let rules = [
        Rule(
            word: "Date()", except: ["tiltmeter"], instead: "take a WallClock: demo, replay and tests run on any time"),
        Rule(word: "ContinuousClock.now", except: ["tiltmeter"], instead: "take a clock as a parameter"),
        Rule(word: "SuspendingClock.now", except: ["tiltmeter"], instead: "take a clock as a parameter"),
        Rule(
            word: "SystemRandomNumberGenerator", except: ["tiltmeter"],
            instead: "take a generator as a parameter: same seed, same world"),
        Rule(word: "try!", instead: "handle or throw it"),
        Rule(word: "fatalError(", instead: "a precondition with its reason, or an error that somebody handles"),
        Rule(word: "as!", instead: "a type that makes the cast needless"),
        Rule(word: "@testable", instead: "package access: tests run in release mode"),
    ]

    @Test("do not use what has a better form", arguments: rules)
    func banned(rule: Rule) throws {
        for file in try Repository.sources.get() where !rule.except.contains(file.target) {
            for (number, line) in file.codeLines where line.contains(rule.word) {
                Issue.record(
                    "\(file.path):\(number) says \(rule.word). Better: \(rule.instead). Repeat: ./dev test House")
            }
        }
    }

    /// Looked for first, byte by byte: a regular expression on every line takes minutes.
    private static let reminders = ["TODO", "FIXME", "XXX", "HACK"].map { Array($0.utf8) }

    @Test("hold no reminders: an issue is the place for what is still to do")
    func reminders() throws {
        for folder in ["Sources", "Tests"] {
            for file in try Repository.swiftFiles(in: folder) where !file.path.hasSuffix("WordsTests.swift") {
                for (number, line) in file.lines
                where Self.reminders.contains(where: { line.utf8.contains($0) })
                    && line.contains(/\b(TODO|FIXME|XXX|HACK)\b/)
                {
                    Issue.record("\(file.path):\(number) holds a reminder")
                }
            }
        }
    }

    @Test("say why where an error is swallowed or a check is switched off")
    func reasons() throws {
        for file in try Repository.sources.get() {
            let lines = file.lines.map(\.text)
            for (number, line) in file.codeLines
            where (line.contains("try?") && line.contains(/\btry\?/)) || line.contains("@unchecked Sendable")
                || line.contains("nonisolated(unsafe)")
            {
                let near = lines[max(0, number - 4)..<min(lines.count, number + 1)]
                #expect(
                    near.contains { $0.contains("//") },
                    "\(file.path):\(number) gives no reason beside it for: \(line.trimmingPrefix(while: \.isWhitespace))"
                )
            }
        }
    }

    @Test("have names that say what they hold")
    func names() throws {
        for file in try Repository.sources.get() {
            let name = file.path.split(separator: "/").last.map(String.init) ?? ""
            let vague = name.firstMatch(of: /(Manager|Helper|Helpers|Utils|Util|Common|Impl|Misc)\.swift$/)
            #expect(vague == nil, "\(file.path): name it after what it holds")
            #expect(name != "Placeholder.swift" || file.text.count < 200, "\(file.path) is no longer empty: rename it")
        }
    }

    @Test("stay readable: no file beyond 600 lines")
    func lengths() throws {
        for file in try Repository.sources.get() {
            let count = file.lines.count
            #expect(count <= 600, "\(file.path) has \(count) lines: it answers more than one question")
        }
    }
}
