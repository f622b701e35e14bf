import Foundation
import Intake

/// A folder of its own for one test; gone with it.
final class TemporaryFiles {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "import-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        // Left behind by a test that failed, the folder harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.path(percentEncoded: false) }

    /// Writes a file and gives its path.
    func write(_ text: String, name: String = "calls.csv") throws -> String { try write(Array(text.utf8), name: name) }

    func write(_ bytes: [UInt8], name: String) throws -> String {
        let url = folder.appending(path: name)
        try Data(bytes).write(to: url)
        return url.path(percentEncoded: false)
    }

    /// Compresses a file with a program of the machine and gives the new path.
    func compress(_ path: String, with tool: String, suffix: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool, "-q", "-f", "-k", path]
        try process.run()
        process.waitUntilExit()
        return path + suffix
    }
}

/// A record as a test looks at it.
struct ReadRecord: Equatable {
    var line: Int
    var text: String
    var fault: ImportRecord.Fault?

    init(_ line: Int, _ text: String, _ fault: ImportRecord.Fault? = nil) {
        self.line = line
        self.text = text
        self.fault = fault
    }
}

extension ImportLimits {
    /// Small enough to be reached.
    static let small = ImportLimits(
        sniffedBytes: 65_536, sampledRecords: 2_000, sampledBytes: 4_194_304, recordBytes: 400, requestBytes: 800,
        batchRecords: 4, batchBytes: 4_096, sortedRecords: 1_000, comparedRecords: 1_000, refusedBytes: 64)
}

/// All records of a file.
func records(_ path: String, limits: ImportLimits = .standard) throws -> [ReadRecord] {
    let reader = try ImportFile(path: path, limits: limits).records(limits)
    var result: [ReadRecord] = []
    while let record = try reader.next() {
        result.append(ReadRecord(record.line, String(decoding: record.bytes, as: UTF8.self), record.fault))
    }
    return result
}
