package import Telemetry

/// What can be said of a call from its own text and finish reasons: computed at the door, with the record that carries the
/// text, before a text policy drops it.
///
/// What needs its neighbours (``CallFacts/empty``, ``CallFacts/repeated``, ``CallFacts/retried``) is decided at settling.
/// Facts are optional throughout: `nil` is "not measurable", which is not "no".
package enum ContentFacts {
    /// How many characters of an output may hold a refusal.
    package static let openingCharacters = 300
    /// Outputs up to this length repeat each other by nature ("Yes.") and are never called repeated.
    package static let shortOutput = 40

    /// The facts of a content.
    ///
    /// - Parameters:
    ///   - content: all text known of the call.
    ///   - finishReasons: empty where the client reports none.
    ///   - kind: only language models are asked for refusals and empty answers.
    ///   - failed: a failed call has no answer that could be empty.
    package static func measure(
        _ content: CallContent, finishReasons: [FinishReason], kind: CallKind, failed: Bool, hash: TextHash
    ) -> CallFacts {
        var facts = CallFacts()
        if let last = content.input.last, let text = content.inputText {
            let normalised = NormalisedText(text)
            facts.inputCharacters = normalised.characters
            // A step of an agent's loop ends in a tool's answer: it goes on with a question, it does not ask again.
            if kind == .llm, last.role == "user", !normalised.bytes.isEmpty { facts.inputHash = hash(normalised) }
        }
        guard kind == .llm else { return facts }
        if !finishReasons.isEmpty {
            facts.truncated = finishReasons.contains(.length)
            facts.filtered = finishReasons.contains(.contentFilter)
        }
        let hasToolCalls = content.output.contains { !$0.toolCalls.isEmpty }
        if !content.output.isEmpty, let text = content.outputText {
            let normalised = NormalisedText(text)
            facts.outputCharacters = normalised.characters
            facts.outputScript = WritingSystem.of(normalised)
            if normalised.characters > shortOutput { facts.outputHash = hash(normalised) }
            facts.refused =
                facts.filtered == true
                || (!hasToolCalls && RefusalPhrases.match(normalised.opening(characters: openingCharacters)))
            if !failed { facts.empty = !hasToolCalls && !normalised.saysSomething }
        } else if !content.input.isEmpty, !failed, facts.filtered != true {
            // The client records texts and there is none: an answer that is empty leaves no message behind.
            facts.empty = true
        }
        return facts
    }
}

extension CallFacts {
    /// True when an input came with the record, whatever became of its text.
    package var hasInput: Bool { inputCharacters != nil }
    /// True when an output came with the record, were it only a tool call.
    package var hasOutput: Bool { outputCharacters != nil }

    /// Takes over what the other facts know and these do not.
    package mutating func fill(from other: CallFacts) {
        truncated = truncated ?? other.truncated
        filtered = filtered ?? other.filtered
        if !hasOutput, other.hasOutput {
            // An answer that came apart from its call is an answer.
            outputCharacters = other.outputCharacters
            outputScript = other.outputScript
            outputHash = other.outputHash
            refused = other.refused
            empty = other.empty
        } else {
            refused = refused ?? other.refused
            empty = empty ?? other.empty
        }
        inputCharacters = inputCharacters ?? other.inputCharacters
        inputHash = inputHash ?? other.inputHash
    }

    /// Leaves out what an input told.
    mutating func forgetInput() {
        inputCharacters = nil
        inputHash = nil
    }

    /// Leaves out what an output told.
    mutating func forgetOutput() {
        outputCharacters = nil
        outputScript = nil
        outputHash = nil
        refused = nil
        empty = nil
    }
}
