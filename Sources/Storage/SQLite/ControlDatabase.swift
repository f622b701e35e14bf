import GRDB

/// `control.db`: the registry, the ledger, judgements, incidents, rollups and the summaries of the log's parts.
struct ControlDatabase: Sendable {
    let file: SQLiteFile

    /// Opens the file, makes it when it is missing, and brings an older one up to date.
    /// - Throws: ``StorageError/Code/newerVersion`` when a later program wrote it.
    init(path: String) throws(StorageError) {
        file = try SQLiteFile(writing: path, cacheKilobytes: 16_384, checkpointPages: 1_000)
        let migrator = Self.migrator
        do {
            guard try file.pool.read({ try !migrator.hasBeenSuperseded($0) }) else {
                throw StorageError(
                    .newerVersion, "The data folder was written by a later version of Tiltmeter; use that version.")
            }
            try migrator.migrate(file.pool)
        } catch {
            throw StorageError(error)
        }
    }

    /// Append only: a migration that was released is never edited, renamed or moved.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001 installation", migrate: ControlStore.makeInstallation)
        migrator.registerMigration("0002 systems and signals", migrate: ControlStore.makeSystems)
        migrator.registerMigration("0003 changes", migrate: ControlStore.makeChanges)
        migrator.registerMigration("0004 imports", migrate: ControlStore.makeImports)
        migrator.registerMigration("0005 decisions", migrate: ControlStore.makeDecisions)
        migrator.registerMigration("0006 prices", migrate: ControlStore.makePrices)
        migrator.registerMigration("0007 judgements", migrate: ControlStore.makeJudgements)
        migrator.registerMigration("0008 incidents", migrate: ControlStore.makeIncidents)
        migrator.registerMigration("0009 rollups", migrate: SQLiteRollupStore.makeRollups)
        migrator.registerMigration("0010 log parts", migrate: PartCatalog.makeParts)
        migrator.registerMigration("0011 parts set aside", migrate: PartCatalog.makeSetAside)
        return migrator
    }
}
