/// An entry in the ledger of what changed.
public struct Change: Sendable, Hashable {
    /// What changed. The raw values are part of the API.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case deploy, prompt, model, index, data, price, flag, provider, judge, traffic, other
    }

    /// Identity: the client's id, else a hash of kind, ref, title and time.
    public var key: CallKey
    /// The client's own id.
    public var clientID: String?
    /// What changed.
    public var kind: Kind
    /// In words, at most 200 characters.
    public var title: String
    /// The systems it touches; empty is all.
    public var systems: [SystemSlug]
    /// Commit or version.
    public var ref: String?
    /// Version before.
    public var from: String?
    /// Version after.
    public var to: String?
    /// When it took effect.
    public var time: Timestamp
    /// When it ended, for campaigns and roll-outs.
    public var until: Timestamp?
    /// Who made it.
    public var author: String?
    /// Where to read more.
    public var url: String?
    /// Details such as a diff, at most 64 KiB.
    public var detail: String?
    /// True when the program found it in the traffic and nobody sent it.
    public var found: Bool

    /// A change of which only the least is known yet.
    public init(key: CallKey, kind: Kind, title: String, systems: [SystemSlug], time: Timestamp, found: Bool = false) {
        self.key = key
        self.kind = kind
        self.title = title
        self.systems = systems
        self.time = time
        self.found = found
    }
}

extension Change {
    /// How far apart the report of a change and its first call may lie.
    package static let sameChangeSeconds: Int64 = 86_400

    /// True when the traffic shows here what somebody sent: the same kind and version, for one of its systems, within a day.
    package func repeats(_ sent: Change) -> Bool {
        guard found, !sent.found, kind == sent.kind, let to,
            abs(time.nanoseconds(since: sent.time)) <= Self.sameChangeSeconds * 1_000_000_000,
            sent.systems.isEmpty || systems.contains(where: sent.systems.contains)
        else { return false }
        return [sent.to, sent.ref].contains { version in
            guard let version, !version.isEmpty else { return false }
            return to == version || to.hasSuffix("@" + version)
        }
    }
}
