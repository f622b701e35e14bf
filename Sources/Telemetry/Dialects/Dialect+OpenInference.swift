extension Dialect {
    /// OpenInference, as Phoenix and Arize instrument. Its messages are flattened into indexed attributes.
    package static let openInference = Dialect(
        name: "OpenInference",
        scopes: ["openinference.*"],
        signatures: ["openinference.span.kind"],
        kinds: [
            SpanKindRule(
                "openinference.span.kind", .lowercased,
                [
                    "llm": .llm, "embedding": .embedding, "retriever": .context(.retrieval),
                    "reranker": .context(.retrieval), "tool": .context(.tool), "agent": .context(.agent),
                    "chain": .context(.chain), "guardrail": .context(.guardrail), "evaluator": .context(.evaluation),
                    "prompt": .context(.prompt),
                ])
        ],
        rules: [
            Rule(.provider, "llm.provider", "llm.system"),
            Rule(.system, "agent.name", rank: 4),
            Rule(
                .requestModel,
                sources: [
                    Source("llm.invocation_parameters", "model"), Source("embedding.invocation_parameters", "model"),
                    Source("input.value", "model"),
                ], rank: 2),
            Rule(.requestModel, "embedding.model_name", "llm.model_name", rank: 5),
            Rule(.responseModel, "llm.model_name", rank: 2),
            Rule(.responseModel, "embedding.model_name", rank: 4),
            Rule(.responseID, sources: [Source("output.value", "id")], rank: 2),
            Rule(.fingerprint, sources: [Source("output.value", "system_fingerprint")], rank: 2),
            Rule(.serviceTier, sources: [Source("output.value", "service_tier")], rank: 2),
            Rule(.isStreaming, "llm.is_streaming", rank: 2),
            Rule(
                .temperature,
                sources: [
                    Source("llm.invocation_parameters", "temperature"),
                    Source("embedding.invocation_parameters", "temperature"),
                ]),
            Rule(.topP, sources: [Source("llm.invocation_parameters", "top_p")]),
            Rule(
                .maxTokens,
                sources: [
                    Source("llm.invocation_parameters", "max_tokens"),
                    Source("llm.invocation_parameters", "max_completion_tokens"),
                ]),
            Rule(.seed, sources: [Source("llm.invocation_parameters", "seed")]),
            Rule(.promptName, "llm.prompt_template.name", rank: 4),
            Rule(.promptVersion, "llm.prompt_template.version", "prompt.version", rank: 4),
            Rule(.promptName, "prompt.id", rank: 3),
            Rule(.inputMessages, sources: [Source(prefix: "llm.input_messages", .openInference)], rank: 2),
            Rule(.outputMessages, sources: [Source(prefix: "llm.output_messages", .openInference)], rank: 2),
            Rule(.embeddedTexts, sources: [Source(prefix: "embedding.embeddings", .embeddedTexts)]),
            Rule(.inputMessages, "input.value", rank: 9),
            Rule(.outputMessages, "output.value", rank: 9),
            Rule(.finishReasons, "llm.finish_reason"),
            Rule(.answer, sources: [Source(json: "output.value")]),
            Rule(.retrieved, sources: [Source(json: "output.value")], rank: 2),
            Rule(.cost, "llm.cost.total"),
            Rule(.inputTokens, "llm.token_count.prompt"),
            Rule(.outputTokens, "llm.token_count.completion"),
            Rule(.cacheReadTokens, "llm.token_count.prompt_details.cache_read"),
            Rule(.cacheWriteTokens, "llm.token_count.prompt_details.cache_write"),
            Rule(.reasoningTokens, "llm.token_count.completion_details.reasoning"),
            Rule(.audioInputTokens, "llm.token_count.prompt_details.audio"),
            Rule(.audioOutputTokens, "llm.token_count.completion_details.audio"),
            Rule(.user, "llm.user", rank: 5),
            Rule(.user, sources: [Source("llm.invocation_parameters", "user")], rank: 6),
        ],
        sliceMaps: ["metadata"],
        firstTokenEvents: ["First Token Stream Event"], repeatsRequestModel: true,
        documents: FlattenedDocuments.openInference,
        feedback: FlattenedFeedback.openInference)
}
