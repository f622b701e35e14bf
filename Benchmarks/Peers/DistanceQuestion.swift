import Statistics

/// How far two windows of counts over the same cells are apart (docs/statistics.md 3.5).
struct DistanceQuestion: Decodable {
    struct Answer: Encodable {
        var jensenShannon: Double
        var hellinger: Double
        var wasserstein: Double
        var stabilityIndex: Double
        var kolmogorovSmirnov: Double
        var kolmogorovSmirnovP: Double
        var association: Double
        var associationDegrees: Int
        var associationP: Double
        var cramersV: Double
    }

    /// Of the cells, rising.
    var values: [Double]
    var reference: [Double]
    var current: [Double]

    func answer() -> Answer {
        let largestGap = TwoWindowTest.kolmogorovSmirnov(reference, current)
        let association = TwoWindowTest.association(reference, current)
        return Answer(
            jensenShannon: CountDistance.jensenShannon(reference, current),
            hellinger: CountDistance.hellinger(reference, current),
            wasserstein: CountDistance.wasserstein(values: values, reference, current),
            stabilityIndex: CountDistance.stabilityIndex(reference, current).plain,
            kolmogorovSmirnov: largestGap.distance, kolmogorovSmirnovP: largestGap.p,
            association: association.statistic, associationDegrees: association.degrees, associationP: association.p,
            cramersV: association.cramersV)
    }
}
