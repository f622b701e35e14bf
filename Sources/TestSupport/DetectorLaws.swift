public import Testing

/// The laws of everything that judges block by block, as callable checks.
public enum DetectorLaws {
    /// Stopping at any block, storing the state, reading it back and going on gives the same states, bit for bit, as never
    /// having stopped.
    ///
    /// - Parameters:
    ///   - start: a detector before its first block.
    ///   - blocks: what it judges, in order.
    ///   - encode: the stored form.
    ///   - decode: reads it.
    ///   - step: judges one block.
    public static func expectRestoreGoesOn<Detector, Block>(
        _ start: Detector, blocks: [Block], encode: (Detector) -> [UInt8], decode: ([UInt8]) throws -> Detector,
        step: (inout Detector, Block) -> Void, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var straight = start
        var restarted = start
        for (index, block) in blocks.enumerated() {
            step(&straight, block)
            step(&restarted, block)
            restarted = try decode(encode(restarted))
            guard encode(restarted) == encode(straight) else {
                Issue.record("The state differs after block \(index).", sourceLocation: sourceLocation)
                return
            }
        }
    }

    /// Nothing changed in so many watched months, so alarms stay within what the budget allows: by Markov's inequality for
    /// the whole count, and by the binomial tail when each of `runs` independent runs alarms with at most this probability.
    ///
    /// - Parameters:
    ///   - alarmed: how many runs raised at least one alarm.
    ///   - runs: how many independent runs there were.
    ///   - probability: that one run raises an alarm, at most: budget times months, plus delta.
    ///   - surprise: a correct detector fails this check with at most this probability.
    public static func expectWithinBudget(
        alarmed: Int, runs: Int, probability: Double, surprise: Double = 2e-4,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let allowed = largestPlausible(runs: runs, probability: probability, surprise: surprise)
        #expect(
            alarmed <= allowed,
            "\(alarmed) of \(runs) runs alarmed; at a probability of \(probability) each, more than \(allowed) is a surprise of \(surprise).",
            sourceLocation: sourceLocation)
    }

    /// The largest number of alarmed runs that is no surprise: the binomial tail beyond it is at most `surprise`.
    public static func largestPlausible(runs: Int, probability: Double, surprise: Double) -> Int {
        if probability >= 1 { return runs }
        var term = 1.0
        for _ in 0..<runs { term *= 1 - probability }
        var cumulated = term
        var count = 0
        while 1 - cumulated > surprise, count < runs {
            term *= Double(runs - count) / Double(count + 1) * probability / (1 - probability)
            cumulated += term
            count += 1
        }
        return count
    }
}
