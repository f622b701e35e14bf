import GRDB
public import Telemetry

extension ControlStore {
    /// Keeps a decision for ever.
    /// - Parameter reason: a JSON object.
    @discardableResult
    public func decide(
        actor: String, action: String, subject: String, reason: String, at time: Timestamp
    ) async throws(StorageError) -> DecisionNumber {
        try await file.write { database in
            try database.execute(
                sql: "INSERT INTO decision (time, actor, action, subject, reason) VALUES (?, ?, ?, ?, ?)",
                arguments: [time.nanoseconds, actor, action, subject, reason])
            return DecisionNumber(database.lastInsertedRowID)
        }
    }

    /// Decisions, newest first.
    /// - Parameter subject: only about this; `nil` for all.
    /// - Parameter before: only with a smaller number, for the next page.
    public func decisions(
        subject: String? = nil, before: DecisionNumber? = nil, limit: Int = 1_000
    ) async throws(StorageError) -> [Decision] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM decision WHERE (?1 IS NULL OR subject = ?1) AND number < ?2
                    ORDER BY number DESC LIMIT ?3
                    """, arguments: [subject, before?.value ?? .max, limit]
            ).map { row in
                Decision(
                    number: DecisionNumber(row["number"]), time: row.time("time"), actor: row["actor"],
                    action: row["action"], subject: row["subject"], reason: row["reason"])
            }
        }
    }

    static func makeDecisions(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE decision (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, actor TEXT NOT NULL,
                    action TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL);
                CREATE INDEX decision_subject ON decision (subject);
                """)
    }
}
