import Telemetry
import Testing
import Web

@Suite("A query")
struct QueryTests {
    @Test("keeps raw values, so that slices can be split before they are decoded")
    func raw() {
        let query = Query("slice=language:es+topic:a%2Bb&q=two+words&empty&x=1&x=2")
        #expect(query.raw("slice") == "language:es+topic:a%2Bb")
        #expect(query.text("q") == "two words")
        #expect(query.text("empty") == "")
        #expect(query.text("x") == "1")
        #expect(query.text("missing") == nil)
    }

    @Test("reads lists")
    func lists() {
        #expect(Query("state=watch,tilting%20").list("state") == ["watch", "tilting "])
        #expect(Query("").list("state") == [])
    }

    @Test("reads numbers within their range only")
    func numbers() throws {
        #expect(try Query("limit=7").integer("limit", in: 1...1_000, standard: 50) == 7)
        #expect(try Query("").integer("limit", in: 1...1_000, standard: 50) == 50)
        for wrong in ["0", "1001", "seven", "1e3", "99999999999999999999"] {
            #expect(throws: Problem.self) {
                try Query("limit=\(wrong)").integer("limit", in: 1...1_000, standard: 50)
            }
        }
    }

    @Test(
        "reads times of every documented kind",
        arguments: [
            "2026-11-12T09:41:58Z", "2026-11-12T10:41:58+01:00", "2026-11-12T10:41:58%2B01:00", "1794476518",
            "1794476518000",
        ])
    func times(text: String) throws {
        #expect(try Query("from=\(text)").time("from") == Timestamp(seconds: 1_794_476_518))
    }

    @Test("reads a date as its first instant")
    func dates() throws {
        #expect(try Query("from=2026-11-12").time("from") == Timestamp(rfc3339: "2026-11-12T00:00:00Z"))
    }

    @Test("refuses what is no time")
    func noTime() {
        #expect(throws: Problem.self) { try Query("from=yesterday").time("from") }
    }

    @Test("decodes hostile percent signs without falling over", arguments: ["%", "%4", "%zz", "%%41", "a%", "%ff%fe"])
    func hostile(text: String) {
        #expect(!PercentCoding.decoded(text).isEmpty)
    }

    @Test("encodes what it decodes")
    func roundTrip() {
        for text in ["language:es", "a b+c", "ü/?#&=%", "(none)"] {
            #expect(PercentCoding.decoded(PercentCoding.encoded(text)) == text)
            #expect(PercentCoding.formDecoded(PercentCoding.encoded(text)) == text)
        }
    }
}
