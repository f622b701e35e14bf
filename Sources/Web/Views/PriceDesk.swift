package import Storage
import Synchronization
package import Telemetry

/// The price tables in force: those that people brought, then those of a world that has its own, then the built-in one.
package final class PriceDesk: Sendable {
    private let control: ControlStore
    private let tables: Mutex<[PriceTable]>

    /// Reads the tables that are kept in the data folder.
    /// - Parameter before: tables that are asked before the built-in one.
    /// - Throws: when the store cannot be read.
    package init(control: ControlStore, before: [PriceTable]) async throws {
        self.control = control
        var tables: [PriceTable] = []
        for kept in try await control.priceTables() {
            // What was adopted was readable then; a program that cannot read it any more prices without it.
            if let file = try? PriceFile(Array(kept.json.utf8), at: kept.adopted) { tables.append(file.table) }
        }
        self.tables = Mutex(tables + before + [.builtIn])
    }

    /// In the order in which they are asked.
    package var inForce: [PriceTable] { tables.withLock { $0 } }

    /// A book of the tables in force.
    package var book: PriceBook { PriceBook(inForce) }

    /// Takes a table into use, before all others.
    package func adopt(_ table: PriceTable, json: String, at time: Timestamp) async throws {
        try await control.adopt(StoredPriceTable(version: table.version, adopted: time, json: json))
        tables.withLock { tables in
            tables.removeAll { $0.version == table.version }
            tables.insert(table, at: 0)
        }
    }
}
