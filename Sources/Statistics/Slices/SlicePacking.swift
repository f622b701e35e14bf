/// Size and expected failures of a slice in one 64-bit number, so that the pass over all calls is one addition per call and
/// pair of attributes.
///
/// The low bits count calls, the high bits sum expectations as whole multiples of a small unit: for a million calls about
/// 10⁻⁷. Good enough to rank slices; a finding's numbers are added up anew.
struct SlicePacking: Sendable {
    /// One call each.
    let calls: [UInt64]

    private let sizeBits: UInt64
    private let unit: Double

    private static let finestBits = 30

    init(_ expected: [Double]) {
        let bits = Int.bitWidth - max(1, expected.count).leadingZeroBitCount
        let fraction = min(Self.finestBits, 63 - 2 * bits)
        let sizeBits = UInt64(bits)
        let scale = Double(sign: .plus, exponent: fraction, significand: 1)
        self.sizeBits = sizeBits
        unit = 1 / scale
        calls = expected.map { UInt64(($0.clamped(to: 0...1) * scale).rounded()) << sizeBits | 1 }
    }

    func size(_ packed: UInt64) -> Int {
        Int(packed & (1 << sizeBits - 1))
    }

    func expectation(_ packed: UInt64) -> Double {
        Double(packed >> sizeBits) * unit
    }
}
