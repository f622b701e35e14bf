import Storage
import Telemetry

/// Reads the records of traces that are due and makes them ready to settle.
struct TraceReader: Sendable {
    /// A trace, ready to settle.
    struct Ready: Sendable {
        var candidates: [SettlementDesk.Candidate] = []
        /// Under which names outcomes may point at the calls, and at the spans around them.
        var identities: [CallIdentity] = []
        var lateDuplicates = 0
        var lateCalls = 0
        var unmatchedEvents = 0
    }

    let store: any CallStore
    let prices: PriceShelf
    let rule: VerdictRule
    let isReference: Bool

    /// - Parameter calls: which calls of the trace settle; `nil` for all that have not.
    func read(
        _ id: TraceID, calls wanted: [CallKey]?, settles: Timestamp
    ) async throws(StorageError) -> Ready {
        guard var trace = try await store.trace(id, texts: false) else { return Ready() }
        // Texts are read only where one record may lend its own to another.
        let scopes = Set(trace.calls.map(\.call.scope))
        if !trace.events.isEmpty || scopes.count > 1 { trace = try await store.trace(id, texts: true) ?? trace }
        var records = TraceRecords()
        var arrived: [CallKey: Timestamp] = [:]
        for stored in trace.calls {
            records.calls.append(stored.call)
            arrived[stored.call.key] = stored.arrived
            if let settlement = stored.settlement { records.settled[stored.call.key] = settlement.system }
        }
        records.contexts = trace.contexts.map(\.span)
        records.events = trace.events.map(\.event)
        let resolved = TraceResolution.resolve(records)
        var ready = Ready()
        ready.unmatchedEvents = resolved.unmatchedEvents
        let chosen = wanted.map(Set.init)
        for item in resolved.calls where chosen?.contains(item.call.key) != false {
            let call = item.call
            let verdict = rule.verdict(callTime: call.time, arrived: arrived[call.key] ?? settles, settles: settles)
            if verdict == nil { ready.lateCalls += 1 }
            if item.cameLate { ready.lateDuplicates += 1 }
            ready.candidates.append(
                SettlementDesk.Candidate(
                    call: call, standing: item.standing, name: item.system, contentWasMerged: item.contentWasMerged,
                    price: prices.price(of: call), time: rule.settled(callTime: call.time, settles: settles),
                    verdict: verdict, isReference: isReference))
            ready.identities.append(CallIdentity(call))
            if let span = call.spanID, CallKey(trace: id, span: span) != call.key {
                ready.identities.append(CallIdentity(key: CallKey(trace: id, span: span)))
            }
        }
        if !ready.candidates.isEmpty {
            for context in trace.contexts {
                ready.identities.append(
                    CallIdentity(key: CallKey(trace: id, span: context.span.spanID), trace: id))
            }
        }
        return ready
    }
}

extension CallIdentity {
    /// The names of a call with what it inherited.
    init(_ call: Call) {
        self.init(key: call.key, trace: call.traceID, responseID: call.responseID, session: call.session)
    }
}
