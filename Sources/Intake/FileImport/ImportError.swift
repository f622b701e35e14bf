/// Why a file could not be imported. Lines that are refused one by one are no errors: they are ``RefusedLine``.
public struct ImportError: Error, Sendable, Hashable {
    /// Stable names, part of the API; never reused.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The file is missing or may not be read.
        case fileUnreadable = "import-file-unreadable"
        /// The content is none of the formats that are read.
        case formatUnknown = "import-format-unknown"
        /// Compressed data that is cut off or damaged.
        case compressionBroken = "import-compression-broken"
        /// A CSV header that names a column twice, or none.
        case headerInvalid = "import-header-invalid"
        /// A mapping that cannot be read, or does not fit the file.
        case mappingInvalid = "import-mapping-invalid"
        /// Options that contradict each other or the file.
        case optionsInvalid = "import-options-invalid"
        /// The file changed while it was read.
        case fileChanged = "import-file-changed"
        /// The refused lines or a temporary copy could not be written.
        case notWritable = "import-not-writable"
        /// What was read could not be stored; what was acknowledged before stays.
        case notStored = "import-not-stored"
        /// Too many lines were refused, and the caller asked to stop then.
        case tooManyRefused = "import-too-many-refused"
    }

    /// What kind of failure.
    public let code: Code
    /// For the person at the terminal: what, why, what to try.
    public let message: String

    /// - Parameter message: what, why, what to try.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
