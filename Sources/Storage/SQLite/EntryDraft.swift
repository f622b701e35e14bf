import Telemetry

/// An entry as it will stand in the log: encoded by the task that brings it, so that the writer only writes.
struct EntryDraft: Sendable {
    /// On disk: never change a number.
    enum Kind: Int64, Sendable {
        case call = 1
        case context = 2
        case event = 3
        case settlement = 4
        case outcome = 5
        case joined = 6
    }

    var kind: Kind
    var key: EntryKey
    /// Of everything that the sender determines, to tell the same entry from another with its key.
    var hash: UInt64
    /// The system it names, or settled into.
    var system: SystemSlug?
    /// The trace; of a joined outcome the call.
    var link: CallKey?
    var response: UInt64?
    var session: UInt64?
    /// Its own time; `nil` when only its arrival is known.
    var time: Timestamp?
    /// The row of the folds.
    var settled: [UInt8]?
    var settlement: [UInt8]?
    var record: [UInt8]
    /// Its texts, and how long they are kept; `nil` without.
    var content: [UInt8]?
    var retention: TextRetention
    /// Of an outcome: the hash of what it waits for.
    var target: UInt64?

    init(_ entry: LogEntry) {
        switch entry {
        case .call(let call, let settlement, let texts): self.init(call, settlement, texts)
        case .context(let span, let texts): self.init(span, texts)
        case .event(let event, let texts): self.init(event, texts)
        case .settlement(let settlement, let texts): self.init(settlement, texts)
        case .outcome(let outcome, let texts): self.init(outcome, texts)
        case .joined(let joined): self.init(joined)
        }
    }

    private init(
        _ kind: Kind, _ key: EntryKey, record: [UInt8], content: [UInt8]? = nil, retention: TextRetention = .drop
    ) {
        self.kind = kind
        self.key = key
        self.record = record
        self.content = retention == .drop ? nil : content
        self.retention = self.content == nil ? .drop : retention
        var hash = StableHash(seed: UInt64(kind.rawValue))
        record.withUnsafeBytes { hash.combine($0) }
        content?.withUnsafeBytes { hash.combine($0) }
        self.hash = hash.value
    }

    private init(_ call: Call, _ settlement: Settlement?, _ texts: TextRetention) {
        self.init(
            .call, EntryKey(.span, call.key), record: CallRecord.encode(call),
            content: call.content.isEmpty ? nil : ContentRecord.encode(call.content), retention: texts)
        if call.timeAssumed {
            // A retry of such a call carries another time of receipt.
            var timeless = call
            timeless.time = Timestamp(nanoseconds: 0)
            hash =
                EntryDraft(
                    .call, key, record: CallRecord.encode(timeless),
                    content: call.content.isEmpty ? nil : ContentRecord.encode(call.content), retention: texts
                ).hash
        } else {
            time = call.time
        }
        system = call.system ?? settlement?.system
        link = call.traceID.map(Self.link)
        response = call.responseID.map(Self.response)
        session = (settlement?.session ?? call.session).map(Self.session)
        if let settlement {
            settled = settlement.row.map(SettledRowRecord.encode)
            self.settlement = SettlementRecord.encode(settlement, of: call)
        } else {
            record += CallRecord.encode(textFacts: call.textFacts)
        }
    }

    private init(_ span: ContextSpan, _ texts: TextRetention) {
        self.init(
            .context, EntryKey(.span, CallKey(trace: span.traceID, span: span.spanID)),
            record: ContextRecord.encode(span),
            content: span.content.isEmpty ? nil : ContentRecord.encode(span.content), retention: texts)
        time = span.time
        system = span.system
        link = Self.link(span.traceID)
    }

    private init(_ event: ContentEvent, _ texts: TextRetention) {
        self.init(
            .event, EntryKey(.event, event.key), record: EventRecord.encode(event),
            content: event.content.isEmpty ? nil : ContentRecord.encode(event.content), retention: texts)
        record += CallRecord.encode(textFacts: event.textFacts)
        time = event.time
        link = Self.link(event.traceID)
    }

    private init(_ settlement: Settlement, _ texts: TextRetention) {
        let content = settlement.mergedContent.map(ContentRecord.encode)
        let record = SettlementRecord.encode(settlement, of: nil)
        self.init(
            .settlement, EntryKey(.settlement, settlement.call), record: record, content: content, retention: texts)
        self.record = []
        self.settlement = record
        settled = settlement.row.map(SettledRowRecord.encode)
        system = settlement.system
        session = settlement.session.map(Self.session)
    }

    private init(_ outcome: Outcome, _ texts: TextRetention) {
        let hasTexts = outcome.text != nil || outcome.rationale != nil
        self.init(
            .outcome, EntryKey(.outcome, outcome.key), record: OutcomeRecord.encode(outcome),
            content: hasTexts ? ContentRecord.encode(text: outcome.text, rationale: outcome.rationale) : nil,
            retention: texts)
        time = outcome.time
        target = Self.target(outcome.target)
    }

    private init(_ joined: JoinedOutcome) {
        self.init(.joined, EntryKey(.joined, joined.outcome), record: [])
        link = joined.call
        settled = joined.row.map(SettledRowRecord.encode)
    }

    /// The space in which traces and keys of calls do not meet: both are 16 bytes at random.
    static func link(_ trace: TraceID) -> CallKey { CallKey(words: trace.words) }

    static func response(_ id: String) -> UInt64 { StableHash.of(id, seed: 0x72) }

    static func session(_ key: PersonKey) -> UInt64 { StableHash.of(key.text, seed: 0x53) }

    /// What an outcome waits for. A span's target is its key, which a call or a context span may bear.
    static func target(_ target: OutcomeTarget) -> UInt64 {
        switch target {
        case .call(let key): self.target(key)
        case .span(let trace, let span): self.target(CallKey(trace: trace, span: span))
        case .trace(let trace): self.target(trace)
        case .response(let id, _, _): response(id)
        case .session(let key): session(key)
        }
    }

    static func target(_ key: CallKey) -> UInt64 { hash(key, seed: 0x6B) }

    static func target(_ trace: TraceID) -> UInt64 { hash(link(trace), seed: 0x74) }

    private static func hash(_ key: CallKey, seed: UInt64) -> UInt64 {
        var hash = StableHash(seed: seed)
        hash.combine(key.words.high)
        hash.combine(key.words.low)
        return hash.value
    }
}

extension CallIdentity {
    /// The hashes of everything that an outcome for this call may wait for.
    var targets: [UInt64] {
        var targets = [EntryDraft.target(key)]
        if let trace { targets.append(EntryDraft.target(trace)) }
        if let responseID { targets.append(EntryDraft.response(responseID)) }
        if let session { targets.append(EntryDraft.session(session)) }
        return targets
    }
}
