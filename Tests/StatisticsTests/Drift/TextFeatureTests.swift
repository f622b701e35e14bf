import Statistics
import TestSupport
import Testing

@Suite("The features of a text (docs/statistics.md 3.4)")
struct TextFeatureTests {
    /// Letters of several alphabets, marks, digits, and the scalars whose lower case is several.
    private static let alphabet: [Unicode.Scalar] = Array(
        "abzABZ059 .,-_\nßÄöÉñøĐğİıŁžΑΣσςЖщЯאשمرक्षไทย語中가ⅣⅷＡａ①½²٣\u{301}\u{307}😀𝔘Ǆǅﬁ".unicodeScalars)

    @Test("are the hashes of its words and pairs, whatever the alphabet", arguments: 0..<200)
    func alphabets(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var text = ""
        for _ in 0..<Int.random(in: 0...80, using: &random) {
            text.unicodeScalars.append(Self.alphabet[Int.random(in: Self.alphabet.indices, using: &random)])
        }
        let expected = Set(TextFeatures.grams(text).map(\.feature)).sorted()
        #expect(TextFeatures.features(text) == expected, "\(text.debugDescription)")
    }

    @Test("are those of every scalar of the alphabets of two bytes")
    func scalars() {
        for code in UInt32(0)..<0x3000 {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let text = "a\(scalar)B \(scalar)"
            #expect(TextFeatures.features(text) == Set(TextFeatures.grams(text).map(\.feature)).sorted(), "U+\(code)")
        }
    }

    @Test("do not depend on letter case, order of repetition or spacing")
    func same() {
        #expect(TextFeatures.features("To be, or NOT to be") == TextFeatures.features("to  be or not\nTO BE!"))
        #expect(TextFeatures.features("") == [] && TextFeatures.features(" ...") == [])
    }
}
