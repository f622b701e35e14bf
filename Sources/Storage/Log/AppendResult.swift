/// What became of one entry of an append.
public enum AppendResult: Sendable, Hashable {
    /// It was new and stands at this position.
    case stored(LogPosition)
    /// The same entry was stored before; nothing was written.
    case known
    /// An entry with this key and other content was stored before; the first one stays, nothing was written.
    case conflict

    /// The position of an entry that was new.
    public var position: LogPosition? {
        if case .stored(let position) = self { position } else { nil }
    }
}
