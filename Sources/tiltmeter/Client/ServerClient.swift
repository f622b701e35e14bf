import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Storage
import Web

/// Talks to the server that owns a data folder, as every verb does that asks or changes something.
struct ServerClient: Sendable {
    /// Without a slash at the end.
    let address: String
    private let token: String

    /// How long an answer may take.
    private static let patience = TimeAmount.seconds(120)
    private static let largestAnswer = 256 << 20

    /// The server that owns the configured data folder.
    /// - Throws: ``CommandError`` with exit code 4 when there is none.
    init(_ configuration: Configuration) throws {
        let path = configuration[Settings.data]
        guard let owner = DataFolder.owner(of: path) else {
            throw CommandError(
                .unreachable, "No server works on the data folder \(path).",
                why: "This verb asks the running server; there is none, or it has another folder.",
                tip: "tiltmeter up, or name the folder with --data")
        }
        guard !owner.address.isEmpty else {
            throw CommandError(
                .unreachable, "The server of the data folder \(path) does not listen yet.",
                why: "Process \(owner.process) is starting, or imports files.", tip: "wait a moment and run it again")
        }
        address = owner.address
        token = owner.token
    }

    /// What came back.
    struct Reply {
        let status: Int
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Asks for a document.
    func get<Content: Document>(_ path: String, as type: Content.Type) async throws -> Content {
        try JSONBytes.decode(type, from: try await send(.GET, path).bytes)
    }

    /// Sends a document and reads what comes back.
    func post<Content: Document>(
        _ path: String, _ body: [UInt8], contentType: String = "application/json", as type: Content.Type
    ) async throws -> Content {
        try JSONBytes.decode(type, from: try await send(.POST, path, body: body, contentType: contentType).bytes)
    }

    /// Sends a request.
    /// - Throws: ``CommandError``: 4 when the server cannot be reached, else as the problem that it answered says.
    func send(
        _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, contentType: String = "application/json",
        contentEncoding: String? = nil
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: address + path)
        request.method = method
        request.headers.add(name: "user-agent", value: "tiltmeter/\(Release.version)")
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        if let body {
            request.headers.add(name: "content-type", value: contentType)
            if let contentEncoding { request.headers.add(name: "content-encoding", value: contentEncoding) }
            request.body = .bytes(body)
        }
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: Self.patience)
            let bytes = Array(buffer: try await response.body.collect(upTo: Self.largestAnswer))
            let reply = Reply(status: Int(response.status.code), bytes: bytes)
            guard reply.status < 400 else { throw CommandError(reply, path: path) }
            return reply
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError(
                .unreachable, "The server at \(address) does not answer.",
                why: "It has stopped without tidying up, or hangs: \(error).", tip: "tiltmeter doctor")
        }
    }
}

extension CommandError {
    /// A problem that the server answered, as a verb reports it.
    fileprivate init(_ reply: ServerClient.Reply, path: String) {
        // What is no problem document is shown as it is.
        let problem = try? JSONBytes.decode(ProblemDocument.self, from: reply.bytes)
        let code: Code =
            switch reply.status {
            case 401, 403: .notAllowed
            case 502, 503, 504: .unreachable
            default: problem?.type == "/problems/too-early" ? .tooEarly : .usage
            }
        let places = (problem?.errors ?? []).map { "\($0.pointer) \($0.detail)" }.joined(separator: "; ")
        self.init(
            code, problem?.title ?? "The server answered \(reply.status) to \(path).",
            why: [problem?.detail ?? String(reply.text.prefix(200)), places].filter { !$0.isEmpty }.joined(
                separator: " "),
            tip: problem.map { "read what it means: \($0.type)" } ?? "tiltmeter doctor")
    }
}
