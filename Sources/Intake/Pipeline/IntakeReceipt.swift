public import OTLP

/// What became of a batch. When it is handed out, everything that it calls stored survives a power cut.
public struct IntakeReceipt: Sendable, Hashable {
    /// What became of one item.
    public enum Result: Sendable, Hashable {
        /// New, and stored.
        case stored
        /// Stored before, the same.
        case known
        /// Something else is stored under its key; the first one stays.
        case conflict
        /// Not stored, and why.
        case refused(RefusalReason)
        /// Not stored because another item of its strict batch was refused.
        case withheld
    }

    /// One result per item, in the items' order.
    public var results: [Result]
    /// How many of the stored outcomes wait for their call.
    public var awaited: Int

    /// A receipt.
    public init(results: [Result], awaited: Int) {
        self.results = results
        self.awaited = awaited
    }

    /// How many were new.
    public var stored: Int { results.count { $0 == .stored } }
    /// How many were stored before.
    public var known: Int { results.count { $0 == .known } }
    /// How many are in conflict with what is stored.
    public var conflicts: Int { results.count { $0 == .conflict } }
    /// How many were refused or withheld.
    public var refused: Int {
        results.count { result in
            switch result {
            case .refused, .withheld: true
            case .stored, .known, .conflict: false
            }
        }
    }
}
