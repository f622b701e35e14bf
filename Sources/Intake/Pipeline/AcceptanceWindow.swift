package import OTLP
package import Telemetry

/// From when on, and until when, what happened is accepted (docs/settling.md).
package struct AcceptanceWindow: Sendable, Hashable {
    /// What is older is refused; `nil` accepts all history.
    package let oldest: Timestamp?
    /// What is later is refused.
    package let latest: Timestamp
    /// The present: what is later is taken, and the client's clock is ahead.
    package let now: Timestamp

    /// The window at a time.
    package init(now: Timestamp, limits: IntakeLimits, rule: VerdictRule) {
        self.now = now
        oldest = rule == .imported ? nil : now.advanced(bySeconds: -limits.keepDays * 86_400)
        latest = now.advanced(bySeconds: limits.futureSeconds)
    }

    /// Why something of this time is refused; `nil` when it is not.
    package func refusal(of time: Timestamp) -> RefusalReason? {
        if let oldest, time < oldest { return .tooOld }
        return time > latest ? .inFuture : nil
    }
}
