package import Telemetry

/// What follows the question mark, kept as it was sent: slices and conditions are split at literal signs before anything is
/// decoded.
package struct Query: Sendable, Hashable {
    /// Names and raw values in their order.
    package let items: [(name: String, raw: String)]

    /// - Parameter text: without the question mark.
    package init(_ text: some StringProtocol) {
        items = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (PercentCoding.formDecoded(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
    }

    /// The value as sent; `nil` when absent. The first counts when it is given twice.
    package func raw(_ name: String) -> String? { items.first { $0.name == name }?.raw }

    /// The value decoded as forms are: `+` is a space.
    package func text(_ name: String) -> String? { raw(name).map(PercentCoding.formDecoded) }

    /// Several values with commas between them; empty when absent.
    package func list(_ name: String) -> [String] {
        (raw(name) ?? "").split(separator: ",").map(PercentCoding.formDecoded)
    }

    /// A whole number within a range, or the standard one when absent.
    /// - Throws: ``Problem`` of kind `invalid`.
    package func integer(_ name: String, in range: ClosedRange<Int>, standard: Int) throws -> Int {
        guard let text = text(name), !text.isEmpty else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw Problem(.invalid, "The parameter \(name) takes \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// True for `true`, `1`, `yes` and for the name alone.
    /// - Throws: ``Problem`` of kind `invalid` for anything else.
    package func flag(_ name: String) throws -> Bool {
        switch text(name)?.lowercased() {
        case nil, "false", "0", "no": return false
        case "", "true", "1", "yes": return true
        default: throw Problem(.invalid, "The parameter \(name) takes true or false.")
        }
    }

    /// An instant: RFC 3339, a date, or a Unix time.
    /// - Throws: ``Problem`` of kind `invalid`.
    package func time(_ name: String) throws -> Timestamp? {
        // A plus sign in a query may be the sign of a zone's offset that nobody encoded.
        guard let text = raw(name).map(PercentCoding.decoded), !text.isEmpty else { return nil }
        if let time = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "T00:00:00Z") { return time }
        if let number = Int64(text), let time = Timestamp(unixNumber: number) { return time }
        throw Problem(.invalid, "The parameter \(name) takes a time such as 2026-11-12T09:42:00Z, or a date.")
    }

    package static func == (left: Query, right: Query) -> Bool {
        left.items.elementsEqual(right.items) { $0.name == $1.name && $0.raw == $1.raw }
    }

    package func hash(into hasher: inout Hasher) {
        for item in items {
            hasher.combine(item.name)
            hasher.combine(item.raw)
        }
    }
}
