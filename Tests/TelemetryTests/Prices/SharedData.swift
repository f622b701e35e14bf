import Foundation

/// Public data that is too large for the repository. Tests that need it are skipped, with the reason, where it is absent.
enum SharedData {
    /// The folder: `TILTMETER_SHARED_DATA`, else `shared/data` beside the repository.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["TILTMETER_SHARED_DATA"] { return URL(filePath: path) }
        return URL(filePath: #filePath)
            .appending(path: "../../../../../shared/data").standardizedFileURL
    }()

    /// True when a file of the folder can be read.
    static func has(_ path: String) -> Bool {
        FileManager.default.isReadableFile(atPath: folder.appending(path: path).path)
    }

    /// The content of a gzip file.
    static func inflated(_ path: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", folder.appending(path: path).path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }
}
