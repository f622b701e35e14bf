/// Which attributes may become slices, and which may be shown with a context span.
package enum SliceKeys {
    /// Names of persons and of single requests: never slices, because they are personal or without end.
    private static let identity: Set<String> = [
        "user_id", "userid", "session_id", "sessionid", "langfuse_user_id", "langfuse_session_id", "enduser_id",
        "email", "thread_id", "conversation_id", "request_id", "requestid", "trace_id", "ls_run_id",
    ]

    /// True for keys that name a person or a single request; case, `-` and `.` do not matter.
    package static func isIdentity(_ key: String) -> Bool {
        let bytes = key.utf8.map { byte -> UInt8 in
            switch byte {
            case 0x41...0x5A: byte + 32
            case 0x2D, 0x2E: 0x5F
            default: byte
            }
        }
        return identity.contains(String(decoding: bytes, as: UTF8.self))
    }

    /// Attributes of context spans that are safe and useful to show; a `*` at the end stands for any rest. Everything
    /// else may hold secrets: addresses, queries, headers.
    package static let shown: [String] = [
        "http.request.method", "http.route", "http.response.status_code", "rpc.*", "db.system*", "messaging.system",
        "error.type", "gen_ai.operation.name", "gen_ai.agent.name", "gen_ai.tool.name", "gen_ai.workflow.name",
        "gen_ai.data_source.id",
    ]

    /// Keys of a call's attributes: at most so many characters.
    package static let maximumKeyLength = 64
    /// Attributes of a call that are kept.
    package static let maximumCount = 64
    /// Characters of an attribute's text that are kept.
    package static let maximumValueLength = 256
}
