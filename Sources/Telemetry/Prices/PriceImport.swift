/// A price table read from someone else's file, and what was left out of it.
public struct PriceImport: Sendable {
    /// What was understood.
    public var table: PriceTable
    /// What happened to the rest.
    public var report: PriceImportReport
}

/// What an import took and what it left out. Nothing is dropped without being counted here.
public struct PriceImportReport: Sendable, Hashable {
    /// Entries that the table got, those of other tiers and dates included.
    public var entries = 0
    /// Models that the table got.
    public var models = 0
    /// Models left out whole, by reason: `mode image_generation`, `no price`, …
    public var ignoredModels: [String: Int] = [:]
    /// Members left out of models that were taken, by name: what they price is not part of a call's cost here.
    public var ignoredMembers: [String: Int] = [:]
    /// Prices finer than a picodollar per token, rounded.
    public var rounded = 0
    /// Values that could not be read, with the first twenty places.
    public var unreadable: [String] = []
    /// How many values could not be read.
    public var unreadableCount = 0

    mutating func unreadable(_ place: String) {
        unreadableCount += 1
        if unreadable.count < 20 { unreadable.append(place) }
    }
}
