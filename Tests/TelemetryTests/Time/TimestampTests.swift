import Telemetry
import Testing

@Suite("A timestamp")
struct TimestampTests {
    @Test(
        "is written as RFC 3339 with the decimals it needs",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_795_426_800_120_000_000, "2026-11-23T09:40:00.120Z"),
            (1_000, "1970-01-01T00:00:00.000001Z"), (1, "1970-01-01T00:00:00.000000001Z"),
            (-1, "1969-12-31T23:59:59.999999999Z"), (951_782_400_000_000_000, "2000-02-29T00:00:00Z"),
            (-2_203_891_200_000_000_000, "1900-03-01T00:00:00Z"),
        ])
    func written(nanoseconds: Int64, text: String) {
        #expect(Timestamp(nanoseconds: nanoseconds).rfc3339 == text)
        #expect(Timestamp(rfc3339: text)?.nanoseconds == nanoseconds)
    }

    @Test(
        "reads offsets, other separators, missing zones and bare days",
        arguments: [
            ("2026-11-12T10:41:58+01:00", "2026-11-12T09:41:58Z"), ("2026-11-12T09:41:58-0330", "2026-11-12T13:11:58Z"),
            ("2026-11-12 09:41:58z", "2026-11-12T09:41:58Z"), ("2026-11-12t09:41:58", "2026-11-12T09:41:58Z"),
            ("2026-12-03", "2026-12-03T00:00:00Z"), ("2026-12-03T07:30", "2026-12-03T07:30:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"), ("2026-01-01T00:30:00+14:00", "2025-12-31T10:30:00Z"),
            ("2026-11-12T09:41:58,5Z", "2026-11-12T09:41:58.500Z"),
            ("2026-11-12T09:41:58.1234567899Z", "2026-11-12T09:41:58.123456789Z"),
        ])
    func read(text: String, canonical: String) {
        #expect(Timestamp(rfc3339: text)?.rfc3339 == canonical)
    }

    @Test(
        "refuses everything else",
        arguments: [
            "", "2026", "2026-11", "2026-13-01", "2026-02-29", "2100-02-29", "2026-11-12T24:00:00Z",
            "2026-11-12T09:60Z",
            "2026-11-12T09:41:58.", "2026-11-12T09:41:58+", "2026-11-12T09:41:58+1", "2026-11-12T09:41:58Zjunk",
            "2026-11-12T09:41:61Z", "9999-01-01", "0001-01-01", "٢٠٢٦-11-12", "2026-11-12T09:41:58Z\u{0}",
            " 2026-11-12",
            "-026-11-12", "2026-1-1", "1e9",
        ])
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("survives a round trip through text at any instant of its range")
    func roundTrip() {
        var state: UInt64 = 20_261_121
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let time = Timestamp(nanoseconds: Int64(bitPattern: state) / 65_536 * 65_521)
            guard (1_678...2_261).contains(CivilDate(time).components.year) else { continue }
            #expect(Timestamp(rfc3339: time.rfc3339) == time)
        }
    }

    @Test("guesses the unit of a bare number by its size")
    func unixNumbers() {
        let expected = Timestamp(seconds: 1_795_426_800)
        #expect(Timestamp(unixNumber: Int64(1_795_426_800)) == expected)
        #expect(Timestamp(unixNumber: Int64(1_795_426_800_000)) == expected)
        #expect(Timestamp(unixNumber: Int64(1_795_426_800_000_000)) == expected)
        #expect(Timestamp(unixNumber: Int64(1_795_426_800_000_000_000)) == expected)
        #expect(Timestamp(unixNumber: 1_795_426_800.5)?.nanoseconds == 1_795_426_800_500_000_000)
        #expect(Timestamp(unixNumber: Int64(-1)) == nil)
        #expect(Timestamp(unixNumber: Double.nan) == nil)
        #expect(Timestamp(unixNumber: Double.infinity) == nil)
        #expect(Timestamp(unixNumber: 1e19) == nil)
    }

    @Test("saturates instead of trapping")
    func saturation() {
        #expect(Timestamp(seconds: .max).nanoseconds == .max)
        #expect(Timestamp(seconds: .min).nanoseconds == .min)
        #expect(Timestamp(nanoseconds: .max).advanced(bySeconds: 1).nanoseconds == .max)
        #expect(Timestamp(nanoseconds: .max).nanoseconds(since: Timestamp(nanoseconds: .min)) == .max)
    }
}
