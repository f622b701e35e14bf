public import Sketches
public import Telemetry

/// What many observations of one signal come to: how many, their exact sum, the ends, and how they were distributed.
///
/// Adding and merging are associative and commutative in every bit, since sums are whole numbers and bins are counts:
/// a cell does not show in which order its observations came, nor how they were split.
public struct Cell: Sendable, Hashable {
    /// What is observed; decides the bins.
    public let quantity: Measure.Quantity
    /// How many observations.
    public private(set) var count: UInt64 = 0
    /// Their sum in the quantity's smallest unit.
    public private(set) var sum: Int128 = 0
    /// The smallest; `Int64.max` while there is none.
    public private(set) var minimum = Int64.max
    /// The largest; `Int64.min` while there is none.
    public private(set) var maximum = Int64.min
    /// Observations per bin of ``mapping(of:)``, of values in the smallest unit (scores: in their own unit). Shares have
    /// none: count and sum say it all.
    public private(set) var bins = SparseBins()
    /// Observations withdrawn later by a changed mind (charts only).
    public private(set) var withdrawnCount: UInt64 = 0
    /// Their sum.
    public private(set) var withdrawnSum: Int128 = 0

    /// An empty cell.
    public init(_ quantity: Measure.Quantity) {
        self.quantity = quantity
    }

    /// Counts one observation.
    /// - Parameters:
    ///   - value: in the quantity's smallest unit.
    ///   - key: ``key(of:_:)`` of the value; computed once for all slices of a row.
    public mutating func add(_ value: Int64, key: Int32) {
        count(value)
        if quantity != .share { bins.add(key) }
    }

    /// Counts one observation but for its bin, which ``bin(_:)`` gets with others.
    @inline(__always)
    mutating func count(_ value: Int64) {
        count &+= 1
        sum &+= Int128(value)
        if value < minimum { minimum = value }
        if value > maximum { maximum = value }
    }

    /// Puts observations that were counted before into their bins.
    mutating func bin(_ keys: UnsafeBufferPointer<Int32>) {
        bins.add(keys)
    }

    /// Counts an observation as withdrawn; the ends and bins stay as they are.
    public mutating func withdraw(_ value: Int64) {
        withdrawnCount &+= 1
        withdrawnSum &+= Int128(value)
    }

    /// The same ones over another number of events: of a class share, all calls.
    func counted(over events: UInt64) -> Cell {
        var cell = self
        cell.count = Swift.max(events, count)
        return cell
    }

    /// Adds all that another cell of the same quantity has seen.
    public mutating func merge(_ other: Cell) {
        precondition(quantity == other.quantity, "cells of one signal share its quantity")
        count &+= other.count
        sum &+= other.sum
        minimum = Swift.min(minimum, other.minimum)
        maximum = Swift.max(maximum, other.maximum)
        bins.merge(other.bins)
        withdrawnCount &+= other.withdrawnCount
        withdrawnSum &+= other.withdrawnSum
    }

    /// The mean in the signal's own unit without what was withdrawn; `nil` without observations.
    public var mean: Double? {
        guard count > withdrawnCount else { return nil }
        return Double(sum - withdrawnSum) / Double(count - withdrawnCount) / quantity.unitsPerOne
    }

    /// Observations that stand.
    public var standingCount: UInt64 { count - Swift.min(withdrawnCount, count) }

    /// The value below which so large a part of the observations lies, in the signal's own unit.
    /// - Parameter fraction: 0 to 1.
    public func quantile(_ fraction: Double) -> Double? {
        if quantity == .share { return mean }
        guard let key = bins.key(ofQuantile: fraction) else { return nil }
        let value = Self.value(ofKey: key, quantity)
        return Swift.min(
            Swift.max(value, Double(minimum) / quantity.unitsPerOne), Double(maximum) / quantity.unitsPerOne)
    }

    /// The bins of a quantity: 1 % wide for durations, counts and money; 0.25 % for scores, so that a score given in
    /// hundredths of its scale is found again exactly (docs/decisions/0003-score-bins.md). On disk: never change.
    public static func mapping(of quantity: Measure.Quantity) -> LogarithmicMapping {
        quantity == .score ? scoreMapping : .standard
    }

    /// The bin of a value.
    @inline(__always)
    public static func key(of value: Int64, _ quantity: Measure.Quantity) -> Int32 {
        switch quantity {
        case .share: 0
        case .duration, .count, .money: LogarithmicMapping.standard.signedKey(of: Double(value))
        case .score: scoreMapping.signedKey(of: Double(value) / 1_000_000)
        }
    }

    /// The representative of a bin in the signal's own unit.
    public static func value(ofKey key: Int32, _ quantity: Measure.Quantity) -> Double {
        let value = mapping(of: quantity).value(ofSignedKey: key)
        return quantity == .score ? value : value / quantity.unitsPerOne
    }

    private static let scoreMapping = LogarithmicMapping(relativeAccuracy: 0.0025)
}

extension Measure.Quantity {
    /// How many smallest units make one of the signal's own unit: shares 1, seconds, tokens, US dollars, score points.
    public var unitsPerOne: Double {
        switch self {
        case .share, .count: 1
        case .duration, .score: 1_000_000
        case .money: 1_000_000_000_000
        }
    }
}

// The stored form.
extension Cell {
    /// Appends the stored form: quantity, count, sum, ends, bins, withdrawals where there are any. On disk: never change.
    func write(to writer: inout ByteWriter) {
        let hasWithdrawals = withdrawnCount > 0
        writer.write(byte: quantity.rawValue | (hasWithdrawals ? 0x80 : 0))
        writer.write(varint: count)
        writer.write(wide: sum)
        if quantity != .share, count > 0 {
            writer.write(zigzag: minimum)
            writer.write(zigzag: maximum)
            bins.write(to: &writer)
        }
        if hasWithdrawals {
            writer.write(varint: withdrawnCount)
            writer.write(wide: withdrawnSum)
        }
    }

    /// Reads the stored form.
    init(reading reader: inout ByteReader) throws(SketchError) {
        let head = try reader.readByte()
        guard let quantity = Measure.Quantity(rawValue: head & 0x7F) else {
            throw SketchError(.malformed, "A cell has an unknown quantity.")
        }
        self.init(quantity)
        count = try reader.readVarint()
        sum = try reader.readWide()
        if quantity != .share, count > 0 {
            minimum = try reader.readZigzag()
            maximum = try reader.readZigzag()
            bins = try SparseBins(reading: &reader)
        } else if quantity == .share, count > 0 {
            minimum = sum < Int128(count) ? 0 : 1
            maximum = sum > 0 ? 1 : 0
        }
        if head & 0x80 != 0 {
            withdrawnCount = try reader.readVarint()
            withdrawnSum = try reader.readWide()
        }
    }

    /// Steps over the stored form of a cell.
    static func skip(in reader: inout ByteReader) throws(SketchError) {
        let head = try reader.readByte()
        let count = try reader.readVarint()
        _ = try reader.readWide()
        if head & 0x7F != Measure.Quantity.share.rawValue, count > 0 {
            _ = try reader.readZigzag()
            _ = try reader.readZigzag()
            try SparseBins.skip(in: &reader)
        }
        if head & 0x80 != 0 {
            _ = try reader.readVarint()
            _ = try reader.readWide()
        }
    }
}

extension ByteWriter {
    /// A signed number of 128 bits: zigzag of the high and varint of the low half.
    fileprivate mutating func write(wide value: Int128) {
        // Nearly every sum fits 63 bits; a flag in the lowest bit keeps those at the length of a plain varint.
        if let narrow = Int64(exactly: value), abs(narrow) < 1 << 61 {
            write(varint: UInt64(bitPattern: (narrow << 1) ^ (narrow >> 63)) << 1)
        } else {
            write(varint: 1)
            write(zigzag: Int64(truncatingIfNeeded: value >> 64))
            write(varint: UInt64(truncatingIfNeeded: value))
        }
    }
}

extension ByteReader {
    /// Reads what `write(wide:)` wrote.
    fileprivate mutating func readWide() throws(SketchError) -> Int128 {
        let first = try readVarint()
        guard first & 1 == 1 else {
            let zigzag = first >> 1
            return Int128(Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1))
        }
        let high = try readZigzag()
        return Int128(high) << 64 | Int128(try readVarint())
    }
}
