import OTLP
import TestSupport
import Testing

@Suite("The JSON writer")
struct JSONWriterTests {
    @Test("puts commas where they belong")
    func commas() {
        var json = JSONWriter()
        json.object {
            $0.member("schema", "accepted/1")
            $0.member("absent", nil as String?)
            $0.name("errors")
            $0.array {
                $0.object { $0.member("index", 3) }
                $0.object { _ in }
                $0.null()
            }
            $0.member("share", 0.5)
            $0.member("done", true)
        }
        #expect(json.text == #"{"schema":"accepted/1","errors":[{"index":3},{},null],"share":0.5,"done":true}"#)
    }

    @Test("writes numbers that read back as they were", arguments: [0, -0.1, 1e300, 1e-300, 12345678901234567168, 3])
    func numbers(value: Double) throws {
        var json = JSONWriter()
        json.number(value)
        #expect(try JSONDocument(json.bytes).root.number == value)
    }

    @Test("writes null for what is not finite")
    func notFinite() {
        var json = JSONWriter()
        json.array {
            $0.number(.nan)
            $0.number(.infinity)
        }
        #expect(json.text == "[null,null]")
    }

    @Test("writes any text so that the reader gives it back")
    func texts() throws {
        let scalars = (0..<0x250).compactMap(Unicode.Scalar.init)
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        text += "😀\u{2028}</script>"
        var json = JSONWriter()
        json.string(text)
        #expect(try JSONDocument(json.bytes).root.string == text)
    }
}
