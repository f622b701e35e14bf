/// Why a sketch could not be read or merged.
public struct SketchError: Error, Sendable, Hashable {
    /// Stable names.
    public enum Code: String, Sendable, CaseIterable {
        /// The bytes are no encoding of this sketch: cut off, of another format, or with impossible contents.
        case malformed
        /// Two sketches with different parameters (accuracy, capacity, edges) cannot be merged.
        case parametersDiffer = "parameters-differ"
    }

    /// What went wrong.
    public let code: Code
    /// One sentence for the log.
    public let message: String

    /// - Parameters:
    ///   - code: what went wrong.
    ///   - message: one sentence for the log.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
