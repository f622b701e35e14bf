/// How one attribute tells what a span is.
package struct SpanKindRule: Sendable {
    /// How the attribute is read before it is looked up.
    package enum Reading: Sendable, Hashable {
        /// Any value at all answers with ``SpanKindRule/otherwise``.
        case present
        /// Text as it is.
        case text
        /// Text in lower case.
        case lowercased
        /// JSON text, in lower case.
        case jsonLowercased
        /// The first word, if it begins with `ai.`, as the Vercel AI SDK names its operations.
        case operationID
    }

    /// The attribute.
    package let attribute: String
    /// How it is read.
    package let reading: Reading
    /// What its values mean; a `*` at either end stands for any rest.
    package let roles: [String: SpanRole]
    /// What other values mean; `nil`: the rule has no answer.
    package let otherwise: SpanRole?
    /// At least one of these must be there too; empty: nothing more.
    package let with: [String]

    init(
        _ attribute: String, _ reading: Reading, _ roles: [String: SpanRole] = [:], otherwise: SpanRole? = nil,
        with: [String] = []
    ) {
        self.attribute = attribute
        self.reading = reading
        self.roles = roles
        self.otherwise = otherwise
        self.with = with
    }

    /// The table; the first rule that answers counts.
    package static let all: [SpanKindRule] = [
        // Ours.
        SpanKindRule("tiltmeter.prediction.id", .present, otherwise: .prediction),
        SpanKindRule("tiltmeter.prediction.label", .present, otherwise: .prediction),
        SpanKindRule("tiltmeter.prediction.score", .present, otherwise: .prediction),
        SpanKindRule("tiltmeter.prediction.value", .present, otherwise: .prediction),
        SpanKindRule("tiltmeter.prediction.probabilities", .present, otherwise: .prediction),
        SpanKindRule("tiltmeter.prediction.ranking", .present, otherwise: .prediction),
        // OpenInference.
        SpanKindRule(
            "openinference.span.kind", .lowercased,
            [
                "llm": .llm, "embedding": .embedding, "retriever": .context(.retrieval),
                "reranker": .context(.retrieval), "tool": .context(.tool), "agent": .context(.agent),
                "chain": .context(.chain), "guardrail": .context(.guardrail), "evaluator": .context(.evaluation),
                "prompt": .context(.prompt),
            ]),
        // Langfuse; up to 3.3 generations were sent as spans with a model or usage.
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
        // MLflow.
        SpanKindRule(
            "mlflow.spanType", .jsonLowercased,
            [
                "llm": .llm, "chat_model": .llm, "embedding": .embedding, "retriever": .context(.retrieval),
                "reranker": .context(.retrieval), "tool": .context(.tool), "agent": .context(.agent),
                "chain": .context(.chain), "parser": .context(.chain), "unknown": .context(.chain),
            ]),
        // Vercel AI SDK: the outer spans repeat what the inner ones say.
        SpanKindRule("ai.operationId", .operationID, vercelOperations, otherwise: .context(.chain)),
        SpanKindRule("operation.name", .operationID, vercelOperations, otherwise: .context(.chain)),
        // OpenTelemetry.
        SpanKindRule(
            "gen_ai.operation.name", .text,
            [
                "chat": .llm, "text_completion": .llm, "generate_content": .llm, "completion": .llm,
                "generate": .llm, "embeddings": .embedding, "retrieval": .context(.retrieval),
                "rerank": .context(.retrieval), "execute_tool": .context(.tool), "create_memory": .context(.tool),
                "create_memory_store": .context(.tool), "delete_memory": .context(.tool),
                "delete_memory_store": .context(.tool), "search_memory": .context(.tool),
                "update_memory": .context(.tool), "upsert_memory": .context(.tool), "invoke_agent": .context(.agent),
                "create_agent": .context(.agent), "plan": .context(.agent), "invoke_workflow": .context(.chain),
            ]),
        // OpenLLMetry.
        SpanKindRule(
            "llm.request.type", .text,
            ["chat": .llm, "completion": .llm, "embedding": .embedding, "rerank": .context(.retrieval)],
            otherwise: .llm),
        SpanKindRule(
            "traceloop.span.kind", .text,
            [
                "workflow": .context(.chain), "task": .context(.chain), "agent": .context(.agent),
                "tool": .context(.tool),
            ]),
        // Conventions without an operation.
        SpanKindRule("gen_ai.tool.name", .present, otherwise: .context(.tool)),
        SpanKindRule("gen_ai.tool.call.id", .present, otherwise: .context(.tool)),
        SpanKindRule(
            "gen_ai.request.model", .present, otherwise: .llm, with: ["gen_ai.system", "gen_ai.provider.name"]),
    ]

    private static let vercelOperations: [String: SpanRole] = [
        "*.doGenerate": .llm, "*.doStream": .llm, "*.doEmbed": .embedding, "ai.toolCall": .context(.tool),
    ]
}
