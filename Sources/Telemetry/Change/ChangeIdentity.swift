/// How a change gets its key.
public enum ChangeIdentity {
    /// The key of a change: of the client's id, else of kind, ref, title and, where the client gave one, time.
    public static func key(of change: Change, hasOwnTime: Bool) -> CallKey {
        if let id = change.clientID { return CallKey(hashing: [0x67, 0] + Array(id.utf8)) }
        var content: [UInt8] = [0x47, 0]
        for text in [change.kind.rawValue, change.ref ?? "\u{1}", change.title] {
            content += withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { Array($0) } + Array(text.utf8)
        }
        if hasOwnTime { content += withUnsafeBytes(of: change.time.nanoseconds.bigEndian) { Array($0) } }
        return CallKey(hashing: content)
    }
}
