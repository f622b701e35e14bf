extension Dialect {
    /// The Vercel AI SDK up to version 6; from 7 on it speaks the conventions.
    package static let vercel = Dialect(
        name: "Vercel AI SDK",
        scopes: ["ai"],
        signatures: ["ai.operationId*", "ai.model.*", "ai.prompt*", "ai.response.*", "ai.usage.*"],
        rules: [
            Rule(.system, "ai.telemetry.functionId"),
            Rule(.provider, "ai.model.provider", rank: 1),
            Rule(.requestModel, "ai.model.id", rank: 1),
            Rule(.responseModel, "ai.response.model", rank: 1),
            Rule(.responseID, "ai.response.id"),
            Rule(.inputMessages, "ai.prompt.messages", "ai.prompt", rank: 1),
            Rule(.outputText, "ai.response.text", "ai.response.object"),
            Rule(.outputToolCalls, sources: [Source(json: "ai.response.toolCalls")]),
            Rule(.finishReasons, "ai.response.finishReason", rank: -1),
            Rule(.timeToFirstToken, "ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"),
            Rule(.inputTokens, "ai.usage.inputTokens", "ai.usage.promptTokens", rank: 2),
            Rule(.outputTokens, "ai.usage.outputTokens", "ai.usage.completionTokens", rank: 2),
            Rule(
                .cacheReadTokens, "ai.usage.cachedInputTokens", "ai.usage.inputTokenDetails.cacheReadTokens", rank: 2),
            Rule(.cacheWriteTokens, "ai.usage.inputTokenDetails.cacheWriteTokens", rank: 2),
            Rule(
                .reasoningTokens, "ai.usage.reasoningTokens", "ai.usage.outputTokenDetails.reasoningTokens", rank: 1),
            Rule(.user, "ai.telemetry.metadata.userId", rank: 1),
            Rule(.session, "ai.telemetry.metadata.sessionId", rank: 3),
        ],
        slicePrefixes: ["ai.telemetry.metadata."],
        firstTokenEvents: ["ai.stream.firstChunk"],
        providerPrefixes: [
            ("google.generative-ai", "gcp.gemini"), ("google.vertex", "gcp.vertex_ai"),
            ("amazon-bedrock", "aws.bedrock"), ("azure", "azure.ai.openai"), ("xai", "x_ai"),
            ("mistral", "mistral_ai"),
        ])

    /// Pydantic AI and Logfire.
    package static let pydanticAI = Dialect(
        name: "Pydantic AI",
        scopes: ["pydantic-ai", "logfire*"],
        signatures: [],
        rules: [
            Rule(.inputMessages, "pydantic_ai.all_messages", rank: 6),
            Rule(.outputMessages, "final_result", rank: 6),
            Rule(.cost, "operation.cost", rank: 1),
        ])

    /// MLflow tracing: every value is JSON text.
    package static let mlflow = Dialect(
        name: "MLflow",
        scopes: ["mlflow*"],
        signatures: ["mlflow.spanType"],
        rules: [
            Rule(.requestModel, sources: [Source("mlflow.spanInputs", "model")], rank: 3),
            Rule(.responseModel, sources: [Source(json: "mlflow.llm.model")], rank: 5),
            Rule(.responseID, sources: [Source("mlflow.spanOutputs", "id")], rank: 3),
            Rule(.fingerprint, sources: [Source("mlflow.spanOutputs", "system_fingerprint")], rank: 3),
            Rule(.serviceTier, sources: [Source("mlflow.spanOutputs", "service_tier")], rank: 3),
            Rule(.inputMessages, "mlflow.spanInputs", rank: 7),
            Rule(.outputMessages, "mlflow.spanOutputs", rank: 7),
            Rule(.inputTokens, sources: [Source("mlflow.chat.tokenUsage", "input_tokens")], rank: 4),
            Rule(.outputTokens, sources: [Source("mlflow.chat.tokenUsage", "output_tokens")], rank: 4),
            Rule(.retrieved, sources: [Source(json: "mlflow.spanOutputs")], rank: 1),
            Rule(.requestModel, sources: [Source(json: "model")], rank: 4),
            Rule(.user, sources: [Source(json: "mlflow.trace.user")], rank: 6),
            Rule(.session, sources: [Source(json: "mlflow.trace.session")], rank: 6),
        ])

    /// OpenLIT.
    package static let openLIT = Dialect(
        name: "OpenLIT",
        scopes: ["openlit*"],
        signatures: [],
        rules: [
            Rule(.system, "gen_ai.application_name", rank: 5),
            Rule(.cost, "gen_ai.usage.cost", rank: -1),
            Rule(.serverTimeToFirstToken, sources: [Source("gen_ai.server.time_to_first_token", factor: 1_000)]),
        ], zeroSeedIsNone: true)

    /// The tracing built into Anthropic's SDKs.
    package static let anthropicSDK = Dialect(
        name: "Anthropic SDK",
        scopes: ["com.anthropic.sdk*"],
        signatures: [],
        rules: [Rule(.finishReasons, "anthropic.message.stop_reason")])
}
