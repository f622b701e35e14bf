/// How the figures of one estimate are written: all with the same scale and the same decimals.
package struct FigureFormat: Sendable, Hashable {
    private let factor: Double
    private let places: Int
    private let prefix: String
    /// `%`, ` ms`, ` pts`; empty where the unit has no sign.
    package let suffix: String

    private init(factor: Double, places: Int, prefix: String = "", suffix: String = "") {
        self.factor = factor
        self.places = places
        self.prefix = prefix
        self.suffix = suffix
    }

    /// For values. As many decimals as half the width of the range makes sensible.
    package init(unit: SignalUnit, value: Double, low: Double? = nil, high: Double? = nil) {
        let halfWidth = low.flatMap { low in high.map { abs($0 - low) / 2 } }
        switch unit {
        case .share:
            let nearEnd = min(abs(value), abs(1 - value)) < 0.005
            let places = halfWidth.map { $0 >= 0.1 ? 0 : $0 >= 0.001 ? 1 : 2 } ?? (nearEnd ? 2 : 1)
            self.init(factor: 100, places: value == 1 || value == 0 ? 0 : places, suffix: "%")
        case .relative:
            self.init(factor: 100, places: abs(value) < 0.0995 && value != 0 ? 1 : 0, suffix: "%")
        case .score: self.init(factor: 1, places: abs(value) >= 20 ? 1 : 2)
        case .seconds:
            let size = max(abs(value), abs(high ?? 0))
            if size < 0.1 {
                self.init(factor: 1000, places: size < 0.01 ? 1 : 0, suffix: " ms")
            } else {
                self.init(factor: 1, places: size < 10 ? 1 : 0, suffix: " s")
            }
        case .usd:
            let size = max(abs(value), abs(high ?? 0))
            self.init(factor: 1, places: Self.dollarPlaces(size), prefix: "$")
        case .tokens: self.init(factor: 1, places: abs(value) < 10 && value != 0 ? 1 : 0, suffix: " tokens")
        case .characters: self.init(factor: 1, places: 0, suffix: " characters")
        case .count: self.init(factor: 1, places: abs(value) < 10 && value.rounded() != value ? 1 : 0)
        }
    }

    /// Cents from a dollar on, else three decimals, and for less than a cent two digits that count.
    private static func dollarPlaces(_ size: Double) -> Int {
        if size >= 100 { return 0 }
        if size >= 1 { return 2 }
        var places = 3
        var scaled = size * 1000
        while scaled > 0, scaled.rounded() < 1 || (scaled < 9.95 && abs(scaled.rounded() - scaled) > 0.05), places < 8 {
            places += 1
            scaled *= 10
        }
        return places
    }

    /// For differences: shares in points, the rest as values are.
    package init(differenceIn unit: SignalUnit, value: Double, low: Double? = nil, high: Double? = nil, isShort: Bool) {
        switch unit {
        case .share: self.init(factor: 100, places: 1, suffix: isShort ? " pts" : " points")
        case .score, .relative, .seconds, .usd, .tokens, .characters, .count:
            self.init(unit: unit, value: value, low: low, high: high)
        }
    }

    /// `85.6%`.
    package func text(_ value: Double) -> String { number(value) + suffix }

    /// `85.6`; a currency sign stays.
    package func number(_ value: Double) -> String {
        let text = NumberText.decimal(value * factor, places: places)
        guard !prefix.isEmpty else { return text }
        return text.hasPrefix("−") ? "−" + prefix + text.dropFirst() : prefix + text
    }

    /// `+0.4 pts`, `−6.8 pts`.
    package func signed(_ value: Double) -> String {
        let text = number(value)
        let isZero = !text.contains { ("1"..."9").contains($0) }
        return (value > 0 && !isZero ? "+" : "") + text + suffix
    }
}

extension Estimate {
    /// How this estimate's figures are written.
    package var format: FigureFormat { FigureFormat(unit: unit, value: value, low: low, high: high) }

    /// `85.6%`.
    package var text: String { format.text(value) }

    /// `83.5 to 87.7`, without the unit, in words; `nil` where there is no range.
    package var rangeText: String? { range(in: format) }

    /// The estimate as a difference: `−6.8 pts`, `+11%`.
    package var changeText: String { difference(isShort: true).signed(value) }

    /// The same in full words: `−6.8 points`.
    package var changeInWords: String { difference(isShort: false).signed(value) }

    /// The size of the difference without sign: `6.8 points`.
    package var sizeInWords: String { difference(isShort: false).text(abs(value)) }

    /// The difference's figure alone: `−6.8`; percent and currency stay with it.
    package var changeNumber: String {
        let format = difference(isShort: true)
        let signed = format.signed(value)
        return unit == .share ? String(signed.dropLast(format.suffix.count)) : signed
    }

    /// The range of the difference: `−8.9 to −4.7`.
    package var changeRange: String? { range(in: difference(isShort: true)) }

    private func difference(isShort: Bool) -> FigureFormat {
        FigureFormat(differenceIn: unit, value: value, low: low, high: high, isShort: isShort)
    }

    private func range(in format: FigureFormat) -> String? {
        guard let low, let high else { return nil }
        return "\(format.number(low)) to \(format.number(high))"
    }
}
