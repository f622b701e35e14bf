/// How a dialect spreads scores over attributes `prefix.N.name`.
package struct FlattenedFeedback: Sendable {
    /// What a score is about.
    package enum Subject: Sendable, Hashable {
        /// The span that carries it, or the one that its only link names.
        case span
        /// The trace of that span.
        case trace
        /// The session that the carrying span names.
        case session
    }

    /// What stands before the number.
    package let prefix: String
    /// What the score is about.
    package let subject: Subject
    /// The name behind the number: what was looked at.
    package let name: String
    /// The score.
    package let score: String
    /// The score as a word.
    package let label: String
    /// Why.
    package let explanation: String
    /// Who said so, a word of ``raters``.
    package let rater: String
    /// Tells scores of one name and subject apart, such as the person's name.
    package let identifier: String
    /// What the words for who said so mean, in lower case.
    package let raters: [String: Rater.Kind]

    /// OpenInference: evaluations and annotations are alike.
    package static let openInference: [FlattenedFeedback] = [
        ("", Subject.span), ("trace.", .trace), ("session.", .session),
    ].flatMap { scope, subject in
        ["evaluation", "annotation"].map { word in
            FlattenedFeedback(
                prefix: "\(scope)\(word)s", subject: subject, name: "\(word).name", score: "\(word).score",
                label: "\(word).label", explanation: "\(word).explanation", rater: "\(word).annotator_kind",
                identifier: "\(word).identifier", raters: ["human": .person, "llm": .judge, "code": .check])
        }
    }
}
