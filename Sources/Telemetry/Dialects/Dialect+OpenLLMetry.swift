extension Dialect {
    /// OpenLLMetry (Traceloop), from its first names to those that follow the conventions.
    package static let openLLMetry = Dialect(
        name: "OpenLLMetry",
        scopes: [
            "opentelemetry.instrumentation.openai.v1", "opentelemetry.instrumentation.anthropic",
            "opentelemetry.instrumentation.langchain",
        ],
        signatures: ["traceloop.*", "llm.request.*", "llm.usage.*", "gen_ai.prompt.0*"],
        kinds: [
            SpanKindRule(
                "llm.request.type", .text,
                ["chat": .llm, "completion": .llm, "embedding": .embedding, "rerank": .context(.retrieval)],
                otherwise: .llm, rank: 3),
            SpanKindRule(
                "traceloop.span.kind", .text,
                [
                    "workflow": .context(.chain), "task": .context(.chain), "agent": .context(.agent),
                    "tool": .context(.tool),
                ], rank: 3),
        ],
        rules: [
            Rule(.system, "traceloop.workflow.name", rank: 1),
            Rule(.requestModel, "llm.request.model_name", "llm.request.model"),
            Rule(.responseModel, "llm.response.model_name", "llm.response.model"),
            Rule(.responseID, "llm.response.id", rank: 1),
            Rule(.isStreaming, "gen_ai.is_streaming"),
            Rule(.promptName, "traceloop.prompt.key", rank: 2),
            Rule(.promptVersion, "traceloop.prompt.version_name", "traceloop.prompt.version", rank: 2),
            Rule(.inputMessages, sources: [Source(prefix: "gen_ai.prompt", .openLLMetry)], rank: 3),
            Rule(.outputMessages, sources: [Source(prefix: "gen_ai.completion", .openLLMetry)], rank: 3),
            Rule(.inputMessages, "traceloop.entity.input", rank: 8),
            Rule(.outputMessages, "traceloop.entity.output", rank: 8),
            Rule(.finishReasons, "llm.response.finish_reason", "llm.response.stop_reason", rank: 2),
            Rule(.cost, "gen_ai.usage.total_cost", "llm.usage.cost", rank: 2),
            Rule(.inputTokens, "llm.usage.prompt_tokens", rank: 1),
            Rule(.outputTokens, "llm.usage.completion_tokens", rank: 1),
            Rule(.reasoningTokens, "llm.usage.reasoning_tokens", rank: 2),
            Rule(.user, "traceloop.association.properties.user_id", rank: 3),
            Rule(.session, "traceloop.association.properties.session_id", rank: 2),
        ],
        slicePrefixes: ["traceloop.association.properties."],
        firstTokenEvents: ["gen_ai.content.completion.chunk", "llm.content.completion.chunk"])
}
