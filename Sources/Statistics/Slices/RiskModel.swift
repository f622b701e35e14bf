public import Sketches

/// How often each call is expected to fail by what it is, learnt from a reference (docs/statistics.md 5.2).
///
/// Main effects multiply; ratios of rare values are shrunk towards 1 by 50 expected calls.
public struct RiskModel: Sendable, Hashable {
    /// The mean failure of the reference.
    public let mean: Double

    /// Per attribute and code, -1 first.
    private let ratios: [[Double]]
    private var scale = 1.0

    private static let shrinkage = 50.0
    private static let highest = 0.9

    /// - Parameters:
    ///   - columns: codes per attribute, 0 and up, -1 for missing; all of the same length.
    ///   - failures: in [0, 1], one per call.
    /// - Returns: nil without calls or failures.
    public init?(columns: [[Int32]], failures: [Double]) {
        let total = failures.reduce(0, +)
        guard !failures.isEmpty, total > 0 else { return nil }
        mean = total / Double(failures.count)
        let mean = mean
        ratios = columns.map { codes in
            // Codes are small numbers: a table is faster than a dictionary.
            var counts = [Double](repeating: 0, count: Int(codes.max() ?? -1) + 2)
            var sums = counts
            for row in codes.indices {
                counts[Int(codes[row]) + 1] += 1
                sums[Int(codes[row]) + 1] += failures[row]
            }
            return counts.indices.map { (sums[$0] + Self.shrinkage * mean) / ((counts[$0] + Self.shrinkage) * mean) }
        }
        let predicted = expected(columns: columns, count: failures.count).reduce(0, +)
        scale = predicted > 0 ? total / predicted : 1
    }

    /// The expected failure of each call, within a tenth of the mean and 0.9. Unknown values change nothing.
    ///
    /// - Parameters:
    ///   - columns: the same attributes with the same codes as in the reference.
    ///   - count: calls.
    public func expected(columns: [[Int32]], count: Int) -> [Double] {
        var risks = [Double](repeating: mean * scale, count: count)
        for (codes, ratios) in zip(columns, ratios) {
            precondition(codes.count >= count, "Every attribute has a code for every call.")
            risks.withUnsafeMutableBufferPointer { risks in
                codes.withUnsafeBufferPointer { codes in
                    for row in risks.indices {
                        let index = Int(codes[row]) + 1
                        if index < ratios.count { risks[row] *= ratios[index] }
                    }
                }
            }
        }
        let lowest = mean / 10
        return risks.map { $0.clamped(to: lowest...max(lowest, Self.highest)) }
    }
}

// The stored form.
extension RiskModel {
    /// On disk: never change.
    private static let version: UInt8 = 1

    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(byte: Self.version)
        writer.write(mean)
        writer.write(scale)
        writer.write(varint: UInt64(ratios.count))
        for column in ratios { writer.write(column) }
        return writer.bytes
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try reader.expect([Self.version])
        mean = try reader.readDouble()
        scale = try reader.readDouble()
        var ratios: [[Double]] = []
        for _ in 0..<(try reader.readCount(of: 1)) { ratios.append(try reader.readDoubles()) }
        self.ratios = ratios
        try reader.expectEnd()
        guard mean > 0, scale > 0 else { throw SketchError(.malformed, "A risk model without a risk.") }
    }
}
