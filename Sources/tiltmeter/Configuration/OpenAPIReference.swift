import Foundation
import Logging
import Storage
import Telemetry
import Web

/// The reference file `docs/openapi.json`: what a server answers at `/v1/openapi.json`, laid out for reading and comparing.
enum OpenAPIReference {
    /// The document, made from the routes of an assembly on an empty folder that is thrown away.
    static func text() async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tiltmeter-docs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What cannot be removed lies in the system's folder for temporary files, which is emptied anyway.
        defer { try? FileManager.default.removeItem(at: folder) }
        var configuration = try Configuration(file: nil)
        try configuration.override(Settings.data, with: folder.path, option: "--data")
        var logger = Logger(label: "docs")
        logger.logLevel = .error
        let assembly = try await Assembly(
            configuration, clock: SystemClock(), isDemo: false, address: "http://127.0.0.1:7455", logger: logger)
        let tree = WebRoutes(rooms: assembly.rooms).openAPI
        try await assembly.folder.close()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(tree), as: UTF8.self)
    }
}
