import OTLP
import Storage
import Telemetry

/// A batch whose items were looked at one by one: refused, measured, stripped of texts that are not kept.
struct PreparedBatch: Sendable {
    /// An item that goes to the log.
    struct Item: Sendable {
        /// Indirect for the same reason as ``IntakeItem``.
        indirect enum Content: Sendable {
            case birth(Call)
            case span(Call)
            case context(ContextSpan)
            case event(ContentEvent)
            case outcome(Outcome)
        }

        let index: Int
        let content: Content
        let texts: TextRetention
    }

    var results: [IntakeReceipt.Result?]
    var items: [Item] = []
    var changes: [(index: Int, change: Change)] = []
    var counts = SourceCounts()

    init(_ batch: IntakeBatch, window: AcceptanceWindow, rule: VerdictRule, policies: TextPolicies, hash: TextHash) {
        results = Array(repeating: nil, count: batch.items.count)
        items.reserveCapacity(batch.items.count)
        counts.received = batch.items.count
        for (index, item) in batch.items.enumerated() {
            if let refusal = window.refusal(of: item.time) {
                refuse(index, refusal)
                continue
            }
            if window.isAhead(item.time) { counts.skewed += 1 }
            switch item {
            case .call(let call):
                note(call, window, rule)
                add(call, index, policies, hash, content: Item.Content.birth)
            case .span(let call):
                note(call, window, rule)
                add(call, index, policies, hash, content: Item.Content.span)
            case .context(var context):
                let texts = policies.retention(system: context.system, service: context.service)
                if texts == .drop { context.content = CallContent() }
                items.append(Item(index: index, content: .context(context), texts: texts))
            case .event(var event):
                let texts = policies.retention(system: nil, service: event.service ?? batch.source.service)
                event.textFacts = ContentFacts.measure(
                    event.content, finishReasons: event.finishReasons, kind: .llm, failed: false, hash: hash)
                if !event.textFacts.hasOutput { event.textFacts.empty = nil }
                if texts == .drop { event.content = CallContent() }
                items.append(Item(index: index, content: .event(event), texts: texts))
            case .outcome(let outcome):
                items.append(Item(index: index, content: .outcome(outcome), texts: .month))
            case .change(let change):
                changes.append((index, change))
            }
        }
        guard batch.isStrict, results.contains(where: { $0 != nil }) else { return }
        for index in results.indices where results[index] == nil { results[index] = .withheld }
        items = []
        changes = []
    }

    private mutating func refuse(_ index: Int, _ reason: RefusalReason) {
        results[index] = .refused(reason)
        counts.refused[reason.rawValue, default: 0] += 1
    }

    private mutating func note(_ call: Call, _ window: AcceptanceWindow, _ rule: VerdictRule) {
        if call.timeAssumed { counts.timeAssumed += 1 }
        if rule.verdict(callTime: call.time, arrived: window.received, settles: window.received) == nil {
            counts.late += 1
        }
    }

    private mutating func add(
        _ call: Call, _ index: Int, _ policies: TextPolicies, _ hash: TextHash, content: (Call) -> Item.Content
    ) {
        var call = call
        call.textFacts = ContentFacts.measure(
            call.content, finishReasons: call.finishReasons, kind: call.kind, failed: call.failed, hash: hash)
        let texts = policies.retention(system: call.system, service: call.service)
        if texts == .drop { call.content = CallContent() }
        items.append(Item(index: index, content: content(call), texts: texts))
    }
}

extension IntakeItem {
    /// When it happened.
    var time: Timestamp {
        switch self {
        case .call(let call), .span(let call): call.time
        case .context(let context): context.time
        case .event(let event): event.time
        case .outcome(let outcome): outcome.time
        case .change(let change): change.time
        }
    }
}
