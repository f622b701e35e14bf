import Simulation
import Storage
import Telemetry
import Testing
import Watch

/// What was planted in the demo's world is found through the real intake path, and next to nothing else is.
@Suite("The demo's world")
struct DemoTruthTests {
    private static let now = Timestamp(rfc3339: "2026-11-21T09:00:00Z")!

    /// One system and signal that must be found, with the days before now between which it was noticed.
    private struct Planted {
        let system: String
        let signals: Set<String>
        let noticed: ClosedRange<Double>
        let onset: Double
    }

    private static let planted = [
        Planted(system: "support-answers", signals: ["groundedness"], noticed: 0...9, onset: 9),
        Planted(system: "reply-drafts", signals: ["accepted"], noticed: 0...6, onset: 6),
        Planted(system: "invoice-extraction", signals: ["output_tokens", "cost"], noticed: 0...9, onset: 9),
        Planted(system: "search-reranking", signals: ["latency"], noticed: 0...14, onset: 14),
    ]

    /// What may follow from what was planted and need not be found: ratings after groundedness, labels of payments once
    /// they come, nine days after the drift of their fields, and the outage of 20 minutes that ended by itself.
    private static func follows(_ tilt: TiltDraft, days: Double) -> Bool {
        let isOutage = (32...34).contains(days) && tilt.state == .recovered
        let isRating = tilt.system.text == "support-answers" && tilt.signal.text == "thumbs" && days <= 9
        let isLabel = tilt.system.text == "fraud-scoring" && tilt.signal == .labelAgreement && days <= 3
        let isPlanted = planted.contains {
            $0.system == tilt.system.text && $0.signals.contains(tilt.signal.text) && days <= $0.onset
        }
        return isPlanted || isRating || isLabel || isOutage
    }

    /// Slices of one signal show the same thing: what is found besides is counted by system and signal.
    @Test("shows every planted truth of what is built, and at most one tilt more in five seeds")
    func findsWhatWasPlanted() async throws {
        var others: [String: (slice: String, days: Double)] = [:]
        for seed: UInt64 in 1...5 {
            let playground = try await Playground(now: Self.now, prices: [DemoPrices.table(now: Self.now)])
            var traffic = World(seed: seed, now: Self.now).traffic()
            try await playground.play(traffic.records(until: Self.now))
            let tilts = try await playground.folder.control.tilts(TiltQuery())
            for truth in Self.planted {
                let found = tilts.contains { record in
                    let days = Self.now.seconds(since: record.tilt.noticed) / 86_400
                    return record.tilt.system.text == truth.system && truth.signals.contains(record.tilt.signal.text)
                        && truth.noticed.contains(days)
                }
                #expect(found, "seed \(seed): \(truth.system) \(truth.signals)")
            }
            for record in tilts where try record.tilt.report().cause == .evidence {
                let days = Self.now.seconds(since: record.tilt.noticed) / 86_400
                if !Self.follows(record.tilt, days: days) {
                    others["seed \(seed): \(record.tilt.system) \(record.tilt.signal)"] =
                        (record.tilt.slice, -days)
                }
            }
            try await playground.close()
        }
        #expect(others.count <= 1, "\(others)")
    }

    @Test("says of the provider's change for whom: Spanish first")
    func saysForWhom() async throws {
        let playground = try await Playground(now: Self.now, prices: [DemoPrices.table(now: Self.now)])
        var traffic = World(seed: 1, now: Self.now).traffic()
        try await playground.play(traffic.records(until: Self.now))
        var query = TiltQuery()
        query.system = SystemSlug("support-answers")
        query.signal = SignalName("groundedness")
        let tilt = try #require(try await playground.folder.control.tilts(query).last { $0.tilt.slice.isEmpty })
        let hurt = try await playground.reporter.whereItHurts(tilt, end: Self.now)
        #expect(hurt.first?.slices.first?.value == SliceValue("language", "es"))
        let total = hurt.first?.slices.reduce(0) { $0 + $1.shareOfChange } ?? 0
        #expect(abs(total - 1) < 0.01)
        try await playground.close()
    }
}
