/// Where an entry stands in the log. Positions are totally ordered, and that order is *storage order*.
public struct LogPosition: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The log part's ordinal, 1 for the first part of an installation; never used again.
    public let part: Int64
    /// The row's number within its part, from 1.
    public let row: Int64

    /// Before every entry.
    public static let start = LogPosition(part: 0, row: 0)

    /// A position in a part.
    public init(part: Int64, row: Int64) {
        self.part = part
        self.row = row
    }

    /// `12-345`: also the form of cursors.
    public var description: String { "\(part)-\(row)" }

    /// Reads ``description``; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 2, let part = Int64(fields[0]), let row = Int64(fields[1]), part >= 0, row >= 0 else {
            return nil
        }
        self.init(part: part, row: row)
    }

    /// Storage order.
    public static func < (left: LogPosition, right: LogPosition) -> Bool {
        (left.part, left.row) < (right.part, right.row)
    }
}
