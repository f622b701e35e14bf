public import Telemetry

/// The names under which outcomes may point at a call.
public struct CallIdentity: Sendable, Hashable {
    /// The call (or the context span that stands for it).
    public var key: CallKey
    /// Its trace.
    public var trace: TraceID?
    /// The provider's id of its answer.
    public var responseID: String?
    /// Its session, own or inherited.
    public var session: PersonKey?

    /// The names of a call.
    public init(key: CallKey, trace: TraceID? = nil, responseID: String? = nil, session: PersonKey? = nil) {
        self.key = key
        self.trace = trace
        self.responseID = responseID
        self.session = session
    }
}
