/// How an outcome gets its key.
public enum OutcomeIdentity {
    /// The key of an outcome that its client named.
    public static func key(clientID: String) -> CallKey {
        CallKey(hashing: [0x6F, 0] + Array(clientID.utf8))
    }

    /// The key of an outcome without a name: of its target, name, rater, value and, where the client gave one, time. The
    /// same feedback twice changes nothing.
    public static func key(of outcome: Outcome, hasOwnTime: Bool) -> CallKey {
        var content: [UInt8] = [0x4F, 0]
        func add(_ text: String?) {
            let bytes = Array((text ?? "\u{1}").utf8)
            content += withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) } + bytes
        }
        switch outcome.target {
        case .call(let key): content += [1] + key.bytes
        case .span(let trace, let span): content += [2] + trace.bytes + span.bytes
        case .trace(let trace): content += [3] + trace.bytes
        case .response(let id, let system, let trace):
            content.append(4)
            add(id)
            add(system?.text)
            content += trace?.bytes ?? []
        case .session(let session):
            content.append(5)
            add(session.text)
        }
        add(outcome.kind.rawValue)
        add(outcome.name)
        add(outcome.rater.kind.rawValue)
        add(outcome.rater.name)
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
}
