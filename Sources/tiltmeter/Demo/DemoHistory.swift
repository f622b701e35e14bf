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

    /// Loads everything that arrived before the world's present.
    func load(_ traffic: inout Traffic, world: World) async throws {
        let begun = ContinuousClock.now
        let session = assembly.intake.beginImport()
        let source = IntakeSource(service: "demo", client: "demo", dialect: "json")
        var waiting: [IntakeItem] = []
        var calls = 0
        var day = world.days - 1
        repeat {
            let full = waiting
            // One core makes the next days while the other stores these.
            async let stored = session.append(IntakeBatch(source: source, items: full))
            waiting = []
            while day >= 0, waiting.count < Self.batch {
                let until = world.now.advanced(bySeconds: -Int64(day) * 86_400)
                for record in traffic.records(until: until) {
                    if case .call = record.content { calls += 1 }
                    waiting.append(IntakeItem(record))
                }
                day -= 1
            }
            _ = try await stored
            output.progress(
                "Making \(world.days) days of traffic  \(Self.bar(1 - Double(day + 1) / Double(world.days)))  "
                    + "\(calls) calls")
        } while !waiting.isEmpty
        _ = try await session.finish()
        output.progress("Judging \(calls) calls")
        try await assembly.catchUp()
        Terminal.endProgress()
        let seconds = begun.duration(to: .now)
        output.note(
            "\(calls) calls of seven systems, \(world.days) days, made and judged in \(seconds.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1))))."
        )
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
