/// Which way of a signal is worse, so that left and down are worse in every drawing.
package struct Harm: Sendable, Hashable {
    /// Whether a rising figure is worse.
    package let isUp: Bool

    /// A signal whose direction nobody has said is drawn as if more were better.
    package init(_ better: Better) {
        isUp = better == .low
    }

    /// A scale in which larger values of a worse-when-up signal lie lower. `top` and `bottom` are pixels.
    func scale(_ domain: ClosedRange<Double>, top: Double, bottom: Double) -> LinearScale {
        LinearScale(domain: domain, start: isUp ? top : bottom, end: isUp ? bottom : top)
    }
}
