/// Everything but calls and rollups, in `control.db`: the registry of systems, the ledger of changes, imports, decisions,
/// prices, what the judge knows, and incidents.
///
/// A method writes in one transaction and is durable when it returns. There is one engine for it, also beside ClickHouse:
/// hence a struct.
public struct ControlStore: Sendable {
    let file: SQLiteFile

    init(_ database: ControlDatabase) {
        file = database.file
    }
}
