/// The name of a signal within its system: `success`, `latency`, `groundedness`.
///
/// Built-in names are the constants; scores and feedback bring their own, normalised to lower case with `_` for spaces
/// and `-`, at most 64 characters.
public struct SignalName: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    /// Takes a name that is known to be in form, such as one that was stored.
    public init(stored text: String) {
        self.text = text
    }

    /// Normalises the name of an outcome; `nil` when nothing is left.
    public init?(_ name: some StringProtocol) {
        var bytes: [UInt8] = []
        for scalar in name.lowercased().unicodeScalars {
            guard bytes.count < 64 else { break }
            switch scalar {
            case "a"..."z", "0"..."9", ".", "@", "_": bytes.append(UInt8(ascii: scalar))
            default: if bytes.last != 95 { bytes.append(95) }
            }
        }
        while bytes.last == 95 { bytes.removeLast() }
        while bytes.first == 95 { bytes.removeFirst() }
        guard !bytes.isEmpty else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The text itself.
    public var description: String { text }

    /// In the order of their parts.
    public static func < (left: SignalName, right: SignalName) -> Bool { left.text < right.text }

    /// Decodes the name from its text.
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    /// Encodes the name as its text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension SignalName {
    /// Share of calls that succeeded.
    public static let success = SignalName(stored: "success")
    /// Latency of successful calls.
    public static let latency = SignalName(stored: "latency")
    /// Time to the first token of successful calls.
    public static let timeToFirstToken = SignalName(stored: "time_to_first_token")
    /// Input tokens per call.
    public static let inputTokens = SignalName(stored: "input_tokens")
    /// Output tokens per call.
    public static let outputTokens = SignalName(stored: "output_tokens")
    /// Cost per call.
    public static let cost = SignalName(stored: "cost")
    /// Share of calls that declined to answer.
    public static let refused = SignalName(stored: "refused")
    /// Share of calls with an empty answer.
    public static let empty = SignalName(stored: "empty")
    /// Share of calls cut off by a limit of length.
    public static let truncated = SignalName(stored: "truncated")
    /// Share of calls that repeat an earlier output.
    public static let repeated = SignalName(stored: "repeated")
    /// Share of calls that ask again what was just asked.
    public static let retriedCall = SignalName(stored: "retried_call")
    /// A regressor's output.
    public static let predictionValue = SignalName(stored: "prediction_value")
    /// A classifier's confidence.
    public static let predictionScore = SignalName(stored: "prediction_score")
    /// Whether the predicted class equals the label that arrived.
    public static let labelAgreement = SignalName(stored: "label_agreement")
    /// Distance of a regressor's output from the label that arrived.
    public static let absoluteError = SignalName(stored: "absolute_error")

    /// Share of predictions of one class.
    public static func classShare(_ label: String) -> SignalName {
        SignalName(stored: "class_share:" + String(label.prefix(48)))
    }

    /// True for the share of one predicted class.
    public var isClassShare: Bool { text.hasPrefix("class_share:") }
}
