internal import OTLP
internal import Telemetry

/// Tells lines that are items of our own API (`POST /v1/calls`, `/v1/outcomes`, `/v1/changes`) from anybody else's.
enum OwnFormat {
    private static let callMembers: Set<String> = [
        "item", "system", "id", "trace_id", "span_id", "parent_span_id", "time", "kind", "operation", "provider",
        "model",
        "model_answered", "model_version", "response_id", "fingerprint", "service_tier", "prompt", "input", "output",
        "documents", "tool_calls", "finish_reason", "tokens", "usage", "cost_usd", "latency_ms", "ttft_ms", "status",
        "error",
        "params", "user", "session", "attributes", "environment", "service", "version", "fields", "prediction",
        "mitigation",
        "outcomes",
    ]
    private static let outcomeMembers: Set<String> = [
        "item", "id", "call_id", "system", "trace_id", "span_id", "response_id", "session", "kind", "name", "value",
        "label",
        "text", "range", "better", "rater", "rationale", "amount_usd", "time", "sampled", "supersedes",
    ]
    private static let changeMembers: Set<String> = [
        "item", "kind", "title", "systems", "id", "ref", "from", "to", "time", "until", "author", "url", "detail",
    ]

    /// What an item of our own API is.
    enum Kind { case call, outcome, change }

    /// What an item says it is, else what its members show.
    static func kind(of object: JSONValue) -> Kind {
        switch object["item"]?.string {
        case "call": return .call
        case "outcome": return .outcome
        case "change": return .change
        default: break
        }
        if isOutcome(object) { return .outcome }
        return object["title"] != nil && object["kind"] != nil ? .change : .call
    }

    /// True when every member is known there and is of the shape that is meant there; an item that names its system may
    /// have some members beside, which intake reports as it does over the wire.
    static func holds(_ object: JSONValue) -> Bool {
        guard let members = object.object, !members.isEmpty else { return false }
        let names = members.map(\.name.string)
        switch object["item"]?.string {
        case "outcome": return names.allSatisfy(outcomeMembers.contains)
        case "change": return names.allSatisfy(changeMembers.contains)
        case "call", nil: break
        default: return false
        }
        if isOutcome(object), names.allSatisfy(outcomeMembers.contains) { return true }
        if object["title"] != nil, object["kind"] != nil, names.allSatisfy(changeMembers.contains) { return true }
        let known = names.count(where: callMembers.contains)
        let isNearlyOwn = object["system"]?.text != nil && known >= 3 && known * 10 >= names.count * 7
        return (known == names.count || isNearlyOwn) && hasShapes(object)
    }

    private static func isOutcome(_ object: JSONValue) -> Bool {
        guard let kind = object["kind"]?.string, Outcome.Kind(rawValue: kind) != nil else { return false }
        return ["call_id", "trace_id", "response_id", "session"].contains { object[name: $0] != nil }
    }

    private static func hasShapes(_ object: JSONValue) -> Bool {
        for name in ["tokens", "usage", "params", "attributes", "fields", "prediction"] {
            if let value = object[name: name], value.kind != .object, !value.isNull { return false }
        }
        for name in ["latency_ms", "ttft_ms", "cost_usd"] {
            if let value = object[name: name], value.number == nil, !value.isNull { return false }
        }
        for name in ["system", "model"] {
            if let value = object[name: name], value.text == nil, !value.isNull { return false }
        }
        if let id = object["id"], id.text == nil, id.integer == nil, !id.isNull { return false }
        if let prompt = object["prompt"]?.string, prompt.count > 128 || prompt.contains(" ") { return false }
        if let status = object["status"]?.string, status != "ok", status != "error" { return false }
        if let time = object["time"] {
            if let text = time.string { return Timestamp(rfc3339: text) != nil }
            return time.number.map { $0 >= TimeReader.smallestUnixTime } ?? time.isNull
        }
        return true
    }
}
