public import Telemetry

/// What the folds read: settled rows in storage order.
public struct SettledRows: Sendable {
    /// A settled row and where it stands.
    public struct Item: Sendable, Hashable {
        /// Where the entry stands that settled it.
        public var position: LogPosition
        /// The row.
        public var row: SettledRow

        /// A row at its position.
        public init(position: LogPosition, row: SettledRow) {
            self.position = position
            self.row = row
        }
    }

    /// The rows.
    public var items: [Item]
    /// Everything up to and with this position has been read: the next checkpoint.
    public var end: LogPosition
    /// True when the log holds more behind ``end``.
    public var hasMore: Bool

    /// Rows up to a position.
    public init(items: [Item], end: LogPosition, hasMore: Bool) {
        self.items = items
        self.end = end
        self.hasMore = hasMore
    }
}
