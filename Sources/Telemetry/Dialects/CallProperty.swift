/// What telemetry can say about a call or a context span, whatever name a dialect gives to it.
package enum CallProperty: Int, Sendable, Hashable, CaseIterable {
    // Who and where.
    case system, serviceVersion, environment, user, session, mitigation, promptName, promptVersion
    // The request and its answer.
    case operation, provider, requestModel, responseModel, responseID, fingerprint, serviceTier, isStreaming
    case temperature, topP, maxTokens, seed
    case inputMessages, embeddedTexts, systemInstructions, outputMessages, outputText, outputToolCalls
    case finishReasons, answer, documents, retrieved
    // What it took.
    case timeToFirstToken, serverTimeToFirstToken, firstTokenTime, cost, costParts
    case inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens, audioInputTokens
    case audioOutputTokens
    // How it went.
    case errorType, httpStatus
    // Classic models.
    case predictionID, predictionModel, predictionModelVersion, predictionLabel, predictionScore, predictionValue
    case predictionProbabilities, predictionRanking
    // Outcomes in log events.
    case evaluationName, evaluationScore, evaluationLabel, evaluationExplanation, raterKind, raterName, raterVersion
}
