import RealModule
public import Sketches

/// Several detectors that count as one monitor: both directions of a signal, or the thresholds of a percentile set. Their
/// average obeys Proposition 1 with one budget entry, whatever their dependence (docs/statistics.md 1.3, 3.2, 4.4).
public struct DetectorSet: Sendable, Hashable {
    /// The detectors, all with the same budget.
    public private(set) var detectors: [EDetector]

    /// - Parameter detectors: one or more, all with the same budget.
    public init(_ detectors: [EDetector]) {
        precondition(!detectors.isEmpty, "A monitor has at least one detector.")
        precondition(detectors.allSatisfy { $0.monthlyBudget == detectors[0].monthlyBudget })
        self.detectors = detectors
    }

    /// What one detector sees in one verdict bucket.
    public struct Input: Sendable, Hashable {
        /// The events in the detector's own orientation, harm = increase.
        public let block: ObservationBlock
        /// The null mean for this block.
        public let nullMean: Double

        /// - Parameters:
        ///   - block: in the detector's own orientation.
        ///   - nullMean: for this block, from the past only.
        public init(block: ObservationBlock, nullMean: Double) {
            self.block = block
            self.nullMean = nullMean
        }
    }

    /// False alarms allowed per month, for the whole set.
    public var monthlyBudget: Double { detectors[0].monthlyBudget }

    /// Evidence at or above this is an alarm.
    public var logThreshold: Double { detectors[0].logThreshold }

    /// Clock months credited since the last reset.
    public var creditedMonths: Double { detectors[0].creditedMonths }

    /// The logarithm of the average capital, in months.
    public var logEvidence: Double {
        if detectors.count == 1 { return detectors[0].logEvidence }
        return Double.logSumExp(detectors.map(\.logEvidence)) - Double.log(Double(detectors.count))
    }

    /// The index of the detector with the most evidence: which direction, which percentile.
    public var strongest: Int {
        detectors.indices.max { detectors[$0].logEvidence < detectors[$1].logEvidence } ?? 0
    }

    /// Bets over one verdict bucket.
    ///
    /// - Parameters:
    ///   - inputs: one per detector, in order.
    ///   - creditMonths: months since the previous block, the same for all.
    /// - Returns: ``logEvidence`` after the block.
    @discardableResult
    public mutating func step(_ inputs: [Input], creditMonths: Double) -> Double {
        advance(inputs, creditMonths: creditMonths)
        return logEvidence
    }

    /// The same without asking for the evidence.
    mutating func advance(_ inputs: [Input], creditMonths: Double) {
        precondition(inputs.count == detectors.count, "A set of detectors needs one input for each.")
        for index in detectors.indices {
            detectors[index].advance(
                inputs[index].block, nullMean: inputs[index].nullMean, creditMonths: creditMonths)
        }
    }

    /// Starts all anew.
    public mutating func reset() {
        for index in detectors.indices { detectors[index].reset() }
    }
}

// The stored form.
extension DetectorSet {
    /// Everything, bit for bit.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    func write(to writer: inout ByteWriter) {
        writer.write(varint: UInt64(detectors.count))
        for detector in detectors { detector.write(to: &writer) }
    }

    /// Reads ``bytes``.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    public init(bytes: some Collection<UInt8>) throws(SketchError) {
        var reader = ByteReader(bytes)
        try self.init(reading: &reader)
        try reader.expectEnd()
    }

    init(reading reader: inout ByteReader) throws(SketchError) {
        let count = try reader.readCount(of: 42)
        var detectors: [EDetector] = []
        for _ in 0..<count { detectors.append(try EDetector(reading: &reader)) }
        guard let budget = detectors.first?.monthlyBudget, detectors.allSatisfy({ $0.monthlyBudget == budget }) else {
            throw SketchError(.malformed, "A set of detectors is empty, or their budgets differ.")
        }
        self.init(detectors)
    }
}
