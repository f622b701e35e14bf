import Foundation

/// Where things are in a data folder.
struct FolderLayout: Sendable {
    let root: String

    var control: String { root + "/control.db" }
    var lock: String { root + "/lock" }
    var logFolder: String { root + "/log" }
    var textFolder: String { root + "/texts" }
    var damagedFolder: String { root + "/damaged" }

    func log(_ name: String) -> String { "\(logFolder)/\(name).db" }

    func texts(_ name: String, _ retention: TextRetention) -> String {
        "\(textFolder)/\(name).\(retention.rawValue).db"
    }

    /// Makes the folders that are missing, for their owner only.
    func make() throws(StorageError) {
        do {
            for folder in [root, logFolder, textFolder] {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw StorageError(.unreachable, "The data folder \(root) cannot be made.", cause: error)
        }
    }

    /// The names of the log's parts, in their order.
    func partNames() throws(StorageError) -> [PartName] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: logFolder).compactMap { file in
                file.hasSuffix(".db") ? PartName(file.dropLast(3)) : nil
            }.sorted()
        } catch {
            throw StorageError(.unreachable, "The folder of the log cannot be read.", cause: error)
        }
    }

    /// Bytes of a database with its write-ahead log; 0 when it does not exist.
    func size(_ path: String) -> Int64 {
        ["", "-wal"].reduce(0) { sum, suffix in
            // A file that is missing, or vanishes now, has no bytes.
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }

    /// Moves the files of a log part, its texts among them, to where nobody reads them; does nothing for what is gone.
    func setAside(_ name: String) throws(StorageError) {
        do {
            let files = FileManager.default
            let texts = TextRetention.allCases.map { self.texts(name, $0) }
            let present = ([log(name)] + texts).flatMap { path in ["", "-wal", "-shm"].map { path + $0 } }
                .filter { files.fileExists(atPath: $0) }
            guard !present.isEmpty else { return }
            try files.createDirectory(
                atPath: damagedFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            for path in present {
                let target = "\(damagedFolder)/\(path.split(separator: "/").last ?? "part")"
                var free = target
                var number = 2
                while files.fileExists(atPath: free) {
                    free = "\(target).\(number)"
                    number += 1
                }
                try files.moveItem(atPath: path, toPath: free)
            }
        } catch {
            throw StorageError(.unreachable, "A damaged log part cannot be moved to \(damagedFolder).", cause: error)
        }
    }

    /// Removes a database with everything that SQLite keeps beside it.
    func unlink(_ path: String) throws(StorageError) {
        do {
            for suffix in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.removeItem(atPath: path + suffix)
            }
        } catch {
            throw StorageError(.unreachable, "A file whose retention has passed cannot be removed.", cause: error)
        }
    }
}
