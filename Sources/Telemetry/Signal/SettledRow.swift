/// One settled call or joined outcome as the folds see it: everything that rollups are made of, and nothing else.
///
/// Rollups equal the fold of these rows in storage order, so a row is final when it is written.
public struct SettledRow: Sendable, Hashable {
    /// What settled.
    public enum Subject: UInt8, Sendable, Hashable {
        /// A call. On disk: never change.
        case call = 0
        /// An outcome joined to its call. On disk: never change.
        case outcome = 1
    }

    /// What settled.
    public var subject: Subject
    /// The system that counts it.
    public var system: SystemSlug
    /// Kind of the call (also for outcomes): only the main kind of a system feeds its quality.
    public var kind: CallKind
    /// The call's own time: chart buckets go by it.
    public var callTime: Timestamp
    /// The time by which verdict buckets go: when it settled or was joined; for imports the record's own time. `nil`
    /// when the row is charted only (arrived too late to be judged, or without a time).
    public var verdictTime: Timestamp?
    /// Of a row that came too late to be judged the time by which verdict buckets would have counted it: a new judgement
    /// of all that is kept goes by it. `nil` for rows that are judged, and for those without a time of their own.
    public var lateVerdictTime: Timestamp?
    /// True for rows of a named baseline: charted as such, kept in the reference record, never judged.
    public var isReference: Bool
    /// True when the row withdraws what an earlier row brought (charts only).
    public var withdraws: Bool
    /// Slice dimensions with their values, sorted by dimension, each dimension once.
    public var slices: [SliceValue]
    /// What was measured.
    public var measures: [Measure]

    /// A row of one system.
    public init(
        subject: Subject, system: SystemSlug, kind: CallKind, callTime: Timestamp, verdictTime: Timestamp?,
        lateVerdictTime: Timestamp? = nil, isReference: Bool = false, withdraws: Bool = false,
        slices: [SliceValue] = [], measures: [Measure] = []
    ) {
        self.subject = subject
        self.system = system
        self.kind = kind
        self.callTime = callTime
        self.verdictTime = verdictTime
        self.lateVerdictTime = lateVerdictTime
        self.isReference = isReference
        self.withdraws = withdraws
        self.slices = slices
        self.measures = measures
    }
}
