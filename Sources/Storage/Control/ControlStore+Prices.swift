import GRDB
import Telemetry

extension ControlStore {
    /// Takes a version of the price table into use, once: a version that is known stays as it is.
    public func adopt(_ table: StoredPriceTable) async throws(StorageError) {
        try await file.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO price_table (version, adopted, json) VALUES (?, ?, ?)",
                arguments: [table.version, table.adopted.nanoseconds, table.json])
        }
    }

    /// All versions of the price table, the one in use first.
    public func priceTables() async throws(StorageError) -> [StoredPriceTable] {
        try await file.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM price_table ORDER BY adopted DESC, version DESC").map {
                row in
                StoredPriceTable(version: row["version"], adopted: row.time("adopted"), json: row["json"])
            }
        }
    }

    /// Sets the own price of a model.
    public func save(_ price: PriceOverride) async throws(StorageError) {
        try await file.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO price_override (model, json, actor, time) VALUES (?, ?, ?, ?)",
                arguments: [price.model, price.json, price.actor, price.time.nanoseconds])
        }
    }

    /// Removes the own price of a model.
    public func removePriceOverride(model: String) async throws(StorageError) {
        try await file.write { try $0.execute(sql: "DELETE FROM price_override WHERE model = ?", arguments: [model]) }
    }

    /// All own prices, by model.
    public func priceOverrides() async throws(StorageError) -> [PriceOverride] {
        try await file.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM price_override ORDER BY model").map { row in
                PriceOverride(model: row["model"], json: row["json"], actor: row["actor"], time: row.time("time"))
            }
        }
    }

    static func makePrices(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE price_table (
                    version TEXT PRIMARY KEY, adopted INTEGER NOT NULL, json TEXT NOT NULL);
                CREATE TABLE price_override (
                    model TEXT PRIMARY KEY, json TEXT NOT NULL, actor TEXT NOT NULL, time INTEGER NOT NULL)
                    WITHOUT ROWID;
                """)
    }
}
