import Foundation

/// Where things are in a data folder.
struct FolderLayout: Sendable {
    let root: String

    var control: String { root + "/control.db" }
    var lock: String { root + "/lock" }
    var logFolder: String { root + "/log" }
    var textFolder: String { root + "/texts" }

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
