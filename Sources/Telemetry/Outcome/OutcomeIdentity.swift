/// How an outcome gets its key.
public enum OutcomeIdentity {
    /// The key of an outcome that its client named.
    public static func key(clientID: String) -> CallKey {
        CallKey(hashing: [0x6F, 0] + Array(clientID.utf8))
    }

    /// The key of an outcome without a name: of its target, name, rater, value and, where the client gave one, time. The
    /// same feedback twice changes nothing.
    public static func key(of outcome: Outcome, hasOwnTime: Bool) -> CallKey {
        var content = subject(of: outcome, tag: 0x4F)
        func add(_ text: String?) { content += framed(text) }
        switch outcome.value {
        case .number(let number): content += [1] + withUnsafeBytes(of: number.bitPattern.bigEndian) { Array($0) }
        case .boolean(let flag): content += [2, flag ? 1 : 0]
        case .text(let text):
            content.append(3)
            add(text)
        case nil: content.append(0)
        }
        add(outcome.label)
        add(outcome.text)
        if hasOwnTime { content += withUnsafeBytes(of: outcome.time.nanoseconds.bigEndian) { Array($0) } }
        return CallKey(hashing: content)
    }

    /// The key of an outcome whose client tells it from others of the same target, name and rater by an identifier: what
    /// it says may change, it stays the same outcome.
    public static func key(of outcome: Outcome, identifier: String) -> CallKey {
        CallKey(hashing: subject(of: outcome, tag: 0x49) + framed(identifier))
    }

    /// Target, kind, name and rater.
    private static func subject(of outcome: Outcome, tag: UInt8) -> [UInt8] {
        var content: [UInt8] = [tag, 0]
        switch outcome.target {
        case .call(let key): content += [1] + key.bytes
        case .span(let trace, let span): content += [2] + trace.bytes + span.bytes
        case .trace(let trace): content += [3] + trace.bytes
        case .response(let id, let system, let trace):
            content += [4] + framed(id) + framed(system?.text) + (trace?.bytes ?? [])
        case .session(let session): content += [5] + framed(session.text)
        }
        for text in [outcome.kind.rawValue, outcome.name, outcome.rater.kind.rawValue, outcome.rater.name] {
            content += framed(text)
        }
        return content
    }

    /// A text with its length before it, so that no two lists of texts give the same bytes.
    private static func framed(_ text: String?) -> [UInt8] {
        let bytes = Array((text ?? "\u{1}").utf8)
        return withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) } + bytes
    }
}
