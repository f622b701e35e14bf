import GRDB

/// The parts of the log and their summaries.
enum PartCatalog {
    static func makeParts(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE log_part (ordinal INTEGER PRIMARY KEY);
                """)
    }
}
