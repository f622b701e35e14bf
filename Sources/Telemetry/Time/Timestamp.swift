/// An instant: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Range: 1677 to 2262. What lies outside is refused where it comes in (docs/concepts/acceptance.md).
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Nanoseconds since 1970, UTC.
    public let nanoseconds: Int64

    /// - Parameter nanoseconds: since 1970, UTC.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// - Parameter seconds: whole seconds since 1970, UTC; saturates at the ends of the range.
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        nanoseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 { nanoseconds.flooredQuotient(by: 1_000_000_000) }

    /// Whole microseconds since 1970, rounded down.
    public var microseconds: Int64 { nanoseconds.flooredQuotient(by: 1_000) }

    /// The first instant of the UTC day that holds this one.
    public var startOfDay: Timestamp { Timestamp(seconds: seconds.flooredQuotient(by: 86_400) * 86_400) }

    /// In the order of their parts.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Later by so many nanoseconds; saturates at the ends of the range.
    public func advanced(byNanoseconds distance: Int64) -> Timestamp {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(distance)
        return Timestamp(nanoseconds: overflow ? (distance < 0 ? .min : .max) : sum)
    }

    /// Later by so many seconds; saturates at the ends of the range.
    public func advanced(bySeconds distance: Int64) -> Timestamp {
        advanced(byNanoseconds: Timestamp(seconds: distance).nanoseconds)
    }

    /// Nanoseconds from `earlier` to this instant, negative when it is later; saturates.
    public func nanoseconds(since earlier: Timestamp) -> Int64 {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        return overflow ? (nanoseconds < earlier.nanoseconds ? .min : .max) : difference
    }

    /// Seconds from `earlier` to this instant, negative when it is later.
    public func seconds(since earlier: Timestamp) -> Double {
        Double(nanoseconds(since: earlier)) / 1e9
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity, as calendars need.
    package func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return (self % divisor != 0 && (self < 0) != (divisor < 0)) ? quotient - 1 : quotient
    }
}
