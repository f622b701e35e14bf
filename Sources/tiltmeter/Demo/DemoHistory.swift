import Foundation
import Intake
import Simulation
import Telemetry

/// Brings the history of the demo's world through the same intake as anybody's, and judges it.
struct DemoHistory {
    let assembly: Assembly
    let output: OutputOptions

    /// Records of one commit.
    private static let batch = 8_192
    /// Batches after which the fold goes on: fewer would write the same rollups more often.
    private static let batchesPerFold = 6

    /// Loads everything that arrived before the world's present.
    func load(_ traffic: inout Traffic, world: World) async throws {
        let begun = ContinuousClock.now
        let session = assembly.intake.beginImport()
        let source = IntakeSource(service: "demo", client: "demo", dialect: "json")
        var (staged, written): (StagedBatch?, StagedBatch?) = (nil, nil)
        var (calls, batches) = (0, 0)
        var day = world.days - 1
        repeat {
            // While these days are made, those before are written, those before them followed up, and what came of those
            // is folded.
            batches += 1
            let (toWrite, toFollow, number) = (staged, written, batches)
            async let folded: Void = fold(after: number)
            async let followed: Void = Self.follow(toFollow, in: session)
            async let nowWritten = Self.write(toWrite, in: session)
            var items: [IntakeItem] = []
            while day >= 0, items.count < Self.batch {
                let until = world.now.advanced(bySeconds: -Int64(day) * 86_400)
                for record in traffic.records(until: until) {
                    if case .call = record.content { calls += 1 }
                    items.append(IntakeItem(record))
                }
                day -= 1
            }
            staged = items.isEmpty ? nil : try await session.stage(IntakeBatch(source: source, items: items))
            written = try await nowWritten
            await followed
            try await folded
            output.progress(
                "Making \(world.days) days of traffic  \(Self.bar(1 - Double(day + 1) / Double(world.days)))  "
                    + "\(calls) calls")
        } while staged != nil || written != nil
        _ = try await session.finish()
        output.progress("Judging \(calls) calls")
        try await assembly.catchUp()
        Terminal.endProgress()
        let seconds = begun.duration(to: .now)
        output.note(
            "\(calls) calls of seven systems, \(world.days) days, made and judged in \(seconds.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1))))."
        )
    }

    private func fold(after batches: Int) async throws {
        if batches.isMultiple(of: Self.batchesPerFold) { try await assembly.fold() }
    }

    private static func write(_ batch: StagedBatch?, in session: ImportSession) async throws -> StagedBatch? {
        if let batch { try await session.write(batch) } else { nil }
    }

    private static func follow(_ batch: StagedBatch?, in session: ImportSession) async {
        if let batch { _ = await session.follow(batch) }
    }

    private static func bar(_ share: Double) -> String {
        let filled = Int((share * 24).rounded())
        return String(repeating: "━", count: filled) + String(repeating: "─", count: 24 - filled)
    }
}

extension IntakeItem {
    /// What a simulated client sends.
    init(_ record: SimulatedRecord) {
        switch record.content {
        case .call(let call): self = .call(call.call)
        case .outcome(let outcome): self = .outcome(outcome.outcome)
        case .change(let change): self = .change(change)
        }
    }
}
