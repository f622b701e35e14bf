public import Telemetry

/// What people call a signal.
public enum SignalTitle {
    private static let known: [SignalName: String] = [
        .success: "Success", .latency: "Latency", .timeToFirstToken: "Time to first token",
        .inputTokens: "Input tokens",
        .outputTokens: "Output tokens", .cost: "Cost per call", .refused: "Refusals", .empty: "Empty answers",
        .truncated: "Truncated answers", .repeated: "Repeated answers", .retriedCall: "Questions asked again",
        .labelAgreement: "Agreement with labels", .absoluteError: "Absolute error",
        .predictionValue: "Predicted value", .predictionScore: "Prediction confidence",
    ]

    /// `Groundedness` for `groundedness`, `Share of “fraud”` for a class.
    public static func of(_ signal: SignalName) -> String {
        if let title = known[signal] { return title }
        if signal.text.hasPrefix("class_share:") { return "Share of “\(signal.text.dropFirst(12))”" }
        let words = signal.text.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
