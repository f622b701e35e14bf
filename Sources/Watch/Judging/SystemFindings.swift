/// What judging a system came to: what is new since the last time. Committed in one transaction with the state.
public struct SystemFindings: Sendable {
    /// Something that happened to a tilt.
    public enum Event: Sendable, Hashable {
        /// Evidence reached the monitor's budget, or a plain rule fired.
        case raised(TiltReport)
        /// A further alarm, with a size wholly beyond the first.
        case steeper(TiltReport)
        /// Its size and evidence, brought up to date.
        case updated(TiltReport)
        /// The statement of recovery: back since that second.
        case recovered(key: String, since: Int64, at: Int64)
        /// Ended by a new baseline.
        case rebaselined(key: String, at: Int64)
    }

    /// Baselines that were pinned, with the second of pinning and why.
    public internal(set) var pinned: [(baseline: PinnedBaseline, at: Int64, reason: String)] = []
    /// Monitors that ended, with the second.
    public internal(set) var retired: [(monitorID: String, at: Int64)] = []
    /// What happened to tilts, in order.
    public internal(set) var events: [Event] = []
    /// How many blocks were judged.
    public internal(set) var blocks = 0
}
