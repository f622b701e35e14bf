import DequeModule
import HeapModule
package import Telemetry

/// Decides when the calls of a trace have everything that will be known of them. Knows no clock, no store and no text:
/// every instant comes in, and what is remembered of a trace are ids and times.
///
/// Spans of one trace arrive in different requests, children before parents, log events on their own schedule. Waiting
/// long makes verdicts late, waiting briefly makes calls without their system. So a call waits
///
/// * while an ancestor is missing, up to ``SettlingLimits/missingAncestorSeconds``, unless the root of the trace has come;
/// * then until its trace has been quiet for ``SettlingLimits/quietSeconds``, longer where its text comes as log events;
/// * never longer than ``SettlingLimits/longestSeconds`` after its last ancestor had come.
///
/// A call without a parent and with its answer waits for nothing but ``SettlingLimits/quietSeconds``.
package struct Settler: Sendable {
    /// Calls of one trace that settle now.
    package struct Due: Sendable, Hashable {
        /// The trace.
        package let trace: TraceID
        /// Its calls that settle, sorted; others of the trace may have settled before or wait still.
        package let calls: [CallKey]
    }

    /// How often something happened since the start.
    package struct Counts: Sendable, Hashable {
        /// Traces settled before their time because too many were pending.
        package var settledEarly = 0
        /// Ancestors and log events that came after their calls had settled.
        package var lateContext = 0
        /// Log events whose span never came.
        package var orphanLogs = 0
        /// Context spans whose trace brought no call.
        package var contextWithoutCall = 0
    }

    private let limits: SettlingLimits
    private var traces: [TraceID: PendingTrace] = [:]
    private var checks = Heap<Check>()
    private var arrivals: Deque<(trace: TraceID, first: Timestamp)> = []
    private var settled: [TraceID: Timestamp] = [:]
    private var settledOrder: Deque<TraceID> = []
    private var servicesWithLogs: Set<String> = []

    /// See ``Counts``.
    package private(set) var counts = Counts()

    private struct Check: Comparable, Sendable {
        let time: Timestamp
        let trace: TraceID
        static func < (left: Check, right: Check) -> Bool { left.time < right.time }
        static func == (left: Check, right: Check) -> Bool { left.time == right.time }
    }

    /// A settler to which nothing has come yet.
    package init(limits: SettlingLimits) {
        self.limits = limits
    }

    /// Traces that wait.
    package var pendingTraces: Int { traces.count }

    /// When the next trace is to be looked at; `nil` when none waits.
    package var nextCheck: Timestamp? { checks.min?.time }

    /// Takes note of a record that was stored.
    ///
    /// - Parameter time: when it arrived; not before that of earlier records.
    /// - Returns: what settles early because too much is pending; usually nothing.
    package mutating func receive(_ record: TraceRecord, at time: Timestamp) -> [Due] {
        if traces[record.trace] == nil {
            if settled[record.trace] != nil {
                switch record.role {
                case .call: break
                case .context, .event:
                    counts.lateContext += 1
                    return []
                }
            }
            traces[record.trace] = PendingTrace(first: time, followsSettled: settled[record.trace] != nil)
            arrivals.append((record.trace, time))
        }
        // Reading and writing through the optional keeps the dictionary's value in place: no copy of its ids.
        let newService = traces[record.trace]?.note(record, at: time) ?? nil
        if let newService, servicesWithLogs.count < 1_000 { servicesWithLogs.insert(newService) }
        let soonest = time.advanced(bySeconds: limits.quietSeconds)
        if let scheduled = traces[record.trace]?.scheduled, scheduled <= soonest {
            // Looked at early enough anyway.
        } else {
            schedule(record.trace, at: soonest)
        }
        if arrivals.count > max(1_024, 4 * traces.count) {
            arrivals = arrivals.filter { traces[$0.trace]?.first == $0.first }
        }
        return traces.count > limits.pendingTraces ? settleOldest(at: time) : []
    }

    /// What settles now.
    ///
    /// - Parameter now: not before the times of records received.
    package mutating func due(at now: Timestamp) -> [Due] {
        var result: [Due] = []
        while let check = checks.min, check.time <= now {
            _ = checks.popMin()
            guard let trace = traces[check.trace], trace.scheduled == check.time else { continue }
            let (calls, next) = trace.look(at: now, limits: limits, servicesWithLogs: servicesWithLogs)
            if !calls.isEmpty {
                result.append(Due(trace: check.trace, calls: calls.sorted()))
                traces[check.trace]?.remove(calls)
            }
            if let next {
                schedule(check.trace, at: max(next, now.advanced(byNanoseconds: 1)))
            } else {
                forget(check.trace, at: now)
            }
        }
        return result
    }

    private mutating func schedule(_ trace: TraceID, at time: Timestamp) {
        traces[trace]?.scheduled = time
        checks.insert(Check(time: time, trace: trace))
    }

    private mutating func forget(_ id: TraceID, at now: Timestamp) {
        guard let trace = traces.removeValue(forKey: id) else { return }
        guard trace.hadCalls else {
            counts.orphanLogs += trace.events
            counts.contextWithoutCall += trace.contexts
            return
        }
        counts.orphanLogs += trace.unmatchedEvents
        if settled.updateValue(now, forKey: id) == nil {
            settledOrder.append(id)
            if settledOrder.count > limits.rememberedTraces { settled[settledOrder.removeFirst()] = nil }
        }
    }

    private mutating func settleOldest(at now: Timestamp) -> [Due] {
        while let oldest = arrivals.popFirst() {
            guard let trace = traces[oldest.trace], trace.first == oldest.first else { continue }
            let calls = trace.waiting
            counts.settledEarly += 1
            traces[oldest.trace]?.remove(calls)
            forget(oldest.trace, at: now)
            return calls.isEmpty ? [] : [Due(trace: oldest.trace, calls: calls.sorted())]
        }
        return []
    }
}
