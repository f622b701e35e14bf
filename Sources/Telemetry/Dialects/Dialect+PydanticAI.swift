extension Dialect {
    /// Pydantic AI and Logfire.
    package static let pydanticAI = Dialect(
        name: "Pydantic AI",
        scopes: ["pydantic-ai", "logfire*"],
        rules: [
            Rule(.inputMessages, "pydantic_ai.all_messages", rank: 6),
            Rule(.outputMessages, "final_result", rank: 6),
            Rule(.cost, "operation.cost", rank: 1),
            Rule(.temperature, sources: [Source("model_config", "temperature")]),
            Rule(.topP, sources: [Source("model_config", "top_p")]),
            Rule(
                .maxTokens,
                sources: [Source("model_config", "max_tokens"), Source("model_config", "max_completion_tokens")]),
            Rule(.seed, sources: [Source("model_config", "seed")]),
        ])
}
