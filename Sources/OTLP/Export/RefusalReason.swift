/// Why a single record of a request was refused. The raw values are label values of our metrics and part of the API.
public enum RefusalReason: String, Sendable, Hashable, CaseIterable {
    /// A trace id that is not 16 bytes or all zero.
    case badTraceID = "bad_trace_id"
    /// A span id that is not 8 bytes or all zero.
    case badSpanID = "bad_span_id"
    /// A time outside what a timestamp can hold.
    case badTime = "bad_time"
    /// Older than the retention of calls.
    case tooOld = "too_old"
    /// More than 24 hours in the future.
    case inFuture = "in_future"
    /// A key that is not UTF-8.
    case badKey = "bad_utf8_key"
    /// More than one record may hold.
    case tooLarge = "too_large"

    /// In words for the sender, after a count: `3 spans: trace_id is all zero`.
    public var words: String {
        switch self {
        case .badTraceID: "trace_id is all zero"
        case .badSpanID: "span_id is all zero"
        case .badTime: "time is out of range"
        case .tooOld: "older than the retention of calls"
        case .inFuture: "more than 24 hours in the future"
        case .badKey: "a key is not UTF-8"
        case .tooLarge: "too large"
        }
    }
}
