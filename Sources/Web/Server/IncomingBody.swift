import HTTPTypes
package import Hummingbird
package import NIOCore
import Synchronization

/// The body of a request: read once, within a limit and a time, or drained before a refusal.
package final class IncomingBody: Sendable {
    /// How much of an unwanted body is read before the answer, so that clients see the answer and not a reset connection.
    package static let drainLimit = 1 << 20

    private let stream: RequestBody
    private let declared: Int?
    private let awaitsConsent: Bool
    private let seconds: Int
    private let wasTouched = Mutex(false)

    /// - Parameters:
    ///   - stream: as the connection delivers it.
    ///   - headers: of the request.
    ///   - limit: the largest body that any route takes; beyond it, no consent to send it was given.
    ///   - seconds: how long it may take to arrive.
    package init(_ stream: RequestBody, headers: HTTPFields, limit: Int, seconds: Int) {
        self.stream = stream
        declared = headers[.contentLength].flatMap { Int($0) }
        awaitsConsent = headers[.expect]?.lowercased() == "100-continue" && (declared ?? 0) > limit
        self.seconds = seconds
    }

    /// A body that was read already.
    init(_ bytes: ByteBuffer, seconds: Int) {
        stream = RequestBody(buffer: bytes)
        declared = bytes.readableBytes
        awaitsConsent = false
        self.seconds = seconds
    }

    /// The size that the sender declared.
    package var declaredSize: Int? { declared }

    /// True when there is nothing to read.
    package var isDeclaredEmpty: Bool { declared == 0 }

    /// Reads everything.
    /// - Throws: ``Problem``: `tooLarge` beyond the limit, `timeout` when it takes too long, `malformed` when it breaks off.
    package func collect(upTo limit: Int) async throws -> ByteBuffer {
        if let declared, declared > limit { throw Self.tooLarge(limit) }
        wasTouched.withLock { $0 = true }
        let stream = stream
        let seconds = seconds
        return try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
            group.addTask {
                var whole = ByteBuffer()
                do {
                    for try await var part in stream {
                        guard whole.readableBytes + part.readableBytes <= limit else { throw Self.tooLarge(limit) }
                        if whole.readableBytes == 0 { whole = part } else { whole.writeBuffer(&part) }
                    }
                } catch let problem as Problem {
                    throw problem
                } catch {
                    throw Problem(.malformed, "The body broke off before its end.", cause: error)
                }
                return whole
            }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let whole = first else {
                throw Problem(.timeout, "The body did not arrive within \(seconds) seconds.")
            }
            return whole
        }
    }

    /// Reads and forgets what comes, up to ``drainLimit``, after a refusal that did not need the body.
    /// - Returns: false when more is still to come: the connection must be closed after the answer.
    package func drain() async -> Bool {
        guard !wasTouched.withLock({ $0 }) else { return false }
        if awaitsConsent { return false }
        if declared == 0 { return true }
        let stream = stream
        let seconds = seconds
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                var count = 0
                do {
                    for try await part in stream {
                        count += part.readableBytes
                        if count > Self.drainLimit { return false }
                    }
                } catch {
                    return false  // The connection is gone; there is nobody to answer.
                }
                return true
            }
            group.addTask {
                // Only a cancelled sleep throws, and then its result is not looked at.
                try? await Task.sleep(for: .seconds(seconds))
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }

    private static func tooLarge(_ limit: Int) -> Problem {
        Problem(.tooLarge, "The body is larger than \(limit) bytes, the limit of this address. Send it in parts.")
    }
}
