import Foundation
import GRDB
public import Telemetry

extension ControlStore {
    /// The installation; `nil` before ``install(workspaceKey:at:)``.
    public func installation() async throws(StorageError) -> Installation? {
        try await file.read(Self.installation)
    }

    /// Makes the installation, once: what was made before stays.
    /// - Parameter workspaceKey: 32 random bytes.
    /// - Returns: the installation as it is.
    @discardableResult
    public func install(workspaceKey: [UInt8], at time: Timestamp) async throws(StorageError) -> Installation {
        guard workspaceKey.count == 32 else { throw StorageError(.fault, "A workspace key has 32 bytes.") }
        return try await file.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO installation (id, workspace_key, created) VALUES (1, ?, ?)",
                arguments: [Data(workspaceKey), time.nanoseconds])
            guard let installation = try Self.installation(database) else {
                throw StorageError(.fault, "The installation could not be made.")
            }
            return installation
        }
    }

    /// A setting of the whole installation, JSON text; `nil` when it was never set.
    public func setting(_ name: String) async throws(StorageError) -> String? {
        try await file.read {
            try String.fetchOne($0, sql: "SELECT json FROM setting WHERE name = ?", arguments: [name])
        }
    }

    /// Sets, or with `nil` removes, a setting of the whole installation.
    public func set(_ name: String, to json: String?) async throws(StorageError) {
        try await file.write { database in
            guard let json else {
                try database.execute(sql: "DELETE FROM setting WHERE name = ?", arguments: [name])
                return
            }
            try database.execute(
                sql:
                    "INSERT INTO setting (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
                arguments: [name, json])
        }
    }

    private static func installation(_ database: Database) throws -> Installation? {
        try Row.fetchOne(database, sql: "SELECT workspace_key, created FROM installation").map { row in
            Installation(workspaceKey: row.bytes("workspace_key"), created: row.time("created"))
        }
    }

    static func makeInstallation(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE installation (
                    id INTEGER PRIMARY KEY CHECK (id = 1), workspace_key BLOB NOT NULL, created INTEGER NOT NULL);
                CREATE TABLE setting (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
                """)
    }
}
