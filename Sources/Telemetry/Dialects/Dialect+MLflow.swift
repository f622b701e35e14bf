extension Dialect {
    /// MLflow tracing: every value is JSON text.
    package static let mlflow = Dialect(
        name: "MLflow",
        scopes: ["mlflow*"],
        signatures: ["mlflow.spanType"],
        kinds: [
            SpanKindRule(
                "mlflow.spanType", .jsonLowercased,
                [
                    "llm": .llm, "chat_model": .llm, "embedding": .embedding, "retriever": .context(.retrieval),
                    "reranker": .context(.retrieval), "tool": .context(.tool), "agent": .context(.agent),
                    "chain": .context(.chain), "parser": .context(.chain), "unknown": .context(.chain),
                ])
        ],
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
            Rule(
                .cacheReadTokens, sources: [Source("mlflow.chat.tokenUsage", "cache_read_input_tokens")], rank: 4),
            Rule(
                .cacheWriteTokens, sources: [Source("mlflow.chat.tokenUsage", "cache_creation_input_tokens")],
                rank: 4),
            Rule(.retrieved, sources: [Source(json: "mlflow.spanOutputs")], rank: 1),
            Rule(.requestModel, sources: [Source(json: "model")], rank: 4),
            Rule(.user, sources: [Source(json: "mlflow.trace.user")], rank: 7),
            Rule(.session, sources: [Source(json: "mlflow.trace.session")], rank: 6),
        ])
}
