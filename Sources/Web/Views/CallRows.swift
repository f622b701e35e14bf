import Storage
import Telemetry

/// Rows of lists of calls.
struct CallRows: Sendable {
    let rooms: Rooms

    /// Characters of the beginning of what was asked.
    static let excerptCharacters = 96
    /// Lists of so many rows or fewer show the beginning of what was asked; longer ones never touch texts.
    static let excerptRows = 50

    /// The rows of stored calls, in their order.
    func rows(_ calls: [StoredCall]) async throws -> [CallRow] {
        var systems: [SystemSlug: SystemHeading] = [:]
        for system in try await rooms.control.systems() { systems[system.slug] = SystemHeading(system) }
        var texts: [CallKey: String] = [:]
        if calls.count <= Self.excerptRows {
            for stored in try await rooms.calls.calls(calls.map(\.call.key), texts: true) {
                let content = stored.call.content.inputText ?? stored.settlement?.mergedContent?.inputText
                texts[stored.call.key] = content.map { String($0.prefix(Self.excerptCharacters)) }
            }
        }
        return calls.map { stored in
            let call = stored.call
            let slug = stored.system ?? .unassigned
            return CallRow(
                id: call.key.hex, system: systems[slug] ?? SystemHeading(slug), time: call.time,
                excerpt: texts[call.key] ?? call.prediction.flatMap(Self.words),
                model: call.model, slices: stored.settlement?.row?.slices ?? [],
                status: call.failed ? .failed(type: call.errorType) : .ok,
                latencySeconds: call.latencyMicroseconds.map { Double($0) / 1e6 }, tokens: Self.tokens(call.tokens),
                cost: CallCost(stored), score: nil)
        }
    }

    /// What a classic model answered: `answered legit, 0.93`.
    private static func words(_ prediction: Prediction) -> String? {
        let figure = (prediction.value ?? prediction.score).map { NumberText.decimal($0, places: 2) }
        let words = [prediction.label, figure].compactMap(\.self)
        if words.isEmpty { return prediction.ranking.first.map { "ranked \($0) first" } }
        return "answered " + words.joined(separator: ", ")
    }

    private static func tokens(_ usage: TokenUsage) -> Int? {
        usage.isUnknown ? nil : Int(clamping: (usage.input ?? 0) + (usage.output ?? 0))
    }
}

extension CallCost {
    /// What a stored call cost, by its settlement.
    init(_ stored: StoredCall) {
        guard let settlement = stored.settlement else {
            self = .noUsage
            return
        }
        switch settlement.price {
        case .priced(let picodollars, _, _): self = .priced(dollars: Double(picodollars) / 1e12)
        case .noPrice: self = .noPrice
        case .noUsage: self = stored.call.kind.isPrediction ? .notApplicable : .noUsage
        }
    }
}
