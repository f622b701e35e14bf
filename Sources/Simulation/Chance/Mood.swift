/// Calls of one user on one day resemble each other: some users of a day fare better, some worse, the mean stays exact.
struct Mood: Sendable {
    /// How far a mood moves a rate, as a share of its distance to the nearer end: 0 to 1.
    var strength: Double

    /// The rate for one user on one day; over all users its mean is the rate itself.
    func shifted(_ rate: Double, seed: UInt64, user: Int, day: Int64) -> Double {
        let isGood = Dice.hash(seed, UInt64(truncatingIfNeeded: user), UInt64(bitPattern: day)) & 1 == 0
        let distance = strength * min(rate, 1 - rate)
        return isGood ? rate + distance : rate - distance
    }
}
