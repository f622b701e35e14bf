extension Dialect {
    /// The tracing built into Anthropic's SDKs.
    package static let anthropicSDK = Dialect(
        name: "Anthropic SDK",
        scopes: ["com.anthropic.sdk*"],
        rules: [Rule(.finishReasons, "anthropic.message.stop_reason")],
        knowsUsage: true)
}
