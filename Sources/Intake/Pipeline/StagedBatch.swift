import Storage
import Telemetry

/// A batch on its way through intake: measured and settled, then written, then followed up.
package struct StagedBatch: Sendable {
    let source: IntakeSource
    var prepared: PreparedBatch
    /// One per item of ``prepared``, in their order.
    let entries: [LogEntry]
    let rule: VerdictRule
    let session: ImportSession.Place?
    /// By which time verdict buckets count what settled with it.
    let verdict: Timestamp
    /// When it came.
    let time: Timestamp
    /// What became of the entries; empty until they are written.
    var results: [AppendResult] = []

    /// The calls that were stored with it and have settled, without texts.
    var settledCalls: [StoredCall] {
        zip(entries, results).compactMap { entry, result in
            guard case .call(var call, let settlement?, _) = entry, case .stored(let position) = result else {
                return nil
            }
            call.content = CallContent()
            return StoredCall(
                position: position, arrived: time, call: call, texts: .none, settlement: settlement,
                settledAt: position)
        }
    }
}
