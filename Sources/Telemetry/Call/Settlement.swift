/// What became final about a call when its trace had arrived: written once beside the call, never changed.
///
/// Everything that numbers are made of reads the settlement, so that what arrives later completes pages but no number.
public struct Settlement: Sendable, Hashable {
    /// The call.
    public var call: CallKey
    /// Its system, own or inherited.
    public var system: SystemSlug
    /// When it settled; for imported history the record's own time.
    public var time: Timestamp
    /// Values with what ancestors lent.
    public var user: PersonKey?
    /// See ``user``.
    public var session: PersonKey?
    /// See ``user``.
    public var prompt: PromptReference?
    /// See ``user``.
    public var mitigation: String?
    /// Own attributes and those of ancestors; own keys win.
    public var attributes: [String: AttributeValue]
    /// The call that this one repeats (double instrumentation); it counts nowhere then.
    public var duplicateOf: CallKey?
    /// Texts that came apart from the call, from log events or a duplicate.
    public var mergedContent: CallContent?
    /// Derived facts.
    public var facts: CallFacts
    /// Our price.
    public var price: CallPrice
    /// The row that the folds read; `nil` for duplicates.
    public var row: SettledRow?

    /// A settlement of a call into a system.
    public init(call: CallKey, system: SystemSlug, time: Timestamp) {
        self.call = call
        self.system = system
        self.time = time
        attributes = [:]
        facts = CallFacts()
        price = .noUsage
    }
}
