import Telemetry
import Testing

@Suite("A slice")
struct SliceTests {
    @Test("has one order and one text")
    func canonical() {
        let slice = Slice([SliceValue("topic", "billing"), SliceValue("language", "es")])
        #expect(slice.text == "language:es+topic:billing")
        #expect(slice == Slice([SliceValue("language", "es"), SliceValue("topic", "billing")]))
        #expect(Slice([SliceValue("a", "1"), SliceValue("a", "2")]).text == "a:2")
    }

    @Test("encodes what an address cannot hold, and reads it back")
    func roundTrip() throws {
        for value in ["(other)", "(none)", "a+b", "a:b", "50 %", "ñandú", "a&b=c#d?e", "%41", "日本", "~._-"] {
            let slice = Slice([SliceValue("kind of thing", value), SliceValue("x", "1")])
            let query = slice.query
            #expect(query.utf8.allSatisfy { $0 > 32 && $0 < 127 })
            #expect(try #require(Slice(query: query)) == slice)
        }
        #expect(Slice([SliceValue("k", "(other)")]).query == "k:%28other%29")
    }

    @Test("reads any order of a query as the canonical one")
    func reordered() throws {
        #expect(try #require(Slice(query: "topic:billing+language:es")).query == "language:es+topic:billing")
        #expect(Slice(query: "") == .all)
    }

    @Test(
        "refuses queries that say nothing", arguments: ["a", "a:", ":b", "a:b+", "+", "a:%", "a:%2", "a:%zz", "a:%ff"])
    func refused(query: String) {
        #expect(Slice(query: query) == nil)
    }
}
