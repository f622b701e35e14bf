/// Why a text could not be read as JSON.
public struct JSONError: Error, Sendable, Hashable {
    /// The reasons.
    public enum Code: Sendable, Hashable, CaseIterable {
        /// Not JSON: a wrong character, an open string or bracket, something after the end, nothing at all.
        case malformed
        /// Bytes that are not UTF-8.
        case notUTF8
        /// More arrays and objects inside each other than ``JSONLimits/depth``.
        case tooDeep
        /// A number of more than ``JSONLimits/numberLength`` characters.
        case numberTooLong
        /// More values than ``JSONLimits/values``, or no memory for them.
        case tooLarge
    }

    /// What is wrong.
    public let code: Code

    /// An error of that kind.
    public init(_ code: Code) {
        self.code = code
    }

    /// What is wrong in words for the sender.
    public var message: String {
        switch code {
        case .malformed: "The text is not JSON."
        case .notUTF8: "The text is not UTF-8."
        case .tooDeep: "More than \(JSONLimits.depth) arrays and objects stand inside each other."
        case .numberTooLong: "A number has more than \(JSONLimits.numberLength) characters."
        case .tooLarge: "The document holds more than \(JSONLimits.values) values."
        }
    }
}

/// What a JSON document may not exceed.
public enum JSONLimits {
    /// Arrays and objects open at once.
    public static let depth = 192
    /// Characters of one number.
    public static let numberLength = 64
    /// Members and elements of one document; a bound on memory, about 40 bytes each while the document is in use.
    public static let values = 8_388_608
}
