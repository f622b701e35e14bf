public import Telemetry

/// A version of the price table, whole, as JSON.
public struct StoredPriceTable: Sendable, Hashable {
    /// Its version.
    public var version: String
    /// When it was taken into use.
    public var adopted: Timestamp
    /// The table.
    public var json: String

    /// A version of the price table.
    public init(version: String, adopted: Timestamp, json: String) {
        self.version = version
        self.adopted = adopted
        self.json = json
    }
}

/// An own price of a model, which goes before the table.
public struct PriceOverride: Sendable, Hashable {
    /// The model, as `provider/model` or a model's name.
    public var model: String
    /// The price, in the form of the table's entries.
    public var json: String
    /// Who set it.
    public var actor: String
    /// When.
    public var time: Timestamp

    /// An own price.
    public init(model: String, json: String, actor: String, time: Timestamp) {
        self.model = model
        self.json = json
        self.actor = actor
        self.time = time
    }
}
