public import Telemetry

/// A change with its number in the ledger.
public struct StoredChange: Sendable, Hashable {
    /// `CHG-880`.
    public var number: ChangeNumber
    /// When the ledger got it.
    public var recorded: Timestamp
    /// The change.
    public var change: Change

    /// A change with its number.
    public init(number: ChangeNumber, recorded: Timestamp, change: Change) {
        self.number = number
        self.recorded = recorded
        self.change = change
    }
}

/// What became of a change that was sent.
public struct RecordedChange: Sendable, Hashable {
    /// The change as the ledger holds it: of two with one key the first.
    public var stored: StoredChange
    /// False when the ledger had it already.
    public var isNew: Bool

    /// What became of a change.
    public init(stored: StoredChange, isNew: Bool) {
        self.stored = stored
        self.isNew = isNew
    }
}
