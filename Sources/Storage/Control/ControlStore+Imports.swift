import Foundation
import GRDB
public import Telemetry

extension ControlStore {
    /// Asks for an import; the same source is the same job, whatever its state.
    @discardableResult
    public func requestImport(
        name: String, source: String, at time: Timestamp
    ) async throws(StorageError) -> ImportJob {
        try await file.write { database in
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO import
                        (name, source, state, parts, lines, bytes, counts, systems, created, updated)
                    VALUES (?, ?, ?, 0, 0, 0, '{}', '', ?, ?)
                    """,
                arguments: [name, source, ImportJob.State.waiting.rawValue, time.nanoseconds, time.nanoseconds])
            let row = try Row.fetchOne(database, sql: "SELECT * FROM import WHERE source = ?", arguments: [source])
            guard let job = try row.map(Self.importJob) else {
                throw StorageError(.fault, "The import could not be noted.")
            }
            return job
        }
    }

    /// Notes how far an import is: everything but its number, name, source and creation.
    public func save(_ job: ImportJob) async throws(StorageError) {
        try await file.write { database in
            let counts = String(decoding: try Self.countsEncoder.encode(job.counts), as: UTF8.self)
            try database.execute(
                sql: """
                    UPDATE import SET state = ?, parts = ?, lines = ?, bytes = ?, counts = ?, systems = ?, message = ?,
                        updated = ?
                    WHERE number = ?
                    """,
                arguments: [
                    job.state.rawValue, job.parts, job.lines, job.bytes, counts,
                    job.systems.map(\.text).joined(separator: ","), job.message, job.updated.nanoseconds,
                    job.number.value,
                ])
            guard database.changesCount == 1 else { throw StorageError(.unknown, "There is no \(job.number).") }
        }
    }

    /// One import.
    public func importJob(_ number: ImportNumber) async throws(StorageError) -> ImportJob? {
        try await file.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM import WHERE number = ?", arguments: [number.value])
                .map(Self.importJob)
        }
    }

    /// All imports, newest first.
    public func importJobs() async throws(StorageError) -> [ImportJob] {
        try await file.read {
            try Row.fetchAll($0, sql: "SELECT * FROM import ORDER BY number DESC").map(Self.importJob)
        }
    }

    /// Seconds without progress after which a running import no longer holds up the judging of its systems.
    public static let parkedAfterSeconds: Int64 = 600

    /// Systems whose judging waits for an import that runs, was stopped a short while ago, or was asked to be held.
    public func systemsHeldByImports(at now: Timestamp) async throws(StorageError) -> Set<SystemSlug> {
        var held: Set<SystemSlug> = []
        for job in try await importJobs() {
            switch job.state {
            case .held: held.formUnion(job.systems)
            case .running where now.seconds(since: job.updated) < Double(Self.parkedAfterSeconds):
                held.formUnion(job.systems)
            case .waiting, .running, .done, .failed, .cancelled: break
            }
        }
        return held
    }

    /// Ends the wait of imports that were held: judging of these systems begins.
    public func releaseHeldImports(of systems: [SystemSlug], at time: Timestamp) async throws(StorageError) {
        for var job in try await importJobs() where job.state == .held && !Set(systems).isDisjoint(with: job.systems) {
            job.state = .done
            job.updated = time
            try await save(job)
        }
    }

    private static var countsEncoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }

    private static func importJob(_ row: Row) throws -> ImportJob {
        var job = ImportJob(
            number: ImportNumber(row["number"]), name: row["name"], source: row["source"],
            state: try row.word("state"), created: row.time("created"), updated: row.time("updated"))
        job.parts = row["parts"]
        job.lines = row["lines"]
        job.bytes = row["bytes"]
        let counts: String = row["counts"]
        job.counts = try JSONDecoder().decode([String: Int64].self, from: Data(counts.utf8))
        let systems: String = row["systems"]
        job.systems = systems.split(separator: ",").compactMap { SystemSlug($0) }
        job.message = row["message"]
        return job
    }

    static func makeImports(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE import (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, source TEXT NOT NULL UNIQUE,
                    state TEXT NOT NULL, parts INTEGER NOT NULL, lines INTEGER NOT NULL, bytes INTEGER NOT NULL,
                    counts TEXT NOT NULL, systems TEXT NOT NULL, message TEXT, created INTEGER NOT NULL,
                    updated INTEGER NOT NULL);
                """)
    }
}
