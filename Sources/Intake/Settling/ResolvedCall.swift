package import Telemetry

/// A call with everything that its trace lends it, on the way to its settlement.
package struct ResolvedCall: Sendable, Hashable {
    /// How it counts.
    package enum Standing: Sendable, Hashable {
        /// As a call.
        case counts
        /// Not: another call says the same.
        case duplicate(of: CallKey)
        /// Not: its children are the calls, it sums them up.
        case aggregate
    }

    /// The call, completed: own values, then those of log events and of a duplicate, then those of ancestors.
    package var call: Call
    /// How it counts.
    package var standing = Standing.counts
    /// True when the call that it repeats had settled before it came.
    package var cameLate = false
    /// True when texts were added to those stored with the call.
    package var contentWasMerged = false
    /// The name of its system by itself, an ancestor, its service or the trace's root; `nil` when none names one.
    package var system: SystemSlug?

    /// A call as it was stored.
    package init(_ call: Call) {
        self.call = call
    }

    /// True for kinds of which two instrumentations may report the same call.
    var canRepeat: Bool {
        switch call.kind {
        case .llm, .embedding: true
        case .classifier, .regressor, .ranker: false
        }
    }

    /// Takes over what this call lacks and another report of the same call knows (docs/settling.md).
    mutating func fill(from other: ResolvedCall) {
        let lent = other.call
        call.timeToFirstTokenMicroseconds = call.timeToFirstTokenMicroseconds ?? lent.timeToFirstTokenMicroseconds
        call.httpStatus = call.httpStatus ?? lent.httpStatus
        call.fingerprint = call.fingerprint ?? lent.fingerprint
        call.responseID = call.responseID ?? lent.responseID
        call.responseModel = call.responseModel ?? lent.responseModel
        call.prompt = call.prompt ?? lent.prompt
        call.clientCostPicodollars = call.clientCostPicodollars ?? lent.clientCostPicodollars
        if !call.textFacts.hasInput, lent.textFacts.hasInput { lend(input: lent.content.input) }
        if !call.textFacts.hasOutput, lent.textFacts.hasOutput { lend(output: lent.content.output) }
        call.textFacts.fill(from: lent.textFacts)
        if lent.isFromProviderSDK, lent.tokens.input != nil { call.tokens = lent.tokens }
    }

    /// Adds messages that came apart from the call; none where texts are not kept.
    mutating func lend(input messages: [Message]) {
        guard !messages.isEmpty else { return }
        call.content.input += messages
        contentWasMerged = true
    }

    /// See ``lend(input:)``.
    mutating func lend(output messages: [Message]) {
        guard !messages.isEmpty else { return }
        call.content.output += messages
        contentWasMerged = true
    }
}

extension Call {
    /// True when the provider's own SDK reported it: nobody knows the usage better.
    var isFromProviderSDK: Bool { Dialect.named(dialect)?.knowsUsage == true }

    /// How much is known: of two reports of one call the richer one stays.
    var knownValues: Int {
        let known: [Bool] = [
            latencyMicroseconds != nil,
            timeToFirstTokenMicroseconds != nil,
            parentSpanID != nil,
            system != nil,
            service != nil,
            serviceVersion != nil,
            environment != nil,
            provider != nil,
            requestModel != nil,
            responseModel != nil,
            modelVersion != nil,
            responseID != nil,
            fingerprint != nil,
            serviceTier != nil,
            !parameters.isEmpty,
            prompt != nil,
            prompt?.version != nil,
            textFacts.hasInput,
            textFacts.hasOutput,
            !finishReasons.isEmpty,
            clientCostPicodollars != nil,
            errorType != nil,
            httpStatus != nil,
            user != nil,
            session != nil,
            !attributes.isEmpty,
            mitigation != nil,
        ]
        return known.count { $0 }
    }

    /// True when the call brought its own text.
    var hasText: Bool { textFacts.hasInput || textFacts.hasOutput }

    /// The end, where a latency is known; else the start.
    var end: Timestamp { time.advanced(byNanoseconds: (latencyMicroseconds ?? 0) * 1_000) }
}
