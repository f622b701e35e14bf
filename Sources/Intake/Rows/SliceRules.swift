package import Telemetry

/// Which attributes and fields of a call it can be sliced by (docs/settling.md).
///
/// A value stays as it was sent but for white space at its ends; it is not brought into Unicode's normal form: Swift
/// compares canonically equivalent texts as equal, and senders hardly ever mix forms.
package enum SliceRules {
    /// Dimensions of one call at most, the always-present ones included; further keys, in alphabetical order, are kept
    /// with the call only.
    package static let dimensions = 48
    /// Characters of a value.
    package static let valueCharacters = 64
    /// Characters of a key.
    package static let keyCharacters = 64

    /// Keys that name a person, a conversation or a request: personal, or of endless variety. Compared in lower case with
    /// `-` and `.` as `_`.
    package static let identityKeys: Set<String> = [
        "user", "user_id", "userid", "username", "user_name", "enduser_id", "end_user_id", "langfuse_user_id",
        "customer_id", "account_id", "email", "e_mail", "mail", "user_email", "phone", "phone_number", "ip",
        "ip_address",
        "session", "session_id", "sessionid", "langfuse_session_id", "thread", "thread_id", "threadid", "conversation",
        "conversation_id", "conversationid", "chat_id", "request_id", "requestid", "request", "x_request_id",
        "trace_id",
        "traceid", "span_id", "spanid", "run_id", "ls_run_id", "message_id", "correlation_id", "transaction_id",
        "order_id", "ticket_id", "invocation_id",
    ]

    /// The dimensions of a settled call with their values, sorted, each dimension once.
    ///
    /// - Parameter call: with what its ancestors lent.
    package static func slices(of call: Call) -> [SliceValue] {
        var values: [SliceValue] = []
        func add(_ dimension: String, _ value: String?) {
            if let value = value.flatMap(trimmed) { values.append(SliceValue(dimension, value)) }
        }
        add("provider", call.provider)
        add("model", call.model)
        add("prompt", call.prompt?.text)
        add("environment", call.environment)
        add("service_version", call.serviceVersion)
        add("operation", call.operation)
        if call.kind.isPrediction { add("model_version", call.modelVersion) }
        collect(call.attributes, into: &values)
        if call.kind.isPrediction { collect(call.fields, into: &values) }
        return values.sorted()
    }

    /// What always makes a dimension of its own.
    private static let ownDimensions = [
        "provider", "model", "prompt", "environment", "service_version", "operation", "model_version",
    ]

    private static func collect(_ pairs: [String: AttributeValue], into values: inout [SliceValue]) {
        guard !pairs.isEmpty else { return }
        for (key, attribute) in pairs.sorted(by: { $0.key < $1.key }) {
            guard values.count < dimensions else { return }
            guard key.utf8.count <= keyCharacters || key.unicodeScalars.count <= keyCharacters, !key.isEmpty,
                !isIdentity(key: key),
                let value = attribute.sliceText.flatMap(trimmed), !isIdentity(value: value),
                !ownDimensions.contains(key), !values.contains(where: { $0.dimension == key })
            else { continue }
            values.append(SliceValue(key, value))
        }
    }

    /// A value without white space at its ends, cut to ``valueCharacters``; `nil` when nothing is left.
    private static func trimmed(_ text: String) -> String? {
        // Without a blank at its ends, and short: nearly every value.
        if let first = text.utf8.first, let last = text.utf8.last, (33...126).contains(first),
            (33...126).contains(last),
            text.utf8.count <= valueCharacters
        {
            return text
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return nil }
        let core = scalars[first...last]
        if core.count <= valueCharacters { return core.count == scalars.count ? text : String(core) }
        return String(core.prefix(valueCharacters))
    }

    /// True for keys of ``identityKeys``.
    package static func isIdentity(key: String) -> Bool {
        guard key.utf8.contains(where: { (65...90).contains($0) || $0 == 45 || $0 == 46 }) else {
            return identityKeys.contains(key)
        }
        let normalised = String(
            decoding: key.utf8.map { byte -> UInt8 in
                switch byte {
                case 65...90: byte + 32
                case 45, 46: 95
                default: byte
                }
            }, as: UTF8.self)
        return identityKeys.contains(normalised)
    }

    /// True for values that look like a UUID, a hash, an e-mail address or a number of more than 6 digits.
    package static func isIdentity(value: String) -> Bool {
        let bytes = Array(value.utf8)
        if let at = bytes.firstIndex(of: 64), at > 0, bytes[(at + 1)...].dropFirst().dropLast().contains(46) {
            return true
        }
        var digits = 0
        var letters = 0
        for byte in bytes {
            switch byte {
            case 48...57: digits += 1
            case 65...70, 97...102: letters += 1
            case 45: break
            case 43,
                32 where letters == 0:
                break
            default: return false
            }
        }
        if letters == 0 { return digits > 6 && !isDate(bytes) }
        return digits > 0 && digits + letters >= 16
    }

    /// `2026-11-21` has eight digits and names a day, not a person.
    private static func isDate(_ bytes: [UInt8]) -> Bool {
        bytes.count == 10 && bytes[4] == 45 && bytes[7] == 45
    }
}
