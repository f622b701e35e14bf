import GRDB
public import Telemetry

extension ControlStore {
    /// Opens an incident over tilts that no incident works on yet.
    public func openIncident(
        system: SystemSlug, title: String, severity: IncidentRecord.Severity, tilts: [TiltNumber], step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await file.write { database in
            try database.execute(
                sql: "INSERT INTO incident (system, title, stage, severity, opened) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    system.text, title, IncidentRecord.Stage.noticed.rawValue, severity.rawValue,
                    step.known.nanoseconds,
                ])
            let number = IncidentNumber(database.lastInsertedRowID)
            try Self.note(.opened, step, number, database)
            try Self.attach(tilts, to: number, database)
            return try Self.existing(number, database)
        }
    }

    /// Adds tilts that no incident works on yet.
    @discardableResult
    public func addTilts(
        _ tilts: [TiltNumber], to number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await change(number, .tilt, step) { _, database in try Self.attach(tilts, to: number, database) }
    }

    /// Somebody takes an incident up; the first one counts.
    @discardableResult
    public func acknowledge(
        _ number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await change(number, .acknowledged, step) { _, database in
            try database.execute(
                sql: "UPDATE incident SET acknowledged = ifnull(acknowledged, ?) WHERE number = ?",
                arguments: [step.happened.nanoseconds, number.value])
        }
    }

    /// Gives an incident to somebody; `nil` to nobody.
    @discardableResult
    public func assign(
        _ number: IncidentNumber, to lead: String?, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await change(number, .lead, step) { _, database in
            try database.execute(sql: "UPDATE incident SET lead = ? WHERE number = ?", arguments: [lead, number.value])
        }
    }

    /// Sets how bad an incident is.
    @discardableResult
    public func rate(
        _ number: IncidentNumber, _ severity: IncidentRecord.Severity, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await change(number, .severity, step) { _, database in
            try database.execute(
                sql: "UPDATE incident SET severity = ? WHERE number = ?", arguments: [severity.rawValue, number.value])
        }
    }

    /// The cause is known well enough to act.
    @discardableResult
    public func markTriaged(
        _ number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await move(number, to: .triaged, .triaged, step)
    }

    /// Users are protected for the time being.
    @discardableResult
    public func markMitigated(
        _ number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await move(number, to: .mitigated, .mitigated, step)
    }

    /// What to do for good is decided.
    @discardableResult
    public func markDecided(
        _ number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await move(number, to: .decided, .decided, step)
    }

    /// Statistics say that it is over.
    @discardableResult
    public func markRecovered(
        _ number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await move(number, to: .recovered, .recovered, step)
    }

    /// It came back after recovery: it is open again.
    @discardableResult
    public func markRelapsed(
        _ number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await move(number, to: .noticed, .relapsed, step)
    }

    /// What happened is written down and agreed.
    @discardableResult
    public func markReviewed(
        _ number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await move(number, to: .reviewed, .reviewed, step)
    }

    /// Nothing is left to do.
    @discardableResult
    public func close(_ number: IncidentNumber, step: IncidentStep) async throws(StorageError) -> IncidentRecord {
        try await move(number, to: .closed, .closed, step)
    }

    /// A false alarm: the incident ends, and its tilts that go on are dismissed with it.
    @discardableResult
    public func dismiss(_ number: IncidentNumber, step: IncidentStep) async throws(StorageError) -> IncidentRecord {
        try await change(number, .dismissed, step) { incident, database in
            try Self.set(.dismissed, of: incident, at: step.happened, database)
            for tilt in incident.tilts {
                guard let record = try Self.tilt(tilt, database) else { continue }
                switch record.tilt.state {
                case .tilting, .parked: try Self.set(.dismissed, of: tilt, at: step.happened, database)
                case .recovered, .dismissed, .rebaselined: break
                }
            }
        }
    }

    /// Adds to the timeline without changing the incident: a note, a notification, evidence.
    public func note(
        _ kind: IncidentEvent.Kind = .note, on number: IncidentNumber, step: IncidentStep
    ) async throws(StorageError) {
        try await change(number, kind, step) { _, _ in }
    }

    /// One incident.
    public func incident(_ number: IncidentNumber) async throws(StorageError) -> IncidentRecord? {
        try await file.read { try Self.incident(number, $0) }
    }

    /// Incidents, newest first.
    public func incidents(_ query: IncidentQuery) async throws(StorageError) -> [IncidentRecord] {
        try await file.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT * FROM incident
                    WHERE (?1 IS NULL OR system = ?1) AND opened >= ?2 AND opened < ?3 AND number < ?4
                    ORDER BY number DESC
                    """,
                arguments: [
                    query.system?.text, query.from?.nanoseconds ?? .min, query.to?.nanoseconds ?? .max,
                    query.before?.value ?? .max,
                ])
            var found: [IncidentRecord] = []
            while found.count < query.limit, let row = try rows.next() {
                let incident = try Self.incident(row, database)
                if let stages = query.stages, !stages.contains(incident.stage) { continue }
                found.append(incident)
            }
            return found
        }
    }

    /// The timeline of an incident, in the order in which things became known.
    public func timeline(_ number: IncidentNumber) async throws(StorageError) -> [IncidentEvent] {
        try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM incident_event WHERE incident = ? ORDER BY id", arguments: [number.value]
            ).map { row in
                IncidentEvent(
                    id: row["id"], incident: number, kind: try row.word("kind"), happened: row.time("happened"),
                    known: row.time("known"), actor: row["actor"], text: row["text"], detail: row["detail"])
            }
        }
    }

    private func move(
        _ number: IncidentNumber, to stage: IncidentRecord.Stage, _ kind: IncidentEvent.Kind, _ step: IncidentStep
    ) async throws(StorageError) -> IncidentRecord {
        try await change(number, kind, step) { incident, database in
            try Self.set(stage, of: incident, at: step.happened, database)
        }
    }

    /// Changes an incident and writes its timeline in one transaction.
    @discardableResult
    private func change(
        _ number: IncidentNumber, _ kind: IncidentEvent.Kind, _ step: IncidentStep,
        _ body: @escaping @Sendable (IncidentRecord, Database) throws -> Void
    ) async throws(StorageError) -> IncidentRecord {
        try await file.write { database in
            try body(try Self.existing(number, database), database)
            try Self.note(kind, step, number, database)
            return try Self.existing(number, database)
        }
    }

    private static func set(
        _ stage: IncidentRecord.Stage, of incident: IncidentRecord, at time: Timestamp, _ database: Database
    ) throws {
        let stamped: String? =
            switch stage {
            case .recovered: "recovered"
            case .dismissed: "dismissed"
            case .closed: "closed"
            case .noticed, .triaged, .mitigated, .decided, .reviewed: nil
            }
        try database.execute(
            sql: "UPDATE incident SET stage = ? WHERE number = ?",
            arguments: [stage.rawValue, incident.number.value])
        if let stamped {
            try database.execute(
                sql: "UPDATE incident SET \(stamped) = ? WHERE number = ?",
                arguments: [time.nanoseconds, incident.number.value])
        }
        if stage.isOpen {
            try database.execute(
                sql: "UPDATE incident SET recovered = NULL, dismissed = NULL, closed = NULL WHERE number = ?",
                arguments: [incident.number.value])
        }
    }

    private static func attach(_ tilts: [TiltNumber], to number: IncidentNumber, _ database: Database) throws {
        for tilt in tilts {
            try database.execute(
                sql: "UPDATE tilt SET incident = ?1 WHERE number = ?2 AND (incident IS NULL OR incident = ?1)",
                arguments: [number.value, tilt.value])
            guard database.changesCount == 1 else {
                throw StorageError(.contradiction, "\(tilt) does not exist or belongs to another incident.")
            }
        }
    }

    private static func note(
        _ kind: IncidentEvent.Kind, _ step: IncidentStep, _ number: IncidentNumber, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO incident_event (incident, kind, happened, known, actor, text, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                number.value, kind.rawValue, step.happened.nanoseconds, step.known.nanoseconds, step.actor, step.text,
                step.detail,
            ])
    }

    private static func existing(_ number: IncidentNumber, _ database: Database) throws -> IncidentRecord {
        guard let incident = try incident(number, database) else {
            throw StorageError(.unknown, "There is no \(number).")
        }
        return incident
    }

    private static func incident(_ number: IncidentNumber, _ database: Database) throws -> IncidentRecord? {
        try Row.fetchOne(database, sql: "SELECT * FROM incident WHERE number = ?", arguments: [number.value])
            .map { try incident($0, database) }
    }

    private static func incident(_ row: Row, _ database: Database) throws -> IncidentRecord {
        let number = IncidentNumber(row["number"])
        let tilts = try Int64.fetchAll(
            database, sql: "SELECT number FROM tilt WHERE incident = ? ORDER BY number", arguments: [number.value])
        return IncidentRecord(
            number: number, system: try row.slug("system"), title: row["title"], stage: try row.word("stage"),
            severity: try row.word("severity"), lead: row["lead"], opened: row.time("opened"),
            acknowledged: row.optionalTime("acknowledged"), dismissed: row.optionalTime("dismissed"),
            recovered: row.optionalTime("recovered"), closed: row.optionalTime("closed"),
            tilts: tilts.map(TiltNumber.init(_:)))
    }

    static func makeIncidents(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE incident (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, system TEXT NOT NULL, title TEXT NOT NULL,
                    stage TEXT NOT NULL, severity TEXT NOT NULL, lead TEXT, opened INTEGER NOT NULL,
                    acknowledged INTEGER, dismissed INTEGER, recovered INTEGER, closed INTEGER);
                CREATE INDEX incident_system ON incident (system, number);
                CREATE TABLE incident_event (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, incident INTEGER NOT NULL, kind TEXT NOT NULL,
                    happened INTEGER NOT NULL, known INTEGER NOT NULL, actor TEXT NOT NULL, text TEXT NOT NULL,
                    detail TEXT NOT NULL);
                CREATE INDEX incident_event_incident ON incident_event (incident, id);
                """)
    }
}
