import Statistics

/// What a monitor of a failure rate says about streams (docs/statistics.md 1): each stream begins with its own reference
/// stretch, from which the baseline is learnt as the product does it, season and clustering included.
struct StreamQuestion: Decodable {
    /// Failures per verdict bucket, reference first, one row per stream.
    var streams: [[Int]]
    /// Events in each bucket.
    var eventsPerBucket: Int
    var bucketsPerHour: Int
    /// The first so many buckets of each stream are the reference.
    var referenceBuckets: Int
    /// False alarms allowed per month of 30 days.
    var monthlyBudget: Double
    /// Whether a rise of 5 % of the reference's mean counts as harmless.
    var hasDeadBand: Bool

    /// The events after the reference until the end of the bucket that alarmed, one row per stream.
    func answer() -> [[Int]] { streams.map { alarms(in: $0) } }

    private func alarms(in stream: [Int]) -> [Int] {
        let blocks = stream.map { ObservationBlock.binary(count: Double(eventsPerBucket), ones: Double($0)) }
        let reference = blocks.prefix(referenceBuckets).enumerated().map {
            DatedBlock(hour: $0.offset / bucketsPerHour, block: $0.element)
        }
        let baseline = Baseline(
            Array(reference), kind: .rate,
            settings: .init(
                delta: Budget.delta(monthlyBudget: monthlyBudget), deadBandMode: hasDeadBand ? .larger : .none))
        var monitor = TiltDetector(baselines: [baseline], monthlyBudget: monthlyBudget)
        let credit = BudgetClock.creditMonths(seconds: 3600 / Double(bucketsPerHour), limit: 3600)
        var alarms: [Int] = []
        for index in blocks.indices.dropFirst(referenceBuckets) {
            let verdict = monitor.step(
                [.init(block: blocks[index])], hour: index / bucketsPerHour, creditMonths: credit)
            guard verdict == .tilting else { continue }
            alarms.append((index - referenceBuckets + 1) * eventsPerBucket)
            monitor.endTilt()
        }
        return alarms
    }
}
