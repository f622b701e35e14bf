import Reports
import TestSupport
import Testing

@Suite("A decimal number")
struct DecimalNumberTests {
    private func read(_ text: String, decimal: Character = ".") -> Double? {
        let bytes = Array(text.utf8) + [0]
        return bytes.withUnsafeBufferPointer {
            DecimalNumber.read($0.baseAddress!, count: text.utf8.count, decimal: decimal.asciiValue!)
        }
    }

    /// Digits of every length with points at every place and exponents of every size: all three ways of converting are taken.
    @Test("is read to the last bit as the standard library reads it", arguments: 0..<20)
    func exact(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<10_000 {
            let digits = (0..<Int.random(in: 1...22, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
            var text = digits.map(String.init).joined()
            while text.hasPrefix("0"), text.count > 1 { text.removeFirst() }
            let point = Int.random(in: 0...text.count, using: &random)
            var number = String(text.prefix(point))
            if number.hasPrefix("0"), number.count > 1 { number = "0" }
            if number.isEmpty { number = "0" }
            number += point < text.count ? "." + text.dropFirst(point) : ""
            if random.chance(0.3) { number += "e\(Int.random(in: -40...40, using: &random))" }
            if random.chance(0.3) { number = "-" + number }
            let expected = try #require(Double(number))
            #expect(read(number)?.bitPattern == expected.bitPattern, "\(number)")
        }
    }

    @Test("that was printed is read back", arguments: 0..<5)
    func printed(seed: UInt64) {
        var random = SeededGenerator(seed: 100 + seed)
        for _ in 0..<20_000 {
            let number = random.normal(mean: 0, deviation: 1000) * Double.random(in: 1e-9...1, using: &random)
            #expect(read("\(number)")?.bitPattern == number.bitPattern)
        }
    }

    @Test(
        "is no number when it has more than a number's characters, or a zero in front like a code",
        arguments: [
            "", " ", "007", "00", "-012", "1.2.3", "12a", "1e", "1e+", "--1", "0x10", "+", ".", "e5", "1 2", "nan", "١",
        ])
    func refused(text: String) {
        #expect(read(text) == nil)
    }

    @Test(
        "may have a sign, blanks around it, a bare point or an exponent",
        arguments: [
            ("0", 0.0), ("+5", 5), ("-0.5", -0.5), (".5", 0.5), ("5.", 5), (" 12 ", 12), ("1E3", 1000), ("0e0", 0),
            ("inf", .infinity), ("-Infinity", -.infinity),
        ])
    func accepted(text: String, number: Double) {
        #expect(read(text) == number)
    }

    @Test("may have a comma before its fraction where a file writes it so")
    func comma() {
        #expect(read("-1234,5", decimal: ",") == -1234.5)
        #expect(read("12345678901234567890123,25", decimal: ",") == 12_345_678_901_234_567_890_123.25)
        #expect(read("1.5", decimal: ",") == nil)
    }
}
