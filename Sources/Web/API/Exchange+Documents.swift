import Foundation
import HTTPTypes
import NIOCore
import Storage
import Telemetry

extension Exchange {
    /// The largest document that configures something.
    private static let largestDocument = 1 << 20

    /// Reads the body as a document.
    /// - Throws: ``Problem``: unsupported type, too large, malformed, invalid.
    func document<Content: Document>(_ type: Content.Type) async throws -> Content {
        let header = headers[.contentType]?.prefix { $0 != ";" }.lowercased().filter { $0 != " " } ?? ""
        let bytes = Array(buffer: try await body.collect(upTo: Self.largestDocument))
        // curl -d says "form" whatever it sends.
        let looksLikeJSON = bytes.first { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 } == UInt8(ascii: "{")
        let isJSON = header == "application/json" || header.hasSuffix("+json")
        let mayBeJSON = ["", "application/x-www-form-urlencoded", "text/plain"].contains(header) && looksLikeJSON
        guard isJSON || mayBeJSON else {
            throw Problem(.unsupportedType, "This address takes application/json.")
        }
        return try JSONBytes.decode(type, from: bytes)
    }

    /// Reads the body as a document; `nil` when there is no body.
    func optionalDocument<Content: Document>(_ type: Content.Type) async throws -> Content? {
        let bytes = Array(buffer: try await body.collect(upTo: Self.largestDocument))
        return bytes.isEmpty ? nil : try JSONBytes.decode(type, from: bytes)
    }
}

extension BodyDescription {
    /// A document that is sent.
    package static func json<Content: Document>(_ type: Content.Type) -> BodyDescription {
        // A document of the API: encoding its example cannot fail.
        let example = (try? JSONBytes.encode(Content.example)).flatMap {
            try? JSONDecoder().decode(JSONTree.self, from: Data($0))  // What was just encoded.
        }
        return BodyDescription(contentTypes: ["application/json"], schema: APISchema(of: type), example: example)
    }
}

extension Rooms {
    /// Keeps what a person changed, with the document that said it.
    func note(_ action: String, subject: String, reason: some Encodable, at time: Timestamp) async throws {
        try await control.decide(
            actor: IncidentsAPI.somebody, action: action, subject: subject,
            reason: String(decoding: try JSONBytes.encode(reason), as: UTF8.self), at: time)
    }
}
