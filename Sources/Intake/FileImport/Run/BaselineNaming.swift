public import Telemetry

/// Which records of an import are the named baseline that the others are judged against.
public enum BaselineNaming: Sendable, Hashable {
    /// Those before a time.
    case until(Timestamp)
    /// Those with one of these values; they precede all others, whatever their time.
    case equal(name: String, values: Set<String>)

    /// Reads the text of `--baseline-where`: `model=gpt-4-0314,gpt-3.5-turbo-0301`.
    ///
    /// - Throws: ``ImportError/Code/optionsInvalid``.
    public static func condition(_ text: String) throws(ImportError) -> BaselineNaming {
        let parts = text.split(separator: "=", maxSplits: 1)
        let values = parts.count == 2 ? parts[1].split(separator: ",").map(\.trimmingBlanks) : []
        guard parts.count == 2, !values.isEmpty, !parts[0].trimmingBlanks.isEmpty else {
            throw ImportError(
                .optionsInvalid, "“\(text)” is no condition. Write column=value, such as model=gpt-4-0314.")
        }
        return .equal(name: parts[0].trimmingBlanks, values: Set(values))
    }

    /// The condition as text.
    public var text: String {
        switch self {
        case .until(let time): "until \(time.rfc3339)"
        case .equal(let name, let values): "\(name)=\(values.sorted().joined(separator: ","))"
        }
    }
}
