public import OTLP
import Telemetry

extension ItemReader {
    /// Reads one change.
    public func change(_ value: JSONValue) throws(ItemError) -> ChangeItem {
        var kind: Change.Kind?
        var title: String?
        var systems: [SystemSlug] = []
        var time: Timestamp?
        var warnings: [ItemWarning] = []
        var change = Change(
            key: CallKey(hashing: []), kind: .other, title: "", systems: [], time: window.received)
        for (name, json) in try object(value) where !json.isNull {
            let member = ItemValue(value: json, pointer: "/\(ItemValue.escaped(name.string))")
            switch name {
            case "kind": kind = try member.choice(Change.Kind.self)
            case "title": title = try member.text(200)
            case "systems": systems = try self.systems(member)
            case "id": change.clientID = try member.text(128)
            case "ref": change.ref = try member.text(128)
            case "from": change.from = try member.text(128)
            case "to": change.to = try member.text(128)
            case "time": time = try acceptedTime(member)
            case "until": change.until = try member.time()
            case "author": change.author = try member.text(128)
            case "url": change.url = try address(member)
            case "detail": change.detail = try cut(member, 65_536, &warnings)
            default: warnings.append(Self.unknown(name))
            }
        }
        guard let kind else {
            throw ItemError("/kind", "must be one of \(Change.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let title else { throw ItemError("/title", "is required") }
        change.kind = kind
        change.title = title
        change.systems = systems
        change.time = time ?? window.received
        if let until = change.until, until < change.time { throw ItemError("/until", "must not be before time") }
        change.key = ChangeIdentity.key(of: change, hasOwnTime: time != nil)
        return ChangeItem(change: change, warnings: warnings)
    }

    /// A list of systems, or one; `*` is all, which an empty list stands for.
    private func systems(_ member: ItemValue) throws(ItemError) -> [SystemSlug] {
        let names = member.value.kind == .array ? try member.list(atMost: 200) : [member]
        if names.contains(where: { $0.value.string == "*" }) { return [] }
        var result: [SystemSlug] = []
        for name in names {
            let slug = try slug(name)
            if !result.contains(slug) { result.append(slug) }
        }
        return result
    }

    /// An address that a page may link to.
    private func address(_ member: ItemValue) throws(ItemError) -> String? {
        guard let url = try member.text(2_048) else { return nil }
        let lower = url.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), !url.contains(where: { $0.isWhitespace })
        else {
            throw member.error("must be an http or https address")
        }
        return url
    }
}
