import Foundation
import Reports
import TestSupport
import Testing

@Suite("A table")
struct TableReaderTests {
    private func read(_ text: String, name: String = "table.csv") throws -> Table {
        try read(Array(text.utf8), name: name)
    }

    private func read(_ bytes: [UInt8], name: String = "table.csv") throws -> Table {
        let file = try TemporaryTable(bytes, name: name)
        defer { file.remove() }
        return try TableReader.read(file.path) { _ in }
    }

    private func texts(_ table: Table, _ column: String) throws -> [String?] {
        try #require(table.column(column)).texts
    }

    @Test("is read from CSV with quotes, doubled quotes and line ends inside")
    func quotes() throws {
        let table = try read("a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n2, \"q\" \r\n3,5\" pipe\r\n")
        #expect(try texts(table, "a") == ["1", "2", "3"])
        #expect(try texts(table, "b") == ["x, \"y\"\nz", "q", "5\" pipe"])
    }

    @Test(
        "is read with every delimiter, a byte-order mark and no line end at the end", arguments: [",", ";", "\t", "|"])
    func delimiters(delimiter: String) throws {
        let rows = ["name,size,note", "a b,1,x", "c d,2,y"].map { $0.replacing(",", with: delimiter) }
        let table = try read([0xEF, 0xBB, 0xBF] + Array(rows.joined(separator: "\n").utf8))
        #expect(table.columns.map(\.name) == ["name", "size", "note"])
        #expect(try texts(table, "name") == ["a b", "c d"])
        #expect(try #require(table.column("size")).numbers == [1, 2])
    }

    @Test("is read with decimal commas between semicolons")
    func decimalComma() throws {
        #expect(try #require(try read("a;b\n1,5;x\n-2,25;y\n").column("a")).numbers == [1.5, -2.25])
    }

    @Test("is read as Windows-1252 where it is no UTF-8, so that both writings are one value")
    func encoding() throws {
        let old = try read(Array("city\nM".utf8) + [0xFC] + Array("nchen\n".utf8))
        #expect(try texts(old, "city") == ["München"])
        #expect(try texts(read("city\nMünchen\n"), "city") == ["München"])
    }

    @Test("has missing cells where a program wrote that there is nothing")
    func missing() throws {
        let table = try read("a,b\n1,x\n,NA\nNaN,null\nNone,\n n/a ,y\n")
        #expect(try texts(table, "a") == ["1", nil, nil, nil, nil])
        #expect(try texts(table, "b") == ["x", nil, nil, nil, "y"])
    }

    @Test("leaves out rows of another width, counts them and says where the first is")
    func refusals() throws {
        let table = try read("a,b\n1,2\n3\n4,5,6\n7,8,\n9,10\n")
        #expect(try texts(table, "a") == ["1", "7", "9"])
        #expect(table.refusedRows == 2)
        #expect(table.firstRefusal == "line 3: the row has 1 cells, the header 2")
    }

    @Test("loses only the line of a quote that is never closed")
    func openQuote() throws {
        let table = try read("a,b\n1,2\n\"3,4\n5,6\n")
        #expect(try texts(table, "a") == ["1", "5"])
        #expect(table.refusedRows == 1)
    }

    @Test("gives a second column of a name another name, and one without a name its place")
    func duplicateHeader() throws {
        #expect(try read("a,a,,b\n1,2,3,4\n").columns.map(\.name) == ["a", "a (2)", "column 3", "b"])
    }

    @Test("takes codes with zeros in front as words, and mixed columns as they are")
    func codes() throws {
        let table = try read("zip,mixed\n01234,1\n98765,x\n00001,2\n")
        #expect(try texts(table, "zip") == ["01234", "98765", "00001"])
        #expect(try texts(table, "mixed") == ["1", "x", "2"])
    }

    /// Pieces are a mebibyte, rows here up to 4 kB and full of quotes, delimiters and line ends: many rows lie across a border.
    @Test("is the same wherever its pieces end, plain or compressed", arguments: ["plain", "gzip", "zstd"])
    func pieces(form: String) throws {
        var random = SeededGenerator(seed: 7)
        var text = "id,number,word\n"
        var words: [String?] = []
        var numbers: [Double] = []
        let alphabet = Array("ab,\"\n\r;é ")
        for row in 0..<4_000 {
            let word =
                "w"
                + String(
                    (0..<Int.random(in: 0...1_200, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
                ) + "w"
            let number = random.normal()
            words.append(word)
            numbers.append(number)
            text += "\(row),\(number),\"\(word.replacing("\"", with: "\"\""))\"\(row % 2 == 0 ? "\n" : "\r\n")"
        }
        let plain = Array(text.utf8)
        #expect(plain.count > 2 << 20)
        let bytes = form == "gzip" ? TemporaryTable.gzip(plain) : form == "zstd" ? TemporaryTable.zstd(plain) : plain
        let table = try read(bytes)
        #expect(table.refusedRows == 0)
        #expect(try #require(table.column("number")).numbers == numbers)
        #expect(try texts(table, "word") == words)
    }

    @Test("is read from JSON lines with members in any order, objects inside and lists")
    func jsonLines() throws {
        let table = try read(
            """
            {"a": 1, "user": {"country": "fr", "age": 30}, "tags": ["x", "y", 2]}
            {"user": {"age": 31, "country": "de"}, "a": 2.5}

            not json
            {"b": true, "a": null, "a": 7}
            [1]
            """, name: "t.jsonl")
        #expect(table.rows == 3)
        #expect(table.refusedRows == 2)
        #expect(try texts(table, "a") == ["1", "2.5", nil])
        #expect(try texts(table, "user.country") == ["fr", "de", nil])
        #expect(try texts(table, "tags") == ["x y 2", nil, nil])
        #expect(try texts(table, "b") == [nil, nil, "true"])
    }

    @Test(
        "that is none is refused with a reason",
        arguments: [
            ("", ReportError.Code.empty), ("  \n", .empty), ("a,b\n", .empty), ("PAR1....", .malformed),
            ("[{\"a\":1}]", .malformed), ("a,b\n\u{0}\u{0}", .malformed), ("a,b\n1\n", .empty),
        ])
    func strangers(text: String, code: ReportError.Code) throws {
        let error = #expect(throws: ReportError.self) { try read(text) }
        #expect(error?.code == code)
        #expect(error?.what.isEmpty == false && error?.why.isEmpty == false && error?.whatToDo.isEmpty == false)
    }

    @Test("whose compressed data is cut is refused, and so is a path that does not exist")
    func broken() throws {
        let whole = TemporaryTable.gzip(Array(String(repeating: "a,b\n1,2\n", count: 5_000).utf8))
        let error = #expect(throws: ReportError.self) { try read(Array(whole.prefix(whole.count / 2))) }
        #expect(error?.code == .malformed)
        let missing = #expect(throws: ReportError.self) { try TableReader.read("/nowhere/at/all.csv") { _ in } }
        #expect(missing?.code == .unreadable)
    }
}
