internal import Dispatch
internal import Synchronization

/// Independent pieces of work on as many threads as there are cores.
enum Parallel {
    /// The results of `work(0) ..< work(count)`, in order. Returns when all are done.
    static func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
        let results = Mutex([Result?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let result = work(index)
            results.withLock { $0[index] = result }
        }
        return results.withLock { $0.compactMap { $0 } }
    }
}
