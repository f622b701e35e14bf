import Telemetry

extension Truth {
    /// The truth of the demo's world.
    init(_ calendar: WorldCalendar) {
        func text(_ days: Double) -> String { calendar.time(days: days).rfc3339 }
        let outage = calendar.outage
        now = calendar.now.rfc3339
        faults = [
            PlantedFault(
                id: "provider-change", system: "support-answers", signals: ["groundedness", "thumbs"],
                slices: ["language:es+topic:billing", "language:es", "topic:billing"],
                onset: text(SupportAnswers.onset),
                onsetDays: SupportAnswers.onset, rampDays: SupportAnswers.complete - SupportAnswers.onset,
                before: SupportAnswers.grounded(lost: 0), after: SupportAnswers.grounded(lost: 1), unit: "share",
                cause: "atlas-4 answers with another build under the same name", mustBeSeenAs: ["quality tilting"],
                mustNotBeSeenAs: ["operations", "traffic mix"], waitsFor: []),
            PlantedFault(
                id: "prompt-42", system: "reply-drafts", signals: ["accepted"], slices: [],
                onset: text(ReplyDrafts.onset),
                onsetDays: ReplyDrafts.onset, rampDays: 0, before: ReplyDrafts.accepted.before,
                after: ReplyDrafts.accepted.after, unit: "share", cause: "Reply prompt 41 → 42",
                mustBeSeenAs: ["trust tilting"], mustNotBeSeenAs: ["quality tilting"], waitsFor: []),
            PlantedFault(
                id: "fraud-amount", system: "fraud-scoring", signals: ["amount"], slices: ["channel:app"],
                onset: text(FraudScoring.onset), onsetDays: FraudScoring.onset, rampDays: 0, before: 1, after: 0.01,
                unit: "scale", cause: "Payments service 3.4", mustBeSeenAs: ["inputs watch", "inputs tilting"],
                mustNotBeSeenAs: ["quality tilting"], waitsFor: ["input monitoring"]),
            PlantedFault(
                id: "fraud-age", system: "fraud-scoring", signals: ["account_age_days"], slices: [],
                onset: text(FraudScoring.onset), onsetDays: FraudScoring.onset, rampDays: 0,
                before: FraudScoring.ageMissing.before, after: FraudScoring.ageMissing.after, unit: "null share",
                cause: "Payments service 3.4", mustBeSeenAs: ["inputs watch", "inputs tilting"],
                mustNotBeSeenAs: ["quality tilting"], waitsFor: ["input monitoring"]),
            PlantedFault(
                id: "fraud-device", system: "fraud-scoring", signals: ["device"], slices: [],
                onset: text(FraudScoring.onset), onsetDays: FraudScoring.onset, rampDays: 0, before: 0,
                after: FraudScoring.newDevice.1, unit: "share of a new category", cause: "Payments service 3.4",
                mustBeSeenAs: ["inputs watch", "inputs tilting"], mustNotBeSeenAs: ["quality tilting"],
                waitsFor: ["input monitoring"]),
            PlantedFault(
                id: "template-9", system: "invoice-extraction", signals: ["output_tokens", "cost"], slices: [],
                onset: text(InvoiceExtraction.onset), onsetDays: InvoiceExtraction.onset, rampDays: 0, before: 1,
                after: InvoiceExtraction.growth, unit: "output tokens, relative", cause: "Invoice template 8 → 9",
                mustBeSeenAs: ["cost watch", "cost tilting"],
                mustNotBeSeenAs: ["quality tilting", "operations tilting"],
                waitsFor: []),
            PlantedFault(
                id: "price-cut", system: "invoice-extraction", signals: ["cost"], slices: [],
                onset: calendar.priceChange.start.rfc3339, onsetDays: calendar.days(to: calendar.priceChange.start),
                rampDays: 0, before: 1, after: 0.96, unit: "price, relative", cause: "ledger-2 becomes 4 % cheaper",
                mustBeSeenAs: ["price component of the cost"],
                mustNotBeSeenAs: ["quality tilting", "operations tilting"],
                waitsFor: ["cost decomposition"]),
            PlantedFault(
                id: "slow-tail", system: "search-reranking", signals: ["latency"], slices: [],
                onset: text(SearchReranking.onset), onsetDays: SearchReranking.onset,
                rampDays: SearchReranking.complete - SearchReranking.onset, before: 0.01, after: 0.04,
                unit: "share above the old p99", cause: nil, mustBeSeenAs: ["operations watch", "operations tilting"],
                mustNotBeSeenAs: ["quality tilting", "trust tilting"], waitsFor: []),
            PlantedFault(
                id: "outage", system: "support-answers", signals: ["success"], slices: [],
                onset: outage.lowerBound.rfc3339,
                onsetDays: calendar.days(to: outage.lowerBound), rampDays: 0, before: 1 - ModelService.errorRate,
                after: 0.06,
                unit: "share", cause: nil, mustBeSeenAs: ["operations, recovered"], mustNotBeSeenAs: ["tilting now"],
                waitsFor: [], end: outage.upperBound.rfc3339),
        ]
        traps = [
            QuietTrap(
                system: "refund-triage", what: "A campaign triples the volume and brings easier requests, for a week.",
                mustBeSeenAs: ["level"], mustNotBeSeenAs: ["quality tilting", "quality better"]),
            QuietTrap(
                system: "lead-scoring", what: "Three days old.", mustBeSeenAs: ["learning"],
                mustNotBeSeenAs: ["level", "any zero"]),
            QuietTrap(
                system: "reply-drafts", what: "Judges see no difference while people trust it less.",
                mustBeSeenAs: ["quality level"], mustNotBeSeenAs: ["quality tilting"]),
            QuietTrap(
                system: "fraud-scoring", what: "Labels are nine days late.",
                mustBeSeenAs: ["quality estimate, with the reason"],
                mustNotBeSeenAs: ["quality tilting"]),
            QuietTrap(
                system: "search-reranking", what: "Nobody tells whether results were any good.",
                mustBeSeenAs: ["no trust signal connected"], mustNotBeSeenAs: ["trust level"]),
        ]
    }
}

extension SupportAnswers {
    /// How often answers are grounded on average, with a part of the loss: 0 before, 1 at full size.
    static func grounded(lost: Double) -> Double {
        let rate = segments.reduce(0) { $0 + $1.share * ($1.grounded - $1.loss * lost) }
        return (rate * 10_000).rounded() / 10_000
    }
}
