/// What time it is, in UTC.
///
/// Handed in wherever time matters: nothing below the assembly reads the machine's clock by itself, so that demos, tests
/// and replays run on any time.
public protocol WallClock: Sendable {
    /// The present instant.
    func now() -> Timestamp
}
