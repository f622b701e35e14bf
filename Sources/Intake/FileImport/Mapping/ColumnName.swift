/// Names of columns, brought into one form so that they can be looked up.
enum ColumnName {
    /// Lower case with `_` between words: `ContextTokens`, `context-tokens` and `Context Tokens` are `context_tokens`.
    static func normalised(_ name: some StringProtocol) -> String {
        var result = ""
        var previousIsLower = false
        for scalar in name.unicodeScalars {
            let isUpper = ("A"..."Z").contains(scalar)
            if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                if isUpper, previousIsLower { result += "_" }
                result += String(scalar).lowercased()
                previousIsLower = !isUpper
            } else {
                if !result.isEmpty, !result.hasSuffix("_") { result += "_" }
                previousIsLower = false
            }
        }
        while result.hasSuffix("_") { result.removeLast() }
        return result
    }

    /// The same without words that only say that something is counted: `number_input_tokens` is `input_tokens`.
    static func counted(_ normal: String) -> String {
        var result = normal
        for prefix in ["number_of_", "number_", "num_", "n_", "nr_", "total_number_of_", "usage_"]
        where result.hasPrefix(prefix) && result.count > prefix.count {
            result.removeFirst(prefix.count)
        }
        if result.hasSuffix("_count"), result.count > 6 { result.removeLast(6) }
        if result.hasSuffix("_token") { result += "s" }
        return result
    }

    /// A unit of time at the end of a name, and the name without it.
    static func timeUnit(_ normal: String) -> (base: String, unit: TimeUnit)? {
        for (suffix, unit) in TimeUnit.suffixes where normal.hasSuffix(suffix) && normal.count > suffix.count {
            return (String(normal.dropLast(suffix.count)), unit)
        }
        return nil
    }

    /// Units of a duration that a column's name may end in.
    enum TimeUnit {
        case microseconds, milliseconds, seconds, minutes

        static let suffixes: [(String, TimeUnit)] = [
            ("_milliseconds", .milliseconds), ("_millis", .milliseconds), ("_msec", .milliseconds),
            ("_ms", .milliseconds),
            ("_microseconds", .microseconds), ("_micros", .microseconds), ("_us", .microseconds),
            ("_seconds", .seconds), ("_secs", .seconds), ("_sec", .seconds), ("_s", .seconds),
            ("_minutes", .minutes), ("_mins", .minutes), ("_min", .minutes),
        ]
    }
}
