package import Telemetry

/// The fixed sentences about signals, systems and incidents. One place, so that a page, a message and the command line say
/// the same.
package enum SignalWords {
    /// The title inside a sentence: the first letter small, unless the word is an abbreviation.
    package static func lowered(_ title: String) -> String {
        guard let first = title.first, let second = title.dropFirst().first else { return title.lowercased() }
        return second.isUppercase || second.isNumber ? title : first.lowercased() + title.dropFirst()
    }

    /// What is missing, counted: `312 of 500`.
    package static func progress(_ missing: Missing) -> String {
        "\(NumberText.whole(missing.events)) of \(NumberText.whole(missing.needed))"
    }

    /// When something will be there: `in 2 days`, `in 5 hours`, `any minute`.
    package static func ahead(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = time.seconds(since: now)
        switch seconds {
        case ..<3600: return "within the hour"
        case ..<86_400: return "in \(Words.counted(Int((seconds / 3600).rounded()), "hour"))"
        default: return "in \(Words.counted(Int((seconds / 86_400).rounded()), "day"))"
        }
    }

    /// Why there is no signal, in two or three words for a cell.
    package static func short(_ gap: Gap) -> String {
        switch gap {
        case .neverSent: "none sent"
        case .stopped(let since): "since \(TimeText.day(since))"
        case .late(let days): "\(Words.counted(Int(days.rounded()), "day")) late"
        case .notMeasurable: "not measurable"
        case .notRunning: "monitor stopped"
        }
    }

    /// What a system is, in a word.
    package static func kind(_ kind: CallKind) -> String {
        switch kind {
        case .llm: "LLM"
        case .embedding: "Embedding"
        case .classifier: "Classifier"
        case .regressor: "Regressor"
        case .ranker: "Ranker"
        }
    }

    /// What its calls are called.
    package static func calls(_ kind: CallKind) -> String {
        switch kind {
        case .llm, .embedding: "call"
        case .classifier, .regressor: "prediction"
        case .ranker: "ranking"
        }
    }
}
