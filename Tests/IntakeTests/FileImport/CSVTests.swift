import Foundation
import Intake
import Testing

@Suite("A CSV file")
struct CSVTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    private func dialect(_ text: String) throws -> CSVDialect? {
        let file = try ImportFile(path: files.write(text), limits: .standard)
        if case .csv(let dialect) = file.format { return dialect }
        return nil
    }

    @Test(
        "shows its delimiter by the rows that agree",
        arguments: [
            ("a,b,c\n1,2,3\n4,5,6\n", ","), ("a;b;c\n1,5;2,5;3\n4;5;6\n", ";"), ("a\tb\n1,0\t2\n3\t4\n", "\t"),
            ("a|b|c\nx, y|2|3\n", "|"), ("a;b\n\"x;y\";2\n", ";"), ("text,n\n\"a; b; c\",1\n\"d; e\",2\n", ","),
            ("only\n1\n2\n", ","),
        ])
    func delimiter(text: String, delimiter: String) throws {
        #expect(try dialect(text)?.delimiter == delimiter.utf8.first)
    }

    @Test("shows its quotes, backslashes and decimal commas")
    func marks() throws {
        #expect(try dialect("a,b\n'x,y',2\n'z',3\n")?.quote == UInt8(ascii: "'"))
        #expect(try dialect("a,b\n\"x \\\"q\\\", y\",2\n\"z\",3\n")?.backslashEscapes == true)
        #expect(try dialect("a;b\n1,5;x\n2,5;y\n")?.decimalComma == true)
        #expect(try dialect("a;b\n1,5;1.5\n2,5;2.5\n")?.decimalComma == false)
        #expect(try dialect("a,b\n1.5,2\n")?.decimalComma == false)
    }

    @Test("has rows that end in LF, CR LF or CR, empty ones aside")
    func rowEnds() throws {
        for end in ["\n", "\r\n", "\r"] {
            let path = try files.write("a,b\(end)1,2\(end)\(end)3,4")
            #expect(try records(path).map(\.text) == ["1,2", "3,4"])
        }
    }

    @Test("keeps line ends and delimiters inside quotes")
    func quoted() throws {
        let path = try files.write("a,b\n\"x\ny, z\",2\n\"say \"\"no\"\"\",3\n")
        #expect(try records(path) == [.init(2, "\"x\ny, z\",2"), .init(4, "\"say \"\"no\"\"\",3")])
    }

    @Test("may hold a quote where none belongs")
    func looseQuotes() throws {
        let path = try files.write("a,b\n5\" pipe,2\n\"he said \"hi\" to me\",3\n\"x\" ,4\n")
        #expect(try records(path).map(\.fault) == [nil, nil, nil])
    }

    @Test("with a quote that never closes loses that line only")
    func openQuote() throws {
        let body = (1...2_000).map { "word \($0),\($0)" }.joined(separator: "\n")
        let path = try files.write("a,b\n\"open,1\n\(body)\n")
        let found = try records(path)
        #expect(found.first == .init(2, "\"open,1", .openQuote))
        #expect(found.dropFirst().allSatisfy { $0.fault == nil })
        #expect(found.count == 2_001)
    }

    @Test("with an open quote on every line is refused line by line, in time that grows with its length")
    func openQuotes() throws {
        let body = String(repeating: "\"x\n", count: 200_000)
        let path = try files.write("a,b\n\(body)")
        let found = try records(path)
        #expect(found.count == 200_000)
        #expect(found.allSatisfy { $0.fault == .openQuote })
    }

    @Test("with too many cells refuses the row; fewer are absent, empty ones at the end are nothing")
    func cells() throws {
        let path = try files.write("a,b\n1,2,3\n1\n1,2,,\n")
        #expect(try records(path).map(\.fault) == [.cells(3, header: 2), nil, nil])
    }

    @Test("needs a header with different names")
    func header() throws {
        for text in ["a,b,a\n1,2,3\n", "1,2\n3,4\n"] {
            let path = try files.write(text)
            let error = #expect(throws: ImportError.self) { try ImportFile(path: path, limits: .standard) }
            #expect(error?.code == .headerInvalid)
        }
        #expect(try ImportFile(path: files.write(",b\n0,2\n"), limits: .standard).header == ["column_1", "b"])
        #expect(try ImportFile(path: files.write("sep=;\na;b\n0;2\n"), limits: .standard).header == ["a", "b"])
        #expect(try records(files.write("sep=;\na;b\n0;2\n")).map(\.text) == ["0;2"])
    }

    @Test("in Windows-1252 is read as such, row by row")
    func windows() async throws {
        let bytes =
            Array("name,n\n".utf8) + [0x5A, 0xFC, 0x72, 0x69, 0x63, 0x68, 0x20, 0x80] + Array(",1\nGenève,2\n".utf8)
        let path = try files.write(bytes, name: "windows.csv")
        let items = try await mappedItems(path, options: .of(system: "s", map: "attributes.name=name"))
        #expect(items == [#"{"attributes":{"name":"Zürich €"}}"#, #"{"attributes":{"name":"Genève"}}"#])
    }
}
