import HTTPTypes
import Intake
import NIOCore
import OTLP

/// A body of telemetry: its memory reserved, read, inflated.
struct ReceivedBody: Sendable {
    let bytes: [UInt8]
    /// Held until the batch is answered.
    let reservation: MemoryBudget.Reservation

    /// A compressed body is reckoned at so many times its size until it is inflated.
    private static let guessedRatio = 8

    /// Reads a body in the order of checks: coding, declared size, memory, body, inflation.
    /// - Throws: ``Problem``.
    init(_ exchange: Exchange, limits: ServerLimits, memory: MemoryBudget) async throws {
        guard let coding = ContentCoding(header: exchange.headers[.contentEncoding]) else {
            throw Problem(
                .unsupportedType, "Bodies are read plain or compressed with gzip, deflate or zstd, in one coding.",
                acceptEncoding: "gzip, deflate, zstd")
        }
        if let declared = exchange.body.declaredSize, declared > limits.body {
            throw Problem(
                .tooLarge, "The body has \(declared) bytes; the limit is \(limits.body). Send smaller batches.")
        }
        let ratio = coding == .identity ? 1 : Self.guessedRatio
        let guess = min((exchange.body.declaredSize ?? limits.body / 4) * ratio, limits.inflated)
        var held: MemoryBudget.Reservation
        do {
            held = try memory.reserve(bytes: guess)
        } catch {
            throw Problem(error)
        }
        let wire = Array(buffer: try await exchange.body.collect(upTo: limits.body))
        if coding == .identity {
            bytes = wire
        } else if wire.isEmpty {
            bytes = []  // A client that compresses nothing at all means nothing at all.
        } else {
            do {
                bytes = try coding.inflate(wire, limit: limits.inflated)
            } catch .tooLarge {
                throw Problem(
                    .tooLarge, "Inflated, the body passes the limit of \(limits.inflated) bytes. Send smaller batches.")
            } catch .malformed {
                throw Problem(.malformed, "The body is not what Content-Encoding says: \(coding.rawValue).")
            }
        }
        if bytes.count > guess {
            do {
                let more = try memory.reserve(bytes: bytes.count)
                held.release()
                held = more
            } catch {
                throw Problem(error)
            }
        }
        reservation = held
    }
}
