import Telemetry
import Testing

@Suite("Decimal text")
struct DecimalTextTests {
    @Test(
        "becomes a whole number of the power asked for, exactly",
        arguments: [
            ("0.15", 6, 150_000), ("3", 6, 3_000_000), ("1.25e-06", 12, 1_250_000), ("2.5E-7", 12, 250_000),
            ("0", 6, 0), ("-0", 6, 0), ("0.00000125", 12, 1_250_000), ("5e-08", 12, 50_000), ("1e3", 0, 1_000),
            ("15.000000", 6, 15_000_000), ("0.003625", 6, 3_625), ("12", 9, 12_000_000_000), ("-1.5", 1, -15),
        ])
    func exact(text: String, power: Int, value: Int64) throws {
        let result = try #require(DecimalText.scaled(text, power: power))
        #expect(result.value == value)
        #expect(result.isExact)
    }

    @Test("that is finer than the unit is rounded, half away from zero, and says so")
    func rounded() throws {
        let down = try #require(DecimalText.scaled("0.0000004", power: 6))
        #expect(down.value == 0 && !down.isExact)
        let up = try #require(DecimalText.scaled("0.0000015", power: 6))
        #expect(up.value == 2 && !up.isExact)
        let long = try #require(
            DecimalText.scaled("0.1000000000000000055511151231257827021181583404541015625", power: 6))
        #expect(long.value == 100_000 && !long.isExact)
    }

    @Test(
        "that is no number or too large is refused",
        arguments: ["", "-", "abc", "1e", "1.2.3", "1,5", "0x10", "1e400", "NaN"])
    func refused(text: String) {
        #expect(DecimalText.scaled(text, power: 6) == nil)
    }

    @Test("never passes through floating point: every hundred-thousandth up to one is met")
    func allSteps() throws {
        for step in 0..<100_000 {
            let digits = String(step)
            let text = "0." + String(repeating: "0", count: 5 - digits.count) + digits
            let result = try #require(DecimalText.scaled(text, power: 5))
            #expect(result.value == Int64(step) && result.isExact)
        }
    }
}
