import Foundation
import OTLP

/// Requests as clients sent them; see Fixtures/README.md.
enum Capture {
    static let names: [String] = files("captures")

    static func files(_ folder: String) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: url(folder).path)
        return (found ?? []).sorted()  // an empty list fails the test that counts them
    }

    static func url(_ path: String) -> URL {
        Bundle.module.resourceURL!.appending(path: "Fixtures").appending(path: path)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        let body = [UInt8](try Data(contentsOf: url(path)))
        return path.hasSuffix(".gz") ? try ContentCoding.gzip.inflate(body, limit: 1 << 20) : body
    }
}
