/// How a dialect spreads retrieved documents over attributes `prefix.N.name`.
package struct FlattenedDocuments: Sendable {
    /// What stands before the number.
    package let prefix: String
    /// The name behind the number: which document.
    package let id: String
    /// How well it fits.
    package let score: String
    /// Its passage.
    package let content: String

    /// OpenInference, for what was found and for what was put into a new order.
    package static let openInference = ["retrieval.documents", "reranker.output_documents"].map {
        FlattenedDocuments(prefix: $0, id: "document.id", score: "document.score", content: "document.content")
    }
}
