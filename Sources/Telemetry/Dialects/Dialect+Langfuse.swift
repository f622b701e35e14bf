extension Dialect {
    /// The Langfuse SDKs from version 3: JSON texts inside attributes.
    package static let langfuse = Dialect(
        name: "Langfuse",
        scopes: ["langfuse-sdk"],
        signatures: ["langfuse.observation.*"],
        kinds: [
            // Up to 3.3 generations were sent as spans with a model or usage.
            SpanKindRule(
                "langfuse.observation.type", .lowercased, ["span": .llm],
                with: ["langfuse.observation.model.name", "langfuse.observation.usage_details"]),
            SpanKindRule(
                "langfuse.observation.type", .lowercased,
                [
                    "generation": .llm, "embedding": .embedding, "retriever": .context(.retrieval),
                    "tool": .context(.tool), "agent": .context(.agent), "chain": .context(.chain),
                    "span": .context(.chain), "evaluator": .context(.evaluation), "guardrail": .context(.guardrail),
                ]),
        ],
        rules: [
            Rule(.system, "langfuse.trace.name", rank: 3),
            Rule(.environment, "langfuse.environment", rank: -1),
            Rule(.serviceVersion, "langfuse.release"),
            Rule(.responseModel, "langfuse.observation.model.name", rank: 3),
            Rule(
                .requestModel, sources: [Source("langfuse.observation.model.parameters", "model")], rank: 2),
            Rule(.temperature, sources: [Source("langfuse.observation.model.parameters", "temperature")]),
            Rule(.topP, sources: [Source("langfuse.observation.model.parameters", "top_p")]),
            Rule(
                .maxTokens,
                sources: [
                    Source("langfuse.observation.model.parameters", "max_tokens"),
                    Source("langfuse.observation.model.parameters", "max_completion_tokens"),
                ]),
            Rule(.seed, sources: [Source("langfuse.observation.model.parameters", "seed")]),
            Rule(.promptName, "langfuse.observation.prompt.name"),
            Rule(.promptVersion, "langfuse.observation.prompt.version"),
            Rule(.inputMessages, "langfuse.observation.input"),
            Rule(.outputMessages, "langfuse.observation.output"),
            Rule(.finishReasons, "langfuse.observation.metadata.finish_reason", rank: 3),
            Rule(.firstTokenTime, "langfuse.observation.completion_start_time"),
            Rule(.cost, sources: [Source("langfuse.observation.cost_details", "total")], rank: 3),
            Rule(
                .inputTokens,
                sources: [
                    Source("langfuse.observation.usage_details", "input"),
                    Source("langfuse.observation.usage_details", "input_tokens"),
                    Source("langfuse.observation.usage_details", "prompt_tokens"),
                ], rank: 3),
            Rule(
                .outputTokens,
                sources: [
                    Source("langfuse.observation.usage_details", "output"),
                    Source("langfuse.observation.usage_details", "output_tokens"),
                    Source("langfuse.observation.usage_details", "completion_tokens"),
                ], rank: 3),
            Rule(
                .cacheReadTokens,
                sources: [
                    Source("langfuse.observation.usage_details", "cache_read_input_tokens"),
                    Source("langfuse.observation.usage_details", "input_cached_tokens"),
                    Source("langfuse.observation.usage_details", "input_cache_read"),
                    Source("langfuse.observation.usage_details", "prompt_tokens_details", "cached_tokens"),
                ], rank: 3),
            Rule(
                .cacheWriteTokens,
                sources: [
                    Source("langfuse.observation.usage_details", "cache_creation_input_tokens"),
                    Source("langfuse.observation.usage_details", "input_cache_creation"),
                    Source("langfuse.observation.usage_details", "input_cache_write"),
                ], rank: 3),
            Rule(
                .reasoningTokens,
                sources: [
                    Source("langfuse.observation.usage_details", "output_reasoning_tokens"),
                    Source("langfuse.observation.usage_details", "output_reasoning"),
                    Source("langfuse.observation.usage_details", "completion_tokens_details", "reasoning_tokens"),
                ], rank: 3),
            Rule(
                .audioInputTokens,
                sources: [
                    Source("langfuse.observation.usage_details", "prompt_tokens_details", "audio_tokens"),
                    Source("langfuse.observation.usage_details", "input_audio_tokens"),
                ], rank: 3),
            Rule(
                .audioOutputTokens,
                sources: [
                    Source("langfuse.observation.usage_details", "completion_tokens_details", "audio_tokens"),
                    Source("langfuse.observation.usage_details", "output_audio_tokens"),
                ], rank: 3),
            Rule(.costParts, sources: [Source(json: "langfuse.observation.cost_details")]),
            Rule(.retrieved, sources: [Source(json: "langfuse.observation.output")]),
            Rule(.user, "langfuse.user.id"),
            Rule(.session, "langfuse.session.id"),
        ],
        resourceRules: [
            Rule(.serviceVersion, "langfuse.release"),
            Rule(.environment, "langfuse.environment", rank: -1),
        ],
        slicePrefixes: ["langfuse.trace.metadata."], sliceValuesAreJSON: true,
        disjointUsage: ("langfuse.observation.usage_details", "input", ["input_tokens", "prompt_tokens"]))
}
