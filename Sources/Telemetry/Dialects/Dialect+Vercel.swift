extension Dialect {
    /// The Vercel AI SDK up to version 6; from 7 on it speaks the conventions.
    package static let vercel = Dialect(
        name: "Vercel AI SDK",
        scopes: ["ai"],
        signatures: ["ai.operationId*", "ai.model.*", "ai.prompt*", "ai.response.*", "ai.usage.*"],
        kinds: [
            SpanKindRule("ai.operationId", .operationID, vercelOperations, otherwise: .context(.chain), rank: 1),
            SpanKindRule("operation.name", .operationID, vercelOperations, otherwise: .context(.chain), rank: 1),
        ],
        rules: [
            Rule(.system, "ai.telemetry.functionId"),
            Rule(.provider, "ai.model.provider", rank: 1),
            Rule(.requestModel, "ai.model.id", rank: 1),
            Rule(.responseModel, "ai.response.model", rank: 1),
            Rule(.responseID, "ai.response.id"),
            Rule(.inputMessages, "ai.prompt.messages", "ai.prompt", rank: 1),
            Rule(.outputMessages, sources: [.answer], rank: 1),
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
            Rule(.user, "ai.telemetry.metadata.userId", rank: 2),
            Rule(.session, "ai.telemetry.metadata.sessionId", rank: 3),
        ],
        slicePrefixes: ["ai.telemetry.metadata."],
        firstTokenEvents: ["ai.stream.firstChunk"],
        providerPrefixes: [
            ("google.generative-ai", "gcp.gemini"), ("google.vertex", "gcp.vertex_ai"),
            ("amazon-bedrock", "aws.bedrock"), ("azure", "azure.ai.openai"), ("xai", "x_ai"),
            ("mistral", "mistral_ai"),
        ])

    /// The outer spans repeat what the inner ones say: only those are calls.
    private static let vercelOperations: [String: SpanRole] = [
        "*.doGenerate": .llm, "*.doStream": .llm, "*.doEmbed": .embedding, "ai.toolCall": .context(.tool),
    ]
}
