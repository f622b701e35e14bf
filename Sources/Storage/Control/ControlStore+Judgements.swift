import Foundation
import GRDB
public import Telemetry

extension ControlStore {
    /// Writes what one round of judging found, all of it or nothing.
    ///
    /// A tilt that a person parked or dismissed keeps that state when the judge writes it as going on.
    ///
    /// - Parameter time: when changes that were found in the traffic enter the ledger.
    /// - Returns: the tilts as they stand now, in the order of the draft.
    /// - Throws: ``StorageError/Code/contradiction`` when a system's watermark would go back.
    @discardableResult
    public func commit(_ judgement: Judgement, at time: Timestamp) async throws(StorageError) -> [TiltRecord] {
        try await file.write { database in
            for system in judgement.systems { try Self.save(system, database) }
            for baseline in judgement.baselines { try Self.save(baseline, database) }
            for monitor in judgement.monitors { try Self.save(monitor, database) }
            _ = try Self.record(judgement.changes, at: time, database)
            return try judgement.tilts.map { try Self.save($0, database) }
        }
    }

    /// How far each system has been judged, by slug.
    public func judgements() async throws(StorageError) -> [SystemJudgement] {
        try await file.read { try Row.fetchAll($0, sql: "SELECT * FROM judgement ORDER BY system").map(Self.judgement) }
    }

    /// How far one system has been judged.
    public func judgement(_ system: SystemSlug) async throws(StorageError) -> SystemJudgement? {
        try await file.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM judgement WHERE system = ?", arguments: [system.text])
                .map(Self.judgement)
        }
    }

    /// Baselines, by system, signal, slice and version.
    /// - Parameter retired: whether versions that were replaced are among them.
    public func baselines(
        system: SystemSlug? = nil, signal: SignalName? = nil, retired: Bool = false
    ) async throws(StorageError) -> [BaselineRecord] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM baseline
                    WHERE (?1 IS NULL OR system = ?1) AND (?2 IS NULL OR signal = ?2) AND (?3 OR state <> 'retired')
                    ORDER BY system, signal, slice, version
                    """, arguments: [system?.text, signal?.text, retired]
            ).map(Self.baseline)
        }
    }

    /// One baseline, whatever its state.
    public func baseline(_ id: BaselineID) async throws(StorageError) -> BaselineRecord? {
        try await file.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM baseline WHERE id = ?", arguments: [id.text])
                .map(Self.baseline)
        }
    }

    /// Monitors, by system, signal, slice and start.
    /// - Parameter ended: whether those that judge no more are among them.
    public func monitors(
        system: SystemSlug? = nil, ended: Bool = false
    ) async throws(StorageError) -> [MonitorRecord] {
        try await file.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM monitor WHERE (?1 IS NULL OR system = ?1) AND (?2 OR judged_to IS NULL)
                    ORDER BY system, signal, slice, judged_from, id
                    """, arguments: [system?.text, ended]
            ).map(Self.monitor)
        }
    }

    /// Tilts, newest first.
    public func tilts(_ query: TiltQuery) async throws(StorageError) -> [TiltRecord] {
        try await file.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT * FROM tilt
                    WHERE (?1 IS NULL OR system = ?1) AND (?2 IS NULL OR signal = ?2) AND noticed >= ?3
                        AND noticed < ?4 AND number < ?5
                    ORDER BY number DESC
                    """,
                arguments: [
                    query.system?.text, query.signal?.text, query.from?.nanoseconds ?? .min,
                    query.to?.nanoseconds ?? .max, query.before?.value ?? .max,
                ])
            var found: [TiltRecord] = []
            while found.count < query.limit, let row = try rows.next() {
                let record = try Self.tilt(row)
                if let states = query.states, !states.contains(record.tilt.state) { continue }
                found.append(record)
            }
            return found
        }
    }

    /// One tilt.
    public func tilt(_ number: TiltNumber) async throws(StorageError) -> TiltRecord? {
        try await file.read { try Self.tilt(number, $0) }
    }

    /// A person parks a tilt, dismisses it, or takes that back.
    /// - Returns: the tilt as it is now.
    /// - Throws: ``StorageError/Code/unknown`` when there is no such tilt.
    @discardableResult
    public func set(
        _ state: TiltDraft.State, of number: TiltNumber, at time: Timestamp
    ) async throws(StorageError) -> TiltRecord {
        try await file.write { database in
            try Self.set(state, of: number, at: time, database)
            guard let record = try Self.tilt(number, database) else {
                throw StorageError(.unknown, "There is no \(number).")
            }
            return record
        }
    }

    static func set(_ state: TiltDraft.State, of number: TiltNumber, at time: Timestamp, _ database: Database) throws {
        let ended: Int64? =
            switch state {
            case .tilting, .parked: nil
            case .recovered, .dismissed, .rebaselined: time.nanoseconds
            }
        try database.execute(
            sql: "UPDATE tilt SET state = ?, ended = ? WHERE number = ?",
            arguments: [state.rawValue, ended, number.value])
        guard database.changesCount == 1 else { throw StorageError(.unknown, "There is no \(number).") }
    }

    static func tilt(_ number: TiltNumber, _ database: Database) throws -> TiltRecord? {
        try Row.fetchOne(database, sql: "SELECT * FROM tilt WHERE number = ?", arguments: [number.value]).map(tilt)
    }

    private static func save(_ system: SystemJudgement, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO judgement (system, judged_to, state) VALUES (?, ?, ?)
                ON CONFLICT (system) DO UPDATE SET judged_to = excluded.judged_to, state = excluded.state
                WHERE excluded.judged_to >= judgement.judged_to
                """, arguments: [system.system.text, system.judgedTo.nanoseconds, Data(system.state)])
        guard database.changesCount == 1 else {
            throw StorageError(
                .contradiction, "\(system.system) has been judged further than \(system.judgedTo.rfc3339) already.")
        }
    }

    private static func save(_ baseline: BaselineRecord, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO baseline (id, system, signal, slice, version, state, pinned, blob, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, pinned = excluded.pinned, blob = excluded.blob,
                    reason = excluded.reason
                """,
            arguments: [
                baseline.id.text, baseline.system.text, baseline.signal.text, baseline.slice, baseline.version,
                baseline.state.rawValue, baseline.pinned?.nanoseconds, Data(baseline.blob), baseline.reason,
            ])
    }

    private static func save(_ monitor: MonitorRecord, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO monitor (id, system, signal, slice, budget, judged_from, judged_to, settings)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                monitor.id.text, monitor.system.text, monitor.signal.text, monitor.slice, monitor.budget,
                monitor.from.nanoseconds, monitor.to?.nanoseconds, monitor.settings,
            ])
    }

    private static func save(_ tilt: TiltDraft, _ database: Database) throws -> TiltRecord {
        let known = try Row.fetchOne(database, sql: "SELECT * FROM tilt WHERE key = ?", arguments: [tilt.key])
            .map(Self.tilt)
        var tilt = tilt
        if let known, tilt.state == .tilting, known.tilt.state == .parked || known.tilt.state == .dismissed {
            tilt.state = known.tilt.state
            tilt.ended = known.tilt.ended
        }
        // Not one statement for both: an insert that turns into an update would use up a number.
        let values: StatementArguments = [
            tilt.key, tilt.monitor.text, tilt.system.text, tilt.signal.text, tilt.slice, tilt.direction.rawValue,
            tilt.noticed.nanoseconds, tilt.onset?.low.nanoseconds, tilt.onset?.estimate.nanoseconds,
            tilt.onset?.high.nanoseconds, tilt.size, tilt.logEvidence, tilt.state.rawValue, tilt.ended?.nanoseconds,
            Data(tilt.blob),
        ]
        if known == nil {
            try database.execute(
                sql: """
                    INSERT INTO tilt (key, monitor, system, signal, slice, direction, noticed, onset_low, onset_estimate,
                        onset_high, size, log_evidence, state, ended, blob)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, arguments: values)
        } else {
            try database.execute(
                sql: """
                    UPDATE tilt SET monitor = ?2, system = ?3, signal = ?4, slice = ?5, direction = ?6, noticed = ?7,
                        onset_low = ?8, onset_estimate = ?9, onset_high = ?10, size = ?11, log_evidence = ?12,
                        state = ?13, ended = ?14, blob = ?15
                    WHERE key = ?1
                    """, arguments: values)
        }
        if let known { return TiltRecord(number: known.number, tilt: tilt, incident: known.incident) }
        return TiltRecord(number: TiltNumber(database.lastInsertedRowID), tilt: tilt, incident: nil)
    }

    private static func judgement(_ row: Row) throws -> SystemJudgement {
        SystemJudgement(
            system: try row.slug("system"), judgedTo: row.time("judged_to"), state: row.bytes("state"))
    }

    private static func baseline(_ row: Row) throws -> BaselineRecord {
        BaselineRecord(
            id: BaselineID(row["id"]), system: try row.slug("system"), signal: SignalName(stored: row["signal"]),
            slice: row["slice"], version: row["version"], state: try row.word("state"),
            pinned: row.optionalTime("pinned"), blob: row.bytes("blob"), reason: row["reason"])
    }

    private static func monitor(_ row: Row) throws -> MonitorRecord {
        MonitorRecord(
            id: MonitorID(row["id"]), system: try row.slug("system"), signal: SignalName(stored: row["signal"]),
            slice: row["slice"], budget: row["budget"], from: row.time("judged_from"),
            to: row.optionalTime("judged_to"), settings: row["settings"])
    }

    private static func tilt(_ row: Row) throws -> TiltRecord {
        var onset: TiltDraft.Onset?
        if let low = row.optionalTime("onset_low"), let estimate = row.optionalTime("onset_estimate"),
            let high = row.optionalTime("onset_high")
        {
            onset = TiltDraft.Onset(low: low, estimate: estimate, high: high)
        }
        let draft = TiltDraft(
            key: row["key"], monitor: MonitorID(row["monitor"]), system: try row.slug("system"),
            signal: SignalName(stored: row["signal"]), slice: row["slice"], direction: try row.word("direction"),
            noticed: row.time("noticed"), onset: onset, size: row["size"], logEvidence: row["log_evidence"],
            state: try row.word("state"), ended: row.optionalTime("ended"), blob: row.bytes("blob"))
        return TiltRecord(
            number: TiltNumber(row["number"]), tilt: draft,
            incident: (row["incident"] as Int64?).map(IncidentNumber.init(_:)))
    }

    static func makeJudgements(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE judgement (system TEXT PRIMARY KEY, judged_to INTEGER NOT NULL, state BLOB NOT NULL);
                CREATE TABLE baseline (
                    id TEXT PRIMARY KEY, system TEXT NOT NULL, signal TEXT NOT NULL, slice TEXT NOT NULL,
                    version INTEGER NOT NULL, state TEXT NOT NULL, pinned INTEGER, blob BLOB NOT NULL,
                    reason TEXT NOT NULL);
                CREATE INDEX baseline_signal ON baseline (system, signal, slice, version);
                CREATE TABLE monitor (
                    id TEXT PRIMARY KEY, system TEXT NOT NULL, signal TEXT NOT NULL, slice TEXT NOT NULL,
                    budget REAL NOT NULL, judged_from INTEGER NOT NULL, judged_to INTEGER, settings TEXT NOT NULL);
                CREATE INDEX monitor_signal ON monitor (system, signal, slice);
                CREATE TABLE tilt (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, monitor TEXT NOT NULL,
                    system TEXT NOT NULL, signal TEXT NOT NULL, slice TEXT NOT NULL, direction TEXT NOT NULL,
                    noticed INTEGER NOT NULL, onset_low INTEGER, onset_estimate INTEGER, onset_high INTEGER,
                    size TEXT NOT NULL, log_evidence REAL NOT NULL, state TEXT NOT NULL, ended INTEGER,
                    blob BLOB NOT NULL, incident INTEGER);
                CREATE INDEX tilt_system ON tilt (system, number);
                CREATE INDEX tilt_incident ON tilt (incident) WHERE incident IS NOT NULL;
                """)
    }
}
