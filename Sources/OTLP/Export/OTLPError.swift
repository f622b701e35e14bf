/// Why a request was refused as a whole. Nothing of it was used.
public struct OTLPError: Error, Sendable, Hashable {
    /// The reasons.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// The bytes are no such message, or every record of it is refused: HTTP 400.
        case malformed
        /// More than ``OTLPLimits`` allow: HTTP 413.
        case tooLarge
    }

    /// What is wrong.
    public let code: Code
    /// In words for the sender.
    public let message: String

    /// An error with its words.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    init(_ error: WireError) {
        switch error {
        case .tooManyValues, .tooManyRecords: self.init(.tooLarge, error.message)
        case .truncated, .longVarint, .badTag, .badWireType, .strayEndGroup, .deepGroup:
            self.init(.malformed, error.message)
        }
    }

    init(_ error: JSONError) {
        self.init(error.code == .tooLarge ? .tooLarge : .malformed, error.message)
    }

    static let tooManyBytes = OTLPError(.tooLarge, "more than \(OTLPLimits.inflatedBytes) bytes in one request")
}
