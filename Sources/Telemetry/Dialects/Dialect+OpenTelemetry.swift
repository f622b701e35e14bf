extension Dialect {
    /// OpenTelemetry's conventions for generative AI, all generations: the current name first, then those it replaced.
    package static let openTelemetry = Dialect(
        name: "OpenTelemetry GenAI",
        signatures: ["gen_ai.*"],
        kinds: [
            SpanKindRule(
                "gen_ai.operation.name", .text,
                [
                    "chat": .llm, "text_completion": .llm, "generate_content": .llm, "completion": .llm,
                    "generate": .llm, "embeddings": .embedding, "retrieval": .context(.retrieval),
                    "rerank": .context(.retrieval), "execute_tool": .context(.tool), "create_memory": .context(.tool),
                    "create_memory_store": .context(.tool), "delete_memory": .context(.tool),
                    "delete_memory_store": .context(.tool), "search_memory": .context(.tool),
                    "update_memory": .context(.tool), "upsert_memory": .context(.tool),
                    "invoke_agent": .context(.agent), "create_agent": .context(.agent), "plan": .context(.agent),
                    "invoke_workflow": .context(.chain),
                ], rank: 2),
            // Instrumentations that name no operation.
            SpanKindRule("gen_ai.tool.name", .present, otherwise: .context(.tool), rank: 4),
            SpanKindRule("gen_ai.tool.call.id", .present, otherwise: .context(.tool), rank: 4),
            SpanKindRule(
                "gen_ai.request.model", .present, otherwise: .llm, with: ["gen_ai.system", "gen_ai.provider.name"],
                rank: 4),
        ],
        rules: [
            Rule(.operation, "gen_ai.operation.name"),
            Rule(.system, "gen_ai.workflow.name", "gen_ai.agent.name", rank: 2),
            Rule(.provider, "gen_ai.provider.name", "gen_ai.system", rank: -1),
            Rule(.requestModel, "gen_ai.request.model", rank: -1),
            Rule(.responseModel, "gen_ai.response.model", rank: -1),
            Rule(.responseID, "gen_ai.response.id", rank: -1),
            Rule(
                .fingerprint, "openai.response.system_fingerprint", "gen_ai.openai.response.system_fingerprint",
                "gen_ai.openai.system_fingerprint", "gen_ai.response.system_fingerprint", rank: -1),
            Rule(
                .serviceTier, "openai.response.service_tier", "gen_ai.openai.response.service_tier",
                "anthropic.response.service_tier", "openai.request.service_tier",
                "gen_ai.openai.request.service_tier", rank: -1),
            Rule(.isStreaming, "gen_ai.request.stream", rank: -1),
            Rule(.temperature, "gen_ai.request.temperature", rank: -1),
            Rule(.topP, "gen_ai.request.top_p", rank: -1),
            Rule(.maxTokens, "gen_ai.request.max_tokens", "gen_ai.request.max_completion_tokens", rank: -1),
            Rule(.seed, "gen_ai.request.seed", rank: -1),
            Rule(.promptName, "gen_ai.prompt.name", rank: -1),
            Rule(.promptVersion, "gen_ai.prompt.version", rank: -1),
            Rule(.inputMessages, "gen_ai.input.messages", rank: -1),
            Rule(.systemInstructions, "gen_ai.system_instructions"),
            Rule(.outputMessages, "gen_ai.output.messages", rank: -1),
            Rule(.finishReasons, "gen_ai.response.finish_reasons", rank: -2),
            Rule(.finishReasons, "gen_ai.response.finish_reason", "gen_ai.response.stop_reason", rank: 1),
            Rule(.documents, "gen_ai.retrieval.documents", rank: -1),
            Rule(
                .timeToFirstToken,
                sources: [
                    Source("gen_ai.response.time_to_first_chunk", factor: 1_000),
                    Source("gen_ai.client.operation.time_to_first_chunk", factor: 1_000),
                ], rank: -1),
            Rule(.inputTokens, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", rank: -1),
            Rule(.outputTokens, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", rank: -1),
            Rule(
                .cacheReadTokens, "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens",
                "gen_ai.usage.details.cache_read_tokens", "gen_ai.usage.details.cache_read_input_tokens", rank: -1),
            Rule(
                .cacheWriteTokens, "gen_ai.usage.cache_write.input_tokens",
                "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens",
                "gen_ai.usage.details.cache_write_tokens", "gen_ai.usage.details.cache_creation_input_tokens", rank: -1),
            Rule(
                .reasoningTokens, "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens",
                "gen_ai.usage.details.reasoning_tokens", rank: -1),
            Rule(.audioInputTokens, "gen_ai.usage.audio.input_tokens", rank: -1),
            Rule(.audioOutputTokens, "gen_ai.usage.audio.output_tokens", rank: -1),
            Rule(.errorType, "error.type"),
            Rule(.httpStatus, "http.response.status_code", "http.status_code"),
            Rule(.user, "user.id", rank: -1),
            Rule(.user, "enduser.id", rank: 1),
            Rule(.user, "gen_ai.request.user", "gen_ai.user", rank: 4),
            Rule(.session, "session.id", rank: -1),
            Rule(.session, "gen_ai.conversation.id", rank: 1),
            Rule(.session, "thread.id", rank: 4),
            Rule(.environment, "deployment.environment.name", "deployment.environment"),
            Rule(.evaluationName, "gen_ai.evaluation.name"),
            Rule(.evaluationScore, "gen_ai.evaluation.score.value"),
            Rule(.evaluationLabel, "gen_ai.evaluation.score.label"),
            Rule(.evaluationExplanation, "gen_ai.evaluation.explanation"),
        ],
        resourceRules: [
            Rule(.serviceVersion, "service.version", rank: -1),
            Rule(.environment, "deployment.environment.name", "deployment.environment"),
        ],
        slicePrefixes: ["metadata."],
        firstTokenEvents: ["gen_ai.choice.first_token"])
}
