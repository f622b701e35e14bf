import TestSupport

/// Independent worlds on all cores. Each has a generator of its own, so that results do not depend on the number of cores.
enum Worlds {
    /// The results of so many worlds, in order.
    static func run<Result: Sendable>(
        _ count: Int, seed: UInt64, _ world: @escaping @Sendable (inout SeededGenerator, Int) -> Result
    ) async -> [Result] {
        await withTaskGroup(of: (Int, Result).self) { group in
            for index in 0..<count {
                group.addTask {
                    var random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(index))
                    return (index, world(&random, index))
                }
            }
            var results = [Result?](repeating: nil, count: count)
            for await (index, result) in group { results[index] = result }
            return results.compactMap { $0 }
        }
    }
}
