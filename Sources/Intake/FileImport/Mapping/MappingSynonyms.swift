internal import Telemetry

/// Which names people give to the members of a call. Data: a new name is a new word here, nothing else.
///
/// Names are in the form of ``ColumnName/normalised(_:)``; of several columns the one that stands further to the front wins.
enum MappingSynonyms {
    /// Names per member, the surest first.
    static let members: [(member: CallMember, names: [String])] = [
        (
            .id,
            [
                "id", "call_id", "request_id", "record_id", "event_id", "prediction_id", "uuid", "uid", "row_id",
                "message_id",
            ]
        ),
        (.traceID, ["trace_id", "traceid"]),
        (.spanID, ["span_id", "spanid"]),
        (.parentSpanID, ["parent_span_id", "parent_id"]),
        (
            .system,
            ["system", "system_name", "system_id", "use_case", "application", "app", "app_name", "series", "pipeline"]
        ),
        (
            .time,
            [
                "time", "timestamp", "datetime", "date_time", "event_time", "request_time", "start_time", "started_at",
                "created_at", "created", "ts", "date", "requested_at", "logged_at", "at", "day", "month",
            ]
        ),
        (.provider, ["provider", "llm_provider", "model_provider", "vendor"]),
        (
            .model,
            ["model", "model_name", "model_id", "llm", "llm_model", "request_model", "requested_model", "engine"]
        ),
        (.modelAnswered, ["model_answered", "response_model", "answered_model", "actual_model"]),
        (.modelVersion, ["model_version"]),
        (.responseID, ["response_id", "completion_id"]),
        (.fingerprint, ["fingerprint", "system_fingerprint"]),
        (.serviceTier, ["service_tier"]),
        (.promptName, ["prompt_name", "prompt_id", "prompt_template", "template"]),
        (.promptVersion, ["prompt_version", "template_version"]),
        (.messages, ["messages", "conversation", "chat", "dialogue", "dialog"]),
        (
            .input,
            [
                "input", "input_text", "prompt", "prompt_text", "user_prompt", "query", "question", "user_message",
                "user_input", "instruction", "request", "utterance", "text",
            ]
        ),
        (
            .output,
            [
                "output", "output_text", "response", "response_text", "answer", "completion", "generated_text",
                "generation",
                "model_response", "model_output", "assistant_message", "reply", "bot_response",
            ]
        ),
        (.finishReason, ["finish_reason", "stop_reason", "finish_reasons"]),
        (
            .inputTokens,
            [
                "input_tokens", "prompt_tokens", "tokens_input", "tokens_in", "tokens_prompt", "context_tokens",
                "request_tokens",
            ]
        ),
        (
            .outputTokens,
            [
                "output_tokens", "completion_tokens", "tokens_output", "tokens_out", "tokens_completion",
                "generated_tokens",
                "response_tokens", "answer_tokens",
            ]
        ),
        (.cacheReadTokens, ["cache_read_tokens", "cache_read_input_tokens", "cached_tokens", "cached_input_tokens"]),
        (.cacheWriteTokens, ["cache_write_tokens", "cache_creation_input_tokens", "cache_write_input_tokens"]),
        (.reasoningTokens, ["reasoning_tokens", "thinking_tokens"]),
        (.cost, ["cost_usd", "cost", "total_cost", "cost_dollars", "usd", "price_usd"]),
        (.status, ["status", "status_code", "response_status", "http_status", "http_status_code", "outcome_status"]),
        (.failed, ["failed", "is_error", "has_error", "errored"]),
        (.error, ["error", "error_code", "error_message", "exception", "error_text"]),
        (.errorType, ["error_type", "exception_type"]),
        (.user, ["user", "user_id", "userid", "customer_id", "account_id", "end_user", "programmer_id"]),
        (.session, ["session", "session_id", "conversation_id", "thread_id", "chat_id"]),
        (.environment, ["environment", "env", "deployment_environment"]),
        (.service, ["service", "service_name"]),
        (.version, ["version", "app_version", "release", "service_version"]),
        (.operation, ["operation", "operation_name"]),
        (.mitigation, ["mitigation"]),
        (
            .predictionLabel,
            [
                "prediction", "predicted", "y_pred", "pred", "predicted_label", "predicted_class", "prediction_label",
                "model_prediction", "yhat", "y_hat", "predicted_intent",
            ]
        ),
        (
            .predictionValue,
            ["prediction_value", "predicted_value", "forecast", "estimate", "predicted_target"]
        ),
        (
            .predictionScore,
            [
                "prediction_score", "y_pred_proba", "predicted_probability", "prediction_probability", "predict_proba",
                "probability", "proba", "confidence", "pred_proba", "y_score", "propensity",
            ]
        ),
    ]

    /// Names of durations, their unit left aside.
    static let latencies = [
        "latency", "end_to_end_latency", "e2e_latency", "total_latency", "request_latency", "response_time", "duration",
        "request_duration", "elapsed", "elapsed_time", "processing_time", "inference_time", "generation_time",
        "time_taken",
        "wall_time",
    ]
    /// Names of the time to the first token.
    static let firstTokens = ["ttft", "time_to_first_token", "first_token_latency", "first_token_time"]

    /// Names of ground truth, the surest first.
    static let labels = [
        "y_true", "ground_truth", "actual", "true_label", "label", "target", "truth", "gold", "gold_label", "expected",
        "actual_value", "observed", "clf_target", "y",
    ]

    /// Names of the hour beside a date.
    static let hours = ["hr", "hour", "hour_of_day"]

    /// Names of dates beside an hour.
    static let dates = ["dteday", "day_date", "date", "day"]

    /// What users say or do.
    static let feedback: Set<String> = [
        "thumbs", "thumbs_up", "thumbs_down", "like", "liked", "dislike", "disliked", "feedback", "user_feedback",
        "helpful",
        "csat", "rating", "user_rating", "stars", "nps", "accepted", "kept", "applied", "copied", "resolved",
        "converted",
        "conversion", "purchase", "edited", "retried", "regenerated", "abandoned", "escalated", "handoff", "overridden",
        "complaint", "refund", "chargeback", "came_back", "click", "clicked",
    ]

    /// Words that make a number a rating.
    static let scoreWords: Set<String> = [
        "precision", "recall", "f1", "auc", "bleu", "quality", "score", "reward", "pass", "passed", "success", "bias",
        "harm",
        "jailbreak", "mae", "rmse", "mape", "brier", "wer", "judge", "completeness",
    ]

    /// How such words may begin.
    static let scoreStems = [
        "correct", "accura", "relevan", "grounded", "faithful", "coheren", "fluen", "similar", "rouge", "hallucinat",
        "toxic", "refus", "satisf",
    ]

    /// Words that say that a number is no rating whatever else its name says.
    static let otherWords: Set<String> = ["propensity", "count", "weight", "id", "credit", "zip"]

    /// Settings of a request.
    static let parameters: Set<String> = [
        "temperature", "top_p", "top_k", "max_tokens", "max_completion_tokens", "seed", "frequency_penalty",
        "presence_penalty", "n",
    ]

    /// Counts that other columns already give.
    static let totals: Set<String> = ["total_tokens", "tokens", "tokens_total"]

    /// The member that a normalised name means, if any.
    static func member(_ normal: String) -> CallMember? {
        members.first { $0.names.contains(normal) }?.member
    }
}
