import Sketches

/// How the expected mean follows the hour of the week, in UTC (docs/statistics.md 1.5).
public struct SeasonalIndex: Sendable, Hashable {
    /// How finely the season is known.
    public enum Resolution: UInt8, Sendable, Hashable, CaseIterable {
        /// Not at all: the index is 1. On disk: never change, like the others.
        case flat = 0
        /// 24 hours of the day, from less than two weeks.
        case hourOfDay = 1
        /// 24 hours times 7 days, from two weeks.
        case product = 2
        /// 168 hours of the week, from three weeks.
        case hourOfWeek = 3
    }

    /// No season.
    public static let flat = SeasonalIndex(resolution: .flat, factors: [1])

    /// How finely the season is known.
    public let resolution: Resolution
    private let factors: [Double]

    /// Expected failures to which a cell is shrunk towards no season.
    static let shrinkage = 50.0
    /// Reference failures below which no season is fitted.
    static let minimumFailures = 2000.0

    private init(resolution: Resolution, factors: [Double]) {
        self.resolution = resolution
        self.factors = factors
    }

    /// The index of a reference: cells are shrunk by 50 expected failures, then scaled to an exposure-weighted mean of 1.
    ///
    /// - Parameters:
    ///   - hours: one entry per hour with events, `exposure` being events times mix factor.
    ///   - days: how many days the reference holds.
    init(hours: [(hour: Int, exposure: Double, sum: Double)], mean: Double, days: Int) {
        let failures = hours.reduce(0) { $0 + $1.sum }
        guard failures >= Self.minimumFailures, mean > 0 else {
            self = .flat
            return
        }
        let resolution: Resolution = days >= 21 ? .hourOfWeek : days >= 14 ? .product : .hourOfDay
        var raw = [Double](repeating: 1, count: 168)
        switch resolution {
        case .flat:
            break
        case .hourOfWeek:
            raw = Self.cells(hours, count: 168, mean: mean) { Self.hourOfWeek($0) }
        case .hourOfDay, .product:
            let daily = Self.cells(hours, count: 24, mean: mean) { Self.hourOfWeek($0) % 24 }
            let weekly =
                resolution == .product
                ? Self.cells(hours, count: 7, mean: mean) { Self.hourOfWeek($0) / 24 }
                : [Double](repeating: 1, count: 7)
            for cell in 0..<168 { raw[cell] = daily[cell % 24] * weekly[cell / 24] }
        }
        let total = hours.reduce(0) { $0 + $1.exposure }
        let weighted = hours.reduce(0) { $0 + $1.exposure * raw[Self.hourOfWeek($1.hour)] }
        self.init(resolution: resolution, factors: raw.map { $0 * total / weighted })
    }

    private static func cells(
        _ hours: [(hour: Int, exposure: Double, sum: Double)], count: Int, mean: Double, cell: (Int) -> Int
    ) -> [Double] {
        var exposure = [Double](repeating: 0, count: count)
        var sum = [Double](repeating: 0, count: count)
        for entry in hours {
            exposure[cell(entry.hour)] += entry.exposure
            sum[cell(entry.hour)] += entry.sum
        }
        return (0..<count).map { (sum[$0] + shrinkage) / (mean * exposure[$0] + shrinkage) }
    }

    /// What to multiply the expected mean by in this hour (whole hours since 1970, UTC).
    public func factor(hour: Int) -> Double {
        factors.count == 1 ? 1 : factors[Self.hourOfWeek(hour)]
    }

    /// Free cells of the fit, for the degrees of freedom of an hourly overdispersion.
    var hourlyCells: Int {
        switch resolution {
        case .flat: 1
        case .hourOfDay: 24
        case .product: 30
        case .hourOfWeek: 168
        }
    }

    /// Free cells of the fit by whole days.
    var dailyCells: Int {
        switch resolution {
        case .flat, .hourOfDay: 1
        case .product, .hourOfWeek: 7
        }
    }

    /// 0 ... 167, counted from the weekday of 1970-01-01.
    static func hourOfWeek(_ hour: Int) -> Int {
        let remainder = hour % 168
        return remainder < 0 ? remainder + 168 : remainder
    }

    func write(to writer: inout ByteWriter) {
        writer.write(byte: resolution.rawValue)
        writer.write(factors)
    }

    init(reading reader: inout ByteReader) throws(SketchError) {
        guard let resolution = Resolution(rawValue: try reader.readByte()) else {
            throw SketchError(.malformed, "A season of unknown resolution.")
        }
        let factors = try reader.readDoubles()
        guard factors.count == (resolution == .flat ? 1 : 168), factors.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw SketchError(.malformed, "A season's factors are missing or not positive.")
        }
        self.init(resolution: resolution, factors: factors)
    }
}
