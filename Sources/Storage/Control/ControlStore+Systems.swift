import GRDB
public import Telemetry

extension ControlStore {
    /// All systems, by slug.
    public func systems() async throws(StorageError) -> [WatchedSystem] {
        try await file.read { try Row.fetchAll($0, sql: "SELECT * FROM system ORDER BY slug").map(Self.system) }
    }

    /// One system.
    public func system(_ slug: SystemSlug) async throws(StorageError) -> WatchedSystem? {
        try await file.read { try Self.system(slug, $0) }
    }

    /// Registers a system, once: one that is registered stays as it is.
    /// - Returns: the system as it is registered.
    @discardableResult
    public func register(_ system: WatchedSystem) async throws(StorageError) -> WatchedSystem {
        try await file.write { database in
            if let known = try Self.system(system.slug, database) { return known }
            try Self.save(system, database)
            return system
        }
    }

    /// Changes a system; its slug stays.
    /// - Returns: the system as it is now.
    /// - Throws: ``StorageError/Code/unknown`` when it is not registered.
    @discardableResult
    public func update(
        system slug: SystemSlug, _ change: @escaping @Sendable (inout WatchedSystem) -> Void
    ) async throws(StorageError) -> WatchedSystem {
        try await file.write { database in
            guard var system = try Self.system(slug, database) else {
                throw StorageError(.unknown, "There is no system \(slug).")
            }
            change(&system)
            system.slug = slug
            try Self.save(system, database)
            return system
        }
    }

    /// What is known about the signals of a system, by name.
    public func signalSettings(system: SystemSlug) async throws(StorageError) -> [SignalSetting] {
        try await file.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM signal_setting WHERE system = ? ORDER BY signal", arguments: [system.text]
            ).map(Self.signalSetting)
        }
    }

    /// Notes what is known about a signal, unless a stronger source has said something.
    /// - Returns: what holds now.
    @discardableResult
    public func save(_ setting: SignalSetting) async throws(StorageError) -> SignalSetting {
        try await file.write { database in
            let known = try Row.fetchOne(
                database, sql: "SELECT * FROM signal_setting WHERE system = ? AND signal = ?",
                arguments: [setting.system.text, setting.signal.text]
            ).map(Self.signalSetting)
            if let known, known.source > setting.source { return known }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO signal_setting
                        (system, signal, better, tolerance, range_low, range_high, source, updated)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    setting.system.text, setting.signal.text, setting.better?.rawValue, setting.tolerance,
                    setting.range?.lowerBound, setting.range?.upperBound, setting.source.rawValue,
                    setting.updated.nanoseconds,
                ])
            return setting
        }
    }

    private static func system(_ slug: SystemSlug, _ database: Database) throws -> WatchedSystem? {
        try Row.fetchOne(database, sql: "SELECT * FROM system WHERE slug = ?", arguments: [slug.text]).map(system)
    }

    private static func system(_ row: Row) throws -> WatchedSystem {
        let main: String? = row["main_kind"]
        guard let texts = TextRetention(rawValue: row["texts"]) else {
            throw StorageError.damaged("unknown text retention")
        }
        return WatchedSystem(
            slug: try row.slug("slug"), title: row["title"], kind: try row.word("kind"),
            mainKind: main.flatMap(CallKind.init(rawValue:)), created: row.time("created"), texts: texts,
            settings: row["settings"])
    }

    private static func save(_ system: WatchedSystem, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO system (slug, title, kind, main_kind, created, texts, settings)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                system.slug.text, system.title, system.kind.rawValue, system.mainKind?.rawValue,
                system.created.nanoseconds, system.texts.rawValue, system.settings,
            ])
    }

    private static func signalSetting(_ row: Row) throws -> SignalSetting {
        let low: Double? = row["range_low"]
        let high: Double? = row["range_high"]
        let better: String? = row["better"]
        guard let source = SignalSetting.Source(rawValue: row["source"]) else {
            throw StorageError.damaged("unknown source of a signal's setting")
        }
        var range: ClosedRange<Double>?
        if let low, let high, low <= high { range = low...high }
        return SignalSetting(
            system: try row.slug("system"), signal: SignalName(stored: row["signal"]),
            better: better.flatMap(Outcome.Better.init(rawValue:)), tolerance: row["tolerance"], range: range,
            source: source, updated: row.time("updated"))
    }

    static func makeSystems(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE system (
                    slug TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, main_kind TEXT,
                    created INTEGER NOT NULL, texts INTEGER NOT NULL, settings TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE signal_setting (
                    system TEXT NOT NULL, signal TEXT NOT NULL, better TEXT, tolerance REAL, range_low REAL,
                    range_high REAL, source INTEGER NOT NULL, updated INTEGER NOT NULL,
                    PRIMARY KEY (system, signal)) WITHOUT ROWID;
                """)
    }
}
