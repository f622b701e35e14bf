import OTLP
import Testing

@Suite("The JSON reader")
struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONDocument(Array(text.utf8)).root
    }

    private func failure(_ bytes: [UInt8]) -> JSONError.Code? {
        do {
            _ = try JSONDocument(bytes)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("reads every kind of value")
    func kinds() throws {
        let value = try read(#"{"a":null,"b":true,"c":false,"d":12,"e":1.5,"f":"x","g":[1,[]],"h":{"i":{}}}"#)
        #expect(value["a"]?.isNull == true)
        #expect(value["b"]?.boolean == true)
        #expect(value["c"]?.boolean == false)
        #expect(value["d"]?.integer == 12)
        #expect(value["e"]?.number == 1.5)
        #expect(value["f"]?.string == "x")
        #expect(value["g"]?.array?.map(\.kind) == [.integer, .array])
        #expect(value["h"]?["i"]?.object?.isEmpty == true)
        #expect(value["missing"] == nil)
        #expect(value[name: "d"]?.integer == 12)
    }

    @Test("lets the last of several members with one name win")
    func duplicates() throws {
        #expect(try read(#"{"a":1,"b":2,"a":3}"#)["a"]?.integer == 3)
    }

    @Test("keeps whole numbers of 64 bits exact")
    func integers() throws {
        let value = try read("[9007199254740993,-9223372036854775808,9223372036854775807,18446744073709551615]")
        let items = try #require(value.array).map { $0 }
        #expect(items.prefix(3).map(\.integer) == [9_007_199_254_740_993, .min, .max])
        #expect(items[3].integer == nil)
        #expect(items[3].unsigned == .max)
    }

    @Test("takes whole numbers beyond 64 bits as reals and reals beyond a double as null")
    func beyond() throws {
        let value = try read(#"{"big":18446744073709551616,"huge":1e400,"tiny":1e-400,"s":"18446744073709551616"}"#)
        #expect(value["big"]?.number == 18_446_744_073_709_551_616)
        #expect(value["huge"]?.isNull == true)
        #expect(value["tiny"]?.number == 0)
        #expect(value["s"]?.string == "18446744073709551616")
    }

    @Test(
        "replaces lone surrogates",
        arguments: [
            (#""\ud800""#, "\u{FFFD}"), (#""a\udc00b""#, "a\u{FFFD}b"), (#""\ud83d\ude00\ud83d""#, "😀\u{FFFD}"),
            (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"), (#""\\ud800 \"\ud800""#, "\\ud800 \"\u{FFFD}"),
        ])
    func surrogates(text: String, expected: String) throws {
        #expect(try read(text).string == expected)
    }

    @Test("keeps NUL and other escapes")
    func escapes() throws {
        #expect(try read(#""a\u0000\n\/\"é""#).string == "a\0\n/\"é")
    }

    @Test("skips a byte-order mark")
    func mark() throws {
        #expect(try JSONDocument([0xEF, 0xBB, 0xBF] + Array("[1]".utf8)).root.array?.isEmpty == false)
    }

    @Test(
        "refuses what is not JSON",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\":}", "tru", "01", "1 2", "\"a", "\"\u{1}\"", "nan", "[1}", #""\x""#, "-",
            "\u{FEFF}",
        ])
    func malformed(text: String) {
        #expect(failure(Array(text.utf8)) == .malformed)
    }

    @Test("refuses bytes that are not UTF-8")
    func encoding() {
        #expect(failure([0x22, 0xC3, 0x28, 0x22]) == .notUTF8)
    }

    @Test("allows 192 levels and no more")
    func depth() {
        func nested(_ levels: Int) -> [UInt8] {
            Array((String(repeating: "[", count: levels) + "1" + String(repeating: "]", count: levels)).utf8)
        }
        #expect(failure(nested(192)) == nil)
        #expect(failure(nested(193)) == .tooDeep)
        #expect(failure(nested(100_000)) == .tooDeep)
    }

    @Test("allows numbers of 64 characters and no more, and digits without end in strings")
    func numberLength() {
        for offset in 0..<130 {
            let padding = String(repeating: " ", count: offset)
            let fits = padding + "[0." + String(repeating: "3", count: 62) + "]"
            let long = padding + "[0." + String(repeating: "3", count: 63) + "]"
            #expect(failure(Array(fits.utf8)) == nil)
            #expect(failure(Array(long.utf8)) == .numberTooLong)
        }
        #expect(failure(Array(("\"" + String(repeating: "7", count: 400) + "\"").utf8)) == nil)
    }

    @Test("refuses a document of more values than fit")
    func values() {
        let body =
            [UInt8](repeating: UInt8(ascii: "1"), count: 1) + [UInt8](repeating: UInt8(ascii: ","), count: 9_000_000)
        #expect(failure(body) == .tooLarge)
    }

    @Test("gives every value that is kept its own document")
    func reuse() throws {
        var reader = JSONReader()
        var kept: [JSONValue] = []
        for number in 0..<100 {
            let value = try reader.read(#"{"n":\#(number),"s":"text \#(number)"}"#)
            if number % 10 == 0 { kept.append(value) }
            #expect(value["n"]?.integer == Int64(number))
        }
        #expect(kept.map { $0["s"]?.string } == (0..<10).map { "text \($0 * 10)" })
    }

    @Test("works again after a text that was refused")
    func recovers() throws {
        var reader = JSONReader()
        #expect(throws: JSONError(.malformed)) { try reader.read("{") }
        #expect(try reader.read("[true]").array?.isEmpty == false)
    }

    @Test("writes a value back as compact JSON")
    func compact() throws {
        let text = #"{"a":[1,-2,1.5,"q\"\n\u0001é",null,true,{}],"b":18446744073709551615,"c":1.0}"#
        #expect(try read(" " + text + " ").json == text)
    }
}
