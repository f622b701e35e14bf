import Foundation
import Storage
import Telemetry

/// A data folder of a test's own, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)").path
    }

    deinit {
        // A test that failed half-way may have left nothing to remove.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Opens the folder as the program does.
    func open(now: Timestamp = Samples.start, limits: StorageLimits = .small) async throws -> DataFolder {
        try await DataFolder(path: path, now: now, process: ProcessInfo.processInfo.processIdentifier, limits: limits)
    }

    /// Copies the folder as it lies on the disk this moment: what a kill would leave. The lock is not part of it.
    func copy() throws -> TemporaryFolder {
        let copy = TemporaryFolder()
        try FileManager.default.copyItem(atPath: path, toPath: copy.path)
        try FileManager.default.removeItem(atPath: copy.path + "/lock")
        return copy
    }

    func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").filter { $0.hasSuffix(".db") }.sorted()
    }
}

extension StorageLimits {
    /// Limits that tests reach.
    static let small = StorageLimits(
        callsPerPart: 100, checkpointPages: 64, awaitedSeconds: 30 * 86_400, awaitedOutcomes: 1_000, openFiles: 4,
        filterBytes: 1 << 16)
}
