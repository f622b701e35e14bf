import Synchronization

/// Makes names for requests: short, different within a run and, by the seed, between runs.
package final class RequestIDs: Sendable {
    private let seed: UInt64
    private let count = Atomic<UInt64>(0)

    /// - Parameter seed: another one for every run of the process.
    package init(seed: UInt64) {
        self.seed = seed
    }

    /// The sender's own name for the request where it is usable, else a new one.
    package func name(sent: String?) -> String {
        if let sent, (1...128).contains(sent.utf8.count), sent.utf8.allSatisfy(Self.isAllowed) { return sent }
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        // SplitMix64: neighbouring numbers give names that do not look alike.
        var word = seed &+ number &* 0x9e37_79b9_7f4a_7c15
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return "req-" + String(word ^ (word >> 31), radix: 36)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95, 58: true
        default: false
        }
    }
}
