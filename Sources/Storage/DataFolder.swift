import Foundation
public import Telemetry

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Everything that an installation keeps, in one folder, owned by one process at a time.
public final class DataFolder: Sendable {
    /// Where it is.
    public let path: String
    /// The log.
    public let calls: SQLiteCallStore
    /// What the folds made of it.
    public let rollups: SQLiteRollupStore
    /// Everything else.
    public let control: ControlStore

    private let layout: FolderLayout
    private let lock: FolderLock
    private let database: ControlDatabase
    private let process: Int32

    /// Takes a folder, makes it when it is missing, and brings its files up to date.
    ///
    /// - Parameters:
    ///   - now: the present time: outcomes wait since then minus their limit.
    ///   - process: this process's number, for the lock.
    /// - Throws: ``StorageError/Code/locked`` with the owner when another process has it,
    ///   ``StorageError/Code/newerVersion`` when a later program wrote it.
    public init(
        path: String, now: Timestamp, process: Int32, limits: StorageLimits = .standard
    ) async throws(StorageError) {
        self.path = path
        self.process = process
        layout = FolderLayout(root: path)
        try layout.make()
        lock = try FolderLock(path: layout.lock, process: process)
        database = try ControlDatabase(path: layout.control)
        calls = SQLiteCallStore(folder: layout, control: database, limits: limits)
        rollups = SQLiteRollupStore(database)
        control = ControlStore(database)
        try await calls.writer.start(now: now)
    }

    /// Tells commands of the same user where this process can be reached.
    /// - Parameter token: a secret of this run.
    public func announce(address: String, token: String) throws(StorageError) {
        try lock.write(FolderOwner(process: process, address: address, token: token))
    }

    /// Who owns a folder, as its lock says; `nil` when nobody does or ever did.
    public static func owner(of path: String) -> FolderOwner? {
        FolderLock.owner(path: FolderLayout(root: path).lock)
    }

    /// Writes everything into the files and lets go of the folder. Nothing may be asked of the stores afterwards.
    public func close() async throws(StorageError) {
        try await calls.writer.close()
        try database.file.close()
        lock.release()
    }

    /// Reads every file as a whole and says what is wrong with it; empty when all is well. Takes its time.
    public func check() async throws(StorageError) -> [FileFault] {
        var faults = try await Self.faults("control.db") { () throws(StorageError) in database.file }
        for part in calls.catalog.parts {
            faults += try await Self.faults("log/\(part.name).db") { () throws(StorageError) in
                try calls.catalog.file(part.ordinal)
            }
            for retention in TextRetention.allCases {
                faults += try await Self.faults("texts/\(part.name).\(retention.rawValue).db") {
                    () throws(StorageError) in try calls.catalog.texts(part.ordinal, retention)?.file
                }
            }
        }
        return faults
    }

    /// What is wrong with one file; damage that keeps it from being read at all is a fault like any other.
    private static func faults(
        _ name: String, _ open: () throws(StorageError) -> SQLiteFile?
    ) async throws(StorageError) -> [FileFault] {
        do throws(StorageError) {
            guard let file = try open() else { return [] }
            return try await file.faults().map { FileFault(file: name, message: $0) }
        } catch {
            guard error.code == .damaged else { throw error }
            return [FileFault(file: name, message: error.message)]
        }
    }

    /// Takes the log parts out of service that ``check()`` found damaged. Their files are kept in `damaged/`.
    /// - Returns: the names of the parts.
    public func setAside(_ faults: [FileFault], now: Timestamp) async throws(StorageError) -> [String] {
        var names: [String] = []
        for part in calls.catalog.parts {
            guard let fault = faults.first(where: { $0.file == "log/\(part.name).db" }) else { continue }
            try await calls.writer.setAside(part, reason: fault.message, at: now)
            names.append(part.name)
        }
        return names
    }

    /// How much room the folder takes, and how much is left.
    public func size() async throws(StorageError) -> FolderSize {
        let parts = try await calls.parts()
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else {
            throw StorageError(.unreachable, "The file system of the data folder cannot be asked for its room.")
        }
        return FolderSize(
            control: layout.size(layout.control), log: parts.reduce(0) { $0 + $1.bytes },
            texts: parts.reduce(0) { $0 + $1.textBytes.values.reduce(0, +) },
            free: Int64(
                clamping: UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize)).partialValue))
    }
}

/// Something that is wrong with a file.
public struct FileFault: Sendable, Hashable {
    /// The file, within the data folder.
    public var file: String
    /// What is wrong, in SQLite's words.
    public var message: String

    /// Something that is wrong with a file.
    public init(file: String, message: String) {
        self.file = file
        self.message = message
    }
}

/// Bytes of a data folder on disk.
public struct FolderSize: Sendable, Hashable {
    /// `control.db`: rollups are the most of it.
    public var control: Int64
    /// The log.
    public var log: Int64
    /// Texts.
    public var texts: Int64
    /// Room left on its file system, for this user.
    public var free: Int64

    /// Bytes of a data folder.
    public init(control: Int64, log: Int64, texts: Int64, free: Int64) {
        self.control = control
        self.log = log
        self.texts = texts
        self.free = free
    }

    /// Everything that is taken.
    public var total: Int64 { control + log + texts }
}
