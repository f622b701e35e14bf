/// The three kinds of OTLP request.
public enum SignalKind: Sendable, Hashable, CaseIterable {
    case traces, logs, metrics

    /// The member of a partial success that counts refused records, as JSON names it.
    var rejectedMember: String {
        switch self {
        case .traces: "rejectedSpans"
        case .logs: "rejectedLogRecords"
        case .metrics: "rejectedDataPoints"
        }
    }

    /// What its records are called in a sentence.
    func noun(_ count: Int) -> String {
        switch self {
        case .traces: count == 1 ? "span" : "spans"
        case .logs: count == 1 ? "log record" : "log records"
        case .metrics: count == 1 ? "data point" : "data points"
        }
    }
}
