import Foundation
import Intake
import Testing

@Suite("An imported file")
struct ImportFileTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    private func format(_ text: String) throws -> ImportFormat {
        try ImportFile(path: files.write(text), limits: .standard).format
    }

    @Test("is told by its content, whatever its name says")
    func formats() throws {
        #expect(try format("{\"a\":1}\n{\"a\":2}\n") == .jsonLines)
        #expect(try format("\u{FEFF}{\"a\":1}") == .jsonLines)
        #expect(try format(" [ {\"a\":1} ]") == .jsonValues)
        #expect(try format("{\n  \"a\": 1\n}\n") == .jsonValues)
        #expect(try format("{\"a\":\n{\"a\":2}\n") == .jsonLines)
        #expect(try format("a,b\n1,2\n") == .csv(.standard))
        #expect(try format("{\"resourceSpans\":[]}\n{\"resourceSpans\":[]}") == .otlpLines)
        #expect(try format("{ \"resourceLogs\": [\n]\n}") == .otlpValues)
    }

    @Test(
        "of a kind that is not read says so",
        arguments: ["PAR1\u{0}", "PK\u{3}\u{4}x", "", "  \n", "a,b\u{0}\n", "SQLite format 3\u{0}"])
    func strangers(text: String) throws {
        let path = try files.write(text)
        let error = #expect(throws: ImportError.self) { try ImportFile(path: path, limits: .standard) }
        #expect(error?.code == .formatUnknown)
    }

    @Test("that is missing says so")
    func missing() {
        let error = #expect(throws: ImportError.self) {
            try ImportFile(path: "/nowhere/calls.jsonl", limits: .standard)
        }
        #expect(error?.code == .fileUnreadable)
        #expect(error?.message.contains("No such file") == true)
    }

    @Test("gives its lines, empty ones aside, with CR and without a last line end")
    func lines() throws {
        let path = try files.write("{\"a\":1}\r\n\r\n  \n{\"a\":2}\n{\"a\":3}")
        #expect(try records(path) == [.init(1, "{\"a\":1}"), .init(4, "{\"a\":2}"), .init(5, "{\"a\":3}")])
    }

    @Test("gives the objects of an array, wherever their lines break")
    func array() throws {
        let path = try files.write("[\n{\"a\":\"]},{\\\"\"},{\n\"b\":[1,{\"c\":2}]}\n,\n {} ]\n")
        #expect(
            try records(path) == [
                .init(2, "{\"a\":\"]},{\\\"\"}"), .init(2, "{\n\"b\":[1,{\"c\":2}]}"), .init(5, "{}"),
            ])
    }

    @Test("gives objects over several lines, one after the other")
    func values() throws {
        let path = try files.write("{\n\"a\":1}\n\n{\n\"a\":2}{\"a\":3}")
        #expect(try records(path) == [.init(1, "{\n\"a\":1}"), .init(4, "{\n\"a\":2}"), .init(5, "{\"a\":3}")])
    }

    @Test("refuses what stands beside the objects of an array, and goes on")
    func strays() throws {
        let path = try files.write("[{\"a\":1}, 7, \"x,y\",\n null {\"a\":2}, {\"a\":3} ] tail")
        #expect(try records(path).filter { $0.fault == nil }.map(\.text) == ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"])
        #expect(try records(path).filter { $0.fault != nil }.map(\.fault) == [.stray, .stray, .stray, .stray])
    }

    @Test("that ends inside an object refuses that object")
    func unfinished() throws {
        let path = try files.write("[{\"a\":1},\n{\"a\":")
        #expect(try records(path) == [.init(1, "{\"a\":1}"), .init(2, "{\"a\":", .unfinished)])
    }

    @Test("refuses lines beyond the limit and keeps only their beginning", arguments: [500, 400_000, 3_000_000])
    func overlong(length: Int) throws {
        let path = try files.write("{\"a\":1}\n{\"a\":\"\(String(repeating: "x", count: length))\"}\n{\"a\":3}\n")
        let found = try records(path, limits: .small)
        #expect(found.map(\.line) == [1, 2, 3])
        #expect(found.map(\.fault) == [nil, .tooLong, nil])
        #expect(found[1].text.utf8.count <= 4_096)
    }

    @Test("refuses array elements beyond the limit and goes on behind them", arguments: [500, 400_000, 3_000_000])
    func overlongElement(length: Int) throws {
        let path = try files.write("[{\"a\":1},{\"a\":\"\(String(repeating: "x", count: length))\"},{\"a\":3}]")
        let found = try records(path, limits: .small)
        #expect(found.map(\.fault) == [nil, .tooLong, nil])
        #expect(found[2].text == "{\"a\":3}")
    }

    @Test("that is compressed reads like the plain one", arguments: [("gzip", ".gz"), ("zstd", ".zst")])
    func compressed(tool: String, suffix: String) throws {
        let text = (1...60_000).map { "{\"number\":\($0),\"text\":\"\($0 * 7919)\"}" }.joined(separator: "\n")
        let plain = try files.write(text, name: "plain.jsonl")
        let packed = try files.compress(plain, with: tool, suffix: suffix)
        #expect(try records(packed) == records(plain))
    }

    @Test("in several gzip members is one text")
    func members() throws {
        let one = try files.compress(files.write("{\"a\":1}\n{\"a\"", name: "one"), with: "gzip", suffix: ".gz")
        let two = try files.compress(files.write(":2}\n", name: "two"), with: "gzip", suffix: ".gz")
        let both = try Array(Data(contentsOf: URL(filePath: one)) + Data(contentsOf: URL(filePath: two)))
        #expect(try records(files.write(both, name: "both.gz")).map(\.text) == ["{\"a\":1}", "{\"a\":2}"])
        #expect(
            try records(files.write(both + [0, 0, 0, 0], name: "padded.gz")).map(\.text) == ["{\"a\":1}", "{\"a\":2}"])
    }

    @Test("whose compressed data is cut says so", arguments: [("gzip", ".gz"), ("zstd", ".zst")])
    func cut(tool: String, suffix: String) throws {
        let text = (1...60_000).map { "{\"number\":\($0),\"text\":\"\($0 * 7919)\"}" }.joined(separator: "\n")
        let packed = try files.compress(files.write(text, name: "cut"), with: tool, suffix: suffix)
        let half = try Array(Data(contentsOf: URL(filePath: packed)).dropLast(1_000))
        let path = try files.write(half, name: "half" + suffix)
        let error = #expect(throws: ImportError.self) { try records(path) }
        #expect(error?.code == .compressionBroken)
    }

    @Test("whose compressed data is damaged says so")
    func damaged() throws {
        let text = (1...60_000).map { "{\"number\":\($0),\"text\":\"\($0 * 7919)\"}" }.joined(separator: "\n")
        let packed = try files.compress(files.write(text, name: "damaged"), with: "gzip", suffix: ".gz")
        var bytes = try Array(Data(contentsOf: URL(filePath: packed)))
        for index in 20_000..<20_400 { bytes[index] = 0xFF }
        let path = try files.write(bytes, name: "damaged.gz")
        let error = #expect(throws: ImportError.self) { try records(path) }
        #expect(error?.code == .compressionBroken)
    }

    @Test("has one identity as long as its content stays")
    func identity() throws {
        let one = try ImportFile(path: files.write("a,b\n1,2\n", name: "one"), limits: .standard)
        let same = try ImportFile(path: files.write("a,b\n1,2\n", name: "same"), limits: .standard)
        let other = try ImportFile(path: files.write("a,b\n1,3\n", name: "other"), limits: .standard)
        #expect(one.identity == same.identity)
        #expect(one.identity != other.identity)
    }
}
