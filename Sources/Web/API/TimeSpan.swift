import Telemetry
import Watch

/// From when to when, read from a query: `from` and `to`, or `range` back from `to`.
struct TimeSpan: Sendable {
    let from: Timestamp
    let to: Timestamp

    /// - Throws: ``Problem`` that names the parameter.
    init(_ query: Query, now: Timestamp, standardDays: Int64 = 7) throws {
        let to = try query.time("to") ?? now
        let days: Int64
        switch query.text("range") {
        case nil: days = standardDays
        case "24h": days = 1
        case "7d": days = 7
        case "30d": days = 30
        case "90d": days = 90
        default: throw Problem(.invalid, "The parameter range takes 24h, 7d, 30d or 90d.")
        }
        let from = try query.time("from") ?? to.advanced(bySeconds: -days * 86_400)
        guard from < to else { throw Problem(.invalid, "The parameter from must lie before to.") }
        (self.from, self.to) = (from, to)
    }

    /// The width of buckets: as asked for, or such that a chart has at most a few hundred of them.
    /// - Throws: ``Problem`` when it is none of the words, or would make too many.
    func resolution(_ word: String?, isSliced: Bool) throws -> SystemReporter.Resolution {
        let seconds = to.seconds(since: from)
        let chosen: SystemReporter.Resolution
        switch word {
        case "1m": chosen = .minute
        case "1h": chosen = .hour
        case "1d": chosen = .day
        case nil, "auto": chosen = isSliced || seconds > 14 * 86_400 ? .day : seconds > 6 * 3_600 ? .hour : .minute
        default: throw Problem(.invalid, "The parameter bucket takes 1m, 1h, 1d or auto.")
        }
        guard !isSliced || chosen == .day else { throw Problem(.invalid, "Slices are kept by the day: bucket=1d.") }
        guard seconds / Double(chosen.rawValue) <= 11_600 else {
            throw Problem(.invalid, "That would be more than 11,600 buckets; take wider ones.")
        }
        return chosen
    }
}
