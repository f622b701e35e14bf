public import Telemetry

/// Which times are accepted when a request comes in.
public struct AcceptanceWindow: Sendable, Hashable {
    /// When the request was received; stands in for times that a client leaves out.
    public var received: Timestamp
    /// What is older is refused; `nil`: nothing is, as in imports.
    public var oldest: Timestamp?
    /// What is later is refused; `nil`: nothing is.
    public var latest: Timestamp?

    /// How far ahead of ours a client's clock may be without being counted.
    public static let toleratedSkewSeconds: Int64 = 5

    /// The window of live traffic: back as far as calls are kept, 24 hours ahead.
    public init(received: Timestamp, oldest: Timestamp) {
        self.received = received
        self.oldest = oldest
        latest = received.advanced(bySeconds: 86_400)
    }

    /// The window of an import: every time is accepted.
    public init(importedAt received: Timestamp) {
        self.received = received
    }

    /// Why a time is refused; `nil` when it is not.
    public func refusal(of time: Timestamp) -> RefusalReason? {
        if let oldest, time < oldest { return .tooOld }
        if let latest, time > latest { return .inFuture }
        return nil
    }

    /// True when a client's clock is ahead of ours.
    public func isAhead(_ time: Timestamp) -> Bool {
        latest != nil && time > received.advanced(bySeconds: Self.toleratedSkewSeconds)
    }
}
