public import OTLP
import Telemetry

extension ItemReader {
    /// What an outcome's item says before it is put together.
    private struct Draft {
        var id: String?
        var system: SystemSlug?
        var callID: String?
        var traceID: TraceID?
        var spanID: SpanID?
        var responseID: String?
        var session: PersonKey?
        var kind: Outcome.Kind?
        var name: String?
        var value: Outcome.Value?
        var label: String?
        var text: String?
        var range: ClosedRange<Double>?
        var better: Outcome.Better?
        var rater: Rater?
        var raterName: (name: String?, version: String?)?
        var rationale: String?
        var amount: Int64?
        var time: Timestamp?
        var sampled = 1.0
        var supersedes: String?
        var warnings: [ItemWarning] = []
    }

    /// Reads one outcome.
    public func outcome(_ value: JSONValue) throws(ItemError) -> OutcomeItem {
        try outcome(ItemValue(value: value, pointer: ""), about: nil)
    }

    /// Reads one outcome; one that came with its call is about that call and needs no target.
    func outcome(_ item: ItemValue, about call: Call?) throws(ItemError) -> OutcomeItem {
        guard let object = item.value.object else { throw item.error("must be an object") }
        var draft = Draft()
        draft.system = call?.system ?? system
        for (name, json) in object where !json.isNull {
            let member = ItemValue(value: json, pointer: "\(item.pointer)/\(ItemValue.escaped(name.string))")
            try read(name, member, into: &draft)
        }
        func missing(_ name: String, _ detail: String) -> ItemError { ItemError("\(item.pointer)/\(name)", detail) }
        guard let kind = draft.kind else {
            throw missing("kind", "must be one of \(Outcome.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let name = draft.name ?? (kind == .label ? "label" : nil) else { throw missing("name", "is required") }
        guard SignalName(name) != nil else { throw missing("name", "must have letters or digits") }
        guard draft.value != nil || draft.label != nil || draft.text != nil || draft.amount != nil else {
            throw missing("value", "is required, or label, or text")
        }
        if let range = draft.range, case .number(let number) = draft.value, !range.contains(number) {
            throw missing("value", "must be in the range")
        }
        let target = if let call { OutcomeTarget.call(call.key) } else { try target(draft, missing) }
        let rater = draft.rater ?? Rater(kind.usualRater)
        let time = draft.time ?? window.received
        var outcome = Outcome(
            key: CallKey(hashing: []), target: target, kind: kind, name: name,
            rater: Rater(rater.kind, name: rater.name, version: rater.version), time: time)
        outcome.clientID = draft.id
        outcome.value = draft.value
        outcome.label = draft.label
        outcome.text = draft.text
        outcome.range = draft.range
        outcome.better = draft.better
        outcome.rationale = draft.rationale
        outcome.amountPicodollars = draft.amount
        outcome.sampled = draft.sampled
        outcome.supersedes = draft.supersedes.map { OutcomeIdentity.key(clientID: $0) }
        outcome.key =
            draft.id.map { OutcomeIdentity.key(clientID: $0) }
            ?? OutcomeIdentity.key(of: outcome, hasOwnTime: draft.time != nil)
        return OutcomeItem(outcome: outcome, warnings: draft.warnings)
    }

    private func read(_ name: JSONText, _ member: ItemValue, into draft: inout Draft) throws(ItemError) {
        switch name {
        case "id": draft.id = try identifier(member)
        case "system": draft.system = try slug(member)
        case "call_id": draft.callID = try identifier(member)
        case "trace_id": draft.traceID = try traceID(member)
        case "span_id": draft.spanID = try spanID(member)
        case "response_id": draft.responseID = try member.text(128)
        case "session": draft.session = try member.text(512).map { hasher.session($0) }
        case "kind": draft.kind = try member.choice(Outcome.Kind.self)
        case "name": draft.name = try member.text(64)
        case "value": draft.value = try value(member)
        case "label": draft.label = try label(member)
        case "text": draft.text = try cut(member, 65_536, &draft.warnings)
        case "range": draft.range = try range(member)
        case "better": draft.better = try member.choice(Outcome.Better.self)
        case "rater":
            _ = try member.object()
            guard let kind = member["kind"] else { throw ItemError("\(member.pointer)/kind", "is required") }
            draft.rater = Rater(
                try kind.choice(Rater.Kind.self), name: try member["name"]?.text(128),
                version: try member["version"]?.text(128))
        case "rationale": draft.rationale = try cut(member, 8_192, &draft.warnings)
        case "amount_usd": draft.amount = try money(member, atLeast: -9_000_000)
        case "time": draft.time = try acceptedTime(member)
        case "sampled":
            draft.sampled = try member.number(atMost: 1)
            guard draft.sampled > 0 else { throw member.error("must be > 0") }
        case "supersedes": draft.supersedes = try identifier(member)
        default: draft.warnings.append(ItemWarning(member.pointer, "is not known and was not stored"))
        }
    }

    private func target(
        _ draft: Draft, _ missing: (String, String) -> ItemError
    ) throws(ItemError) -> OutcomeTarget {
        if let id = draft.callID {
            guard let system = draft.system else { throw missing("system", "is required with call_id") }
            return .call(CallKey(clientID: id, system: system))
        }
        if let trace = draft.traceID { return draft.spanID.map { .span(trace, $0) } ?? .trace(trace) }
        if let response = draft.responseID { return .response(response, system: draft.system, trace: nil) }
        if let session = draft.session { return .session(session) }
        if draft.spanID != nil { throw missing("trace_id", "is required with span_id") }
        throw missing("call_id", "is required, or trace_id, response_id or session")
    }

    private func value(_ member: ItemValue) throws(ItemError) -> Outcome.Value? {
        switch member.value.kind {
        case .boolean: return .boolean(try member.boolean())
        case .integer, .real: return .number(try member.number())
        case .string: return try member.text(1_024).map { .text($0) }
        case .null, .array, .object: throw member.error("must be a number, true, false or a text")
        }
    }

    /// Ground truth may be written as true, false or a number.
    private func label(_ member: ItemValue) throws(ItemError) -> String? {
        if let flag = member.value.boolean { return flag ? "true" : "false" }
        return try member.text(64)
    }

    private func range(_ member: ItemValue) throws(ItemError) -> ClosedRange<Double> {
        let ends = try member.list(atMost: 2)
        guard ends.count == 2 else { throw member.error("must be [low, high]") }
        let (low, high) = (try ends[0].number(), try ends[1].number())
        guard low < high else { throw member.error("must be [low, high] with low < high") }
        return low...high
    }
}
