extension Timestamp {
    /// RFC 3339 in UTC with `Z`; as many of 0, 3, 6 or 9 decimals as the value needs.
    public var rfc3339: String {
        let date = CivilDate(dayNumber: seconds.flooredQuotient(by: 86_400))
        let secondOfDay = seconds - seconds.flooredQuotient(by: 86_400) * 86_400
        let fraction = nanoseconds - seconds * 1_000_000_000
        var text =
            "\(date.text)T\(Self.padded(secondOfDay / 3_600, 2)):\(Self.padded(secondOfDay / 60 % 60, 2)):\(Self.padded(secondOfDay % 60, 2))"
        if fraction != 0 {
            if fraction % 1_000_000 == 0 {
                text += ".\(Self.padded(fraction / 1_000_000, 3))"
            } else if fraction % 1_000 == 0 {
                text += ".\(Self.padded(fraction / 1_000, 6))"
            } else {
                text += ".\(Self.padded(fraction, 9))"
            }
        }
        return text + "Z"
    }

    /// Reads RFC 3339 (`2026-11-12T09:41:58.120Z`, offsets, a space for the `T`, lower case), a time without zone (taken
    /// as UTC) and a bare date (00:00 UTC). A leap second counts as the second before it. Nothing else.
    public init?(rfc3339 text: some StringProtocol) {
        let read = text.utf8.withContiguousStorageIfAvailable { Self.nanoseconds(rfc3339: $0) }
        guard let value = read ?? Array(text.utf8).withUnsafeBufferPointer(Self.nanoseconds(rfc3339:)) else {
            return nil
        }
        self.init(nanoseconds: value)
    }

    private static func nanoseconds(rfc3339 text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var scanner = DigitScanner(bytes: text)
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
            let day = scanner.digits(2), let date = CivilDate(year: year, month: Int(month), day: Int(day))
        else { return nil }
        var total = date.dayNumber * 86_400
        var fraction: Int64 = 0
        if !scanner.isAtEnd {
            guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" "), let hour = scanner.digits(2), hour < 24,
                scanner.skip(":"), let minute = scanner.digits(2), minute < 60
            else { return nil }
            var second: Int64 = 0
            if scanner.skip(":") {
                guard let value = scanner.digits(2), value <= 60 else { return nil }
                second = min(value, 59)
            }
            if scanner.skip(".") || scanner.skip(",") {
                guard let value = scanner.fraction() else { return nil }
                fraction = value
            }
            total += hour * 3_600 + minute * 60 + second
            if !(scanner.skip("Z") || scanner.skip("z")), !scanner.isAtEnd {
                let sign: Int64
                if scanner.skip("+") { sign = 1 } else if scanner.skip("-") { sign = -1 } else { return nil }
                guard let hours = scanner.digits(2), hours < 24 else { return nil }
                _ = scanner.skip(":")
                guard let minutes = scanner.digits(2), minutes < 60 else { return nil }
                total -= sign * (hours * 3_600 + minutes * 60)
            }
        }
        guard scanner.isAtEnd, (1_678...2_261).contains(year) else { return nil }
        return total * 1_000_000_000 + fraction
    }

    /// A bare number as Unix time: below 10¹¹ seconds, below 10¹⁴ milliseconds, below 10¹⁷ microseconds, else
    /// nanoseconds. `nil` when negative, not finite or beyond the range.
    public init?(unixNumber value: Double) {
        guard value.isFinite, value >= 0 else { return nil }
        let scale: Double = value < 1e11 ? 1e9 : value < 1e14 ? 1e6 : value < 1e17 ? 1e3 : 1
        let scaled = (value * scale).rounded()
        guard scaled < 9.2e18 else { return nil }
        self.init(nanoseconds: Int64(scaled))
    }

    /// The same reading for whole numbers, exact.
    public init?(unixNumber value: Int64) {
        guard value >= 0 else { return nil }
        let limits: [(Int64, Int64)] = [
            (100_000_000_000, 1_000_000_000), (100_000_000_000_000, 1_000_000), (100_000_000_000_000_000, 1_000),
        ]
        let scale = limits.first { value < $0.0 }?.1 ?? 1
        let (product, overflow) = value.multipliedReportingOverflow(by: scale)
        guard !overflow else { return nil }
        self.init(nanoseconds: product)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

/// As RFC 3339 text, in every document that people or programs read.
extension Timestamp: Codable {
    /// - Throws: `DecodingError` when the text is no time.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = Timestamp(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no RFC 3339 time.")
        }
        self = time
    }

    /// Encodes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

/// Reads fixed runs of ASCII digits, without a regular expression and without allocation.
private struct DigitScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func digit() -> Int64? {
        guard position < bytes.count, case 48...57 = bytes[position] else { return nil }
        defer { position += 1 }
        return Int64(bytes[position] - 48)
    }

    mutating func digits(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// One to any number of digits after the decimal sign, as nanoseconds; digits beyond the ninth are dropped.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var read = 0
        while let digit = digit() {
            if read < 9 { value = value * 10 + digit }
            read += 1
        }
        guard read > 0 else { return nil }
        for _ in 0..<max(0, 9 - read) { value *= 10 }
        return value
    }
}
