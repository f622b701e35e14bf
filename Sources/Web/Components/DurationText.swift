/// How spans of time are written: the two largest units, whole.
package enum DurationText {
    /// `3 d 18 h`, `6 h 5 min`, `12 min`, `2 s`, `340 ms`.
    package static func short(seconds: Double) -> String {
        guard seconds.isFinite else { return "unknown" }
        let whole = Int(min(max(0, seconds), 1e11).rounded())
        switch whole {
        case 0: return seconds <= 0 ? "0 s" : "\(Int((seconds * 1000).rounded())) ms"
        case 1..<60: return "\(whole) s"
        case 60..<3600: return "\(whole / 60) min"
        case 3600..<86_400:
            let minutes = whole % 3600 / 60
            return minutes == 0 || whole >= 36_000 ? "\((whole + 1800) / 3600) h" : "\(whole / 3600) h \(minutes) min"
        default:
            let days = whole / 86_400
            let hours = whole % 86_400 / 3600
            return hours == 0 || days >= 14 ? "\(days) d" : "\(days) d \(hours) h"
        }
    }

    /// In words for people who listen: `3 days 18 hours`.
    package static func spoken(seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 1e11).rounded())
        let parts = [(whole / 86_400, "day"), (whole % 86_400 / 3600, "hour"), (whole % 3600 / 60, "minute")]
        let named = parts.filter { $0.0 > 0 }.prefix(2).map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return named.isEmpty ? "\(whole) seconds" : named.joined(separator: " ")
    }

    /// How rarely a false alarm this strong comes up, from months: `under once in 17 years`.
    package static func rarity(months: Double) -> String { "under once in \(span(months: months))" }

    /// `17 years`, `5 months`, `9 days`; never more than it is.
    package static func span(months: Double) -> String {
        switch months {
        case 1200...: "100 years"
        case 24...: "\(Int(months / 12)) years"
        case 2...: "\(Int(months)) months"
        case let few where few >= 0.1: "\(Int(few * 30)) days"
        default: "3 days"
        }
    }
}
