import RealModule

/// What each bet wins at a one, for the last null mean: between changes of season and ratchet the null mean stays, and its
/// logarithms need not be taken again. Never stored, and no part of what makes detectors equal.
struct GainCache: Sendable, Hashable {
    private var mean = Double.nan
    private(set) var logWon: [Double] = []

    /// Takes the logarithms if the mean is another one than last time.
    @inline(__always)
    mutating func prepare(mean: Double, bets: [Double]) {
        if mean == self.mean { return }
        self.mean = mean
        let odds = 1 / mean - 1
        if logWon.isEmpty { logWon = bets }
        for index in bets.indices { logWon[index] = Double.log(onePlus: bets[index] * odds) }
    }

    static func == (_: GainCache, _: GainCache) -> Bool { true }

    func hash(into _: inout Hasher) {}
}
