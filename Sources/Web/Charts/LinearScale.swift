/// Maps values to pixels, straight. The range may run backwards.
struct LinearScale {
    let domain: ClosedRange<Double>
    let start: Double
    let end: Double

    func callAsFunction(_ value: Double) -> Double {
        let width = domain.upperBound - domain.lowerBound
        guard width > 0 else { return (start + end) / 2 }
        return start + (end - start) * (value - domain.lowerBound) / width
    }

    /// Round values inside the domain, at most `count` of them, a step of 1, 2, 2.5 or 5 times a power of ten apart.
    func ticks(atMost count: Int) -> [Double] {
        let width = domain.upperBound - domain.lowerBound
        guard width > 0, width.isFinite, count > 0 else { return [domain.lowerBound] }
        var power = 1.0
        while power * 10 < width / Double(count) { power *= 10 }
        while power > width / Double(count) { power /= 10 }
        for step in [1, 2, 2.5, 5, 10, 20].map({ $0 * power }) where width / step <= Double(count) {
            let first = (domain.lowerBound / step).rounded(.up)
            let last = (domain.upperBound / step).rounded(.down)
            guard first <= last else { break }
            return stride(from: first, through: last, by: 1).map { $0 * step }
        }
        return [domain.lowerBound]
    }
}
