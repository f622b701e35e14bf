import Telemetry

/// What is remembered of one trace until its calls have settled: ids and times.
struct PendingTrace: Sendable {
    private struct Span: Sendable {
        let parent: SpanID?
        let isLocalRoot: Bool
        let arrived: Timestamp
    }

    private struct Waiting: Sendable {
        let key: CallKey
        let span: SpanID
        let arrived: Timestamp
        let hasParent: Bool
        var lacksAnswer: Bool
        let service: String?
    }

    /// When its first record came.
    let first: Timestamp
    /// True when calls of the same trace had settled before, so that ancestors may have come and gone.
    let followsSettled: Bool
    /// When it is to be looked at.
    var scheduled: Timestamp?
    /// True when it has, or had, a call.
    private(set) var hadCalls = false
    /// Log events that came.
    private(set) var events = 0
    /// Context spans that came.
    private(set) var contexts = 0

    private var last: Timestamp
    private var rootArrived: Timestamp?
    private var spans: [SpanID: Span] = [:]
    private var calls: [Waiting] = []
    private var answers: Set<SpanID> = []
    private var eventSpans: [SpanID: Int] = [:]

    init(first: Timestamp, followsSettled: Bool) {
        self.first = first
        self.followsSettled = followsSettled
        last = first
    }

    /// Calls that wait.
    var waiting: [CallKey] { calls.map(\.key) }

    /// Log events under spans that never came.
    var unmatchedEvents: Int { eventSpans.reduce(0) { spans[$1.key] == nil ? $0 + $1.value : $0 } }

    /// Takes note of a record.
    ///
    /// - Returns: a service of which is now known that it sends log events.
    mutating func note(_ record: TraceRecord, at time: Timestamp) -> String? {
        last = max(last, time)
        switch record.role {
        case .event(let bringsAnswer):
            events += 1
            eventSpans[record.span, default: 0] += 1
            if bringsAnswer { answers.insert(record.span) }
            guard let index = calls.firstIndex(where: { $0.span == record.span }) else { return nil }
            if bringsAnswer { calls[index].lacksAnswer = false }
            return calls[index].service
        case .context:
            if note(span: record, at: time) { contexts += 1 }
            return nil
        case .call(let key, let lacksAnswer, let service):
            guard note(span: record, at: time) || !calls.contains(where: { $0.key == key }) else { return nil }
            hadCalls = true
            let answered = answers.contains(record.span)
            calls.append(
                Waiting(
                    key: key, span: record.span, arrived: time,
                    hasParent: record.parent != nil && !record.parentIsRemote, lacksAnswer: lacksAnswer && !answered,
                    service: service))
            return eventSpans[record.span] == nil ? nil : service
        }
    }

    private mutating func note(span record: TraceRecord, at time: Timestamp) -> Bool {
        guard spans[record.span] == nil else { return false }
        spans[record.span] = Span(
            parent: record.parent, isLocalRoot: record.parent == nil || record.parentIsRemote, arrived: time)
        if record.parent == nil { rootArrived = rootArrived ?? time }
        return true
    }

    /// Takes calls off that settled.
    mutating func remove(_ keys: [CallKey]) {
        let gone = Set(keys)
        calls.removeAll { gone.contains($0.key) }
    }

    /// What settles now, and when to look again; no time when nothing is left to wait for.
    func look(
        at now: Timestamp, limits: SettlingLimits, servicesWithLogs: Set<String>
    ) -> (
        calls: [CallKey], next: Timestamp?
    ) {
        guard !calls.isEmpty else {
            guard !hadCalls else { return ([], nil) }
            let end = first.advanced(bySeconds: events > 0 ? limits.lateSeconds : limits.contextSeconds)
            return ([], end <= now ? nil : end)
        }
        let awaitsLogs = calls.contains { $0.lacksAnswer && $0.service.map(servicesWithLogs.contains) == true }
        let quiet = last.advanced(bySeconds: awaitsLogs ? limits.quietForLogsSeconds : limits.quietSeconds)
        var settling: [CallKey] = []
        var next: Timestamp?
        var tops: [SpanID: Timestamp?] = [:]
        for call in calls {
            let due: Timestamp
            if let complete = ancestorsArrived(above: call.span, memo: &tops) ?? rootArrived {
                var limit = min(quiet, max(complete, call.arrived).advanced(bySeconds: limits.longestSeconds))
                if !call.hasParent, !call.lacksAnswer {
                    limit = min(limit, call.arrived.advanced(bySeconds: limits.quietSeconds))
                }
                due = limit
            } else {
                due = call.arrived.advanced(
                    bySeconds: followsSettled ? limits.longestSeconds : limits.missingAncestorSeconds)
            }
            if due <= now { settling.append(call.key) } else { next = min(next ?? due, due) }
        }
        if next == nil, settling.count < calls.count { next = now }
        return (settling, next)
    }

    /// When the last of a span's ancestors up to a local root had arrived; `nil` while one is missing.
    private func ancestorsArrived(above start: SpanID, memo: inout [SpanID: Timestamp?]) -> Timestamp? {
        if let known = memo[start] { return known }
        var latest: Timestamp?
        var current = start
        var path: Set<SpanID> = []
        var answer: Timestamp?
        while let span = spans[current] {
            guard path.insert(current).inserted else {  // a circle of parents has no root: nothing to wait for
                answer = latest
                break
            }
            latest = max(latest ?? span.arrived, span.arrived)
            if span.isLocalRoot {
                answer = latest
                break
            }
            guard let parent = span.parent else { break }
            current = parent
        }
        memo[start] = .some(answer)
        return answer
    }
}
