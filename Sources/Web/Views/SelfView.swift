import Intake
import Storage
import Telemetry
import Watch

/// What the server knows about itself.
struct SelfView: Sendable {
    let rooms: Rooms

    /// Beyond this the fold is too far behind for numbers to be called present.
    static let tolerableSeconds = 300.0

    /// How many seconds ago the oldest row settled that has not been folded; 0 when all is folded.
    func behindSeconds(now: Timestamp) async throws -> Double {
        let position = try await rooms.fold.checkpoint()
        guard let oldest = try await rooms.calls.settledRows(after: position, limit: 1).items.first else { return 0 }
        // History settles at its own time: it cannot be behind for longer than the server runs.
        return max(
            0,
            min(
                now.seconds(since: oldest.row.verdictTime ?? oldest.row.callTime), now.seconds(since: rooms.run.started)
            ))
    }

    /// What is wrong, in words; empty when nothing is.
    func complaints(now: Timestamp) async -> [String] {
        var reasons: [String] = []
        if let failure = await rooms.intake.storeFailure() {
            reasons.append("the store does not take data: \(failure.message)")
        }
        do {
            _ = try await rooms.control.systems()
            let behind = try await behindSeconds(now: now)
            if behind > Self.tolerableSeconds {
                reasons.append("numbers are \(Int(behind)) s behind what was received")
            }
        } catch {
            reasons.append("the store cannot be read")
        }
        return reasons
    }

    /// The document of `/v1/self`.
    func document(now: Timestamp) async throws -> SelfDocument {
        var received = SelfDocument.Received(stored: 0, known: 0, conflicts: 0, refused: [:])
        for counts in rooms.intake.counters.snapshot().values {
            received.stored += counts.stored
            received.known += counts.known
            received.conflicts += counts.conflicts
            received.refused.merge(counts.refused, uniquingKeysWith: +)
        }
        let parts = try await rooms.calls.parts()
        return SelfDocument(
            version: rooms.run.version, time: now, started: rooms.run.started, demo: rooms.run.isDemo,
            received: received,
            fold: .init(
                position: try await rooms.fold.checkpoint().description, end: try await rooms.calls.end().description,
                behindSeconds: try await behindSeconds(now: now)),
            log: .init(
                parts: parts.count, entries: Int(parts.reduce(0) { $0 + $1.entries }),
                calls: Int(parts.reduce(0) { $0 + $1.calls }), bytes: Int(parts.reduce(0) { $0 + $1.bytes }),
                textBytes: Int(parts.reduce(0) { $0 + $1.textBytes.values.reduce(0, +) })),
            outcomesAwaited: await rooms.calls.awaitedCount(),
            lastFailure: await rooms.intake.storeFailure()?.message,
            setAside: try await rooms.control.setAsideParts().map {
                .init(
                    name: $0.name, time: $0.happened, reason: $0.reason, calls: $0.calls.map { Int($0) },
                    counted: $0.isFolded)
            })
    }
}
