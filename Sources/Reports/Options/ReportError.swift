/// Why there is no report.
public struct ReportError: Error, Sendable, Hashable {
    /// Stable names.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A file cannot be opened or read.
        case unreadable
        /// A file is neither CSV nor JSON lines, or its compression is broken.
        case malformed
        /// A file is larger than the limits allow.
        case tooLarge = "too-large"
        /// A file has no row.
        case empty
        /// An option names a column that does not exist, or is out of its range.
        case badOption = "bad-option"
    }

    /// What kind of trouble.
    public let code: Code
    /// What happened, in one sentence.
    public let what: String
    /// Why, probably.
    public let why: String
    /// What to try.
    public let whatToDo: String

    package init(_ code: Code, what: String, why: String, whatToDo: String) {
        self.code = code
        self.what = what
        self.why = why
        self.whatToDo = whatToDo
    }
}
