import Synchronization

/// Memory that requests in work may use together: who would go beyond it is turned away before his body is read.
public final class MemoryBudget: Sendable {
    /// A share of the budget. It is given back when the last reference is gone, or earlier by ``release()``.
    public final class Reservation: Sendable {
        private let budget: MemoryBudget
        private let bytes: Mutex<Int>

        fileprivate init(_ budget: MemoryBudget, bytes: Int) {
            self.budget = budget
            self.bytes = Mutex(bytes)
        }

        /// Gives the share back; once.
        public func release() {
            let held = bytes.withLock { held in
                defer { held = 0 }
                return held
            }
            budget.used.withLock { $0 -= held }
        }

        deinit { release() }
    }

    /// Bytes in all.
    public let limit: Int
    private let used = Mutex(0)

    /// A budget of so many bytes.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Bytes that are reserved now.
    public var reserved: Int { used.withLock { $0 } }

    /// Takes a share.
    ///
    /// - Parameter bytes: the size of the inflated body, or eight times the declared size while that is unknown; what is
    ///   larger than the whole budget is admitted when nothing else is in work.
    /// - Throws: ``IntakeError/Code/busy`` when there is no room.
    public func reserve(bytes: Int) throws(IntakeError) -> Reservation {
        let wanted = min(max(0, bytes), limit)
        let granted = used.withLock { used in
            guard used + wanted <= limit else { return false }
            used += wanted
            return true
        }
        guard granted else {
            throw IntakeError(.busy, "Too much is being received at once. Send the batch again in 2 seconds.")
        }
        return Reservation(self, bytes: wanted)
    }
}
