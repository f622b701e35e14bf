public import Telemetry

/// The settled rows of one quiet system, in the order in which they would be stored: calls as they are made, outcomes as
/// they arrive.
public struct QuietRows: Sequence, IteratorProtocol, Sendable {
    private let system: QuietSystem
    private let start: Timestamp
    private var hour: Int64
    private let end: Int64
    private var ready: [SettledRow] = []
    private var position = 0
    private var late: [SettledRow] = []
    private let slices: [[SliceValue]]

    init(_ system: QuietSystem, start: Timestamp, days: Int) {
        self.system = system
        self.start = start
        hour = start.seconds.flooredQuotient(by: 3_600)
        end = hour + Int64(days) * 24
        slices = system.parts.map { [SliceValue("model", "quiet-1"), SliceValue("part", $0.value)] }
    }

    /// The name of the outcome: a share, high is better.
    public static let outcomeName = SignalName(stored: "accepted")

    /// The next row; `nil` after the last hour. Outcomes that arrive later than that are not told.
    public mutating func next() -> SettledRow? {
        while position == ready.count {
            guard hour < end else { return nil }
            fill()
        }
        defer { position += 1 }
        return ready[position]
    }

    private mutating func fill() {
        ready.removeAll(keepingCapacity: true)
        position = 0
        for event in system.events(hour: hour, start: start) {
            ready.append(row(of: event))
            if let outcome = event.outcome {
                late.append(
                    SettledRow(
                        subject: .outcome, system: system.slug, kind: .llm, callTime: event.time,
                        verdictTime: outcome.arrival, slices: slices[event.part],
                        measures: [Measure(Self.outcomeName, outcome.isGood)]))
            }
        }
        hour += 1
        let limit = Timestamp(seconds: hour * 3_600)
        var waiting: [SettledRow] = []
        for row in late {
            if let time = row.verdictTime, time < limit { ready.append(row) } else { waiting.append(row) }
        }
        late = waiting
        ready.sort { ($0.verdictTime ?? $0.callTime) < ($1.verdictTime ?? $1.callTime) }
    }

    private func row(of event: QuietSystem.Event) -> SettledRow {
        var measures = [Measure(.success, !event.failed)]
        if !event.failed {
            measures.reserveCapacity(5)
            measures.append(Measure(.latency, .duration, Int64(event.milliseconds * 1_000)))
            measures.append(Measure(.inputTokens, .count, event.inputTokens))
            measures.append(Measure(.outputTokens, .count, event.outputTokens))
            measures.append(
                Measure(.cost, .money, event.inputTokens * 200_000 + event.outputTokens * 800_000))
        }
        return SettledRow(
            subject: .call, system: system.slug, kind: .llm, callTime: event.time, verdictTime: event.time,
            slices: slices[event.part], measures: measures)
    }
}
