/// The names under which a reported model may stand in a price table, most literal first.
///
/// Gateways put prefixes before a model's name, clouds put regions, vendors and revisions around it, providers append
/// dates. Each step takes one such thing away; the first name that a table knows wins.
package enum ModelNames {
    private static let regions = [
        "us.", "eu.", "apac.", "global.", "jp.", "au.", "us-gov.", "ca.", "sa.", "uk.", "regional.",
    ]
    private static let vendors = [
        "anthropic.", "amazon.", "meta.", "mistral.", "cohere.", "deepseek.", "openai.", "ai21.", "google.", "qwen.",
        "nvidia.", "moonshot.", "minimax.", "stability.", "writer.",
    ]
    /// Suffixes in the order in which they are tried; repeated until none fits, since they may stand behind each other.
    private static let suffixes = ["-latest", "-preview"]

    /// The names to try, in order, all in lower case, without repetition.
    /// - Parameter model: as reported; at most its first 256 bytes count.
    package static func candidates(for model: String) -> [String] {
        var names: [String] = []
        var name = String(decoding: model.utf8.prefix(256), as: UTF8.self).lowercased()
        func keep(_ name: String) {
            if !name.isEmpty, !names.contains(name) { names.append(name) }
        }
        keep(name)
        while let slash = name.firstIndex(of: "/") {
            name = String(name[name.index(after: slash)...])
            keep(name)
        }
        // What a region or a vendor puts in front may have a price of its own, so what stands behind the name goes first.
        for prefixes in [regions, vendors] {
            guard let prefix = prefixes.first(where: { name.hasPrefix($0) && name.utf8.count > $0.utf8.count }) else {
                continue
            }
            let whole = name
            unwrapEnd(of: &name, keep)
            name = String(whole.dropFirst(prefix.count))
            keep(name)
        }
        unwrapEnd(of: &name, keep)
        return names
    }

    /// Takes away what stands behind a name: a cloud's revision, a variant, dates.
    private static func unwrapEnd(of name: inout String, _ keep: (String) -> Void) {
        if let end = revisionStart(name) {
            name = String(name.utf8.prefix(end)) ?? name
            keep(name)
        }
        if let mark = name.firstIndex(where: { $0 == ":" || $0 == "@" }), mark != name.startIndex {
            name = String(name[..<mark])
            keep(name)
        }
        while let end = dateStart(name) ?? suffixStart(name) {
            name = String(name.utf8.prefix(end)) ?? name
            keep(name)
        }
    }

    /// Where Bedrock's revision begins: `-v1:0`, `-v2`, or a bare `:0`.
    private static func revisionStart(_ name: String) -> Int? {
        let bytes = Array(name.utf8)
        var end = bytes.count
        var digits = end
        while digits > 0, isDigit(bytes[digits - 1]) { digits -= 1 }
        guard digits < end else { return nil }
        if digits > 0, bytes[digits - 1] == UInt8(ascii: ":") {
            end = digits - 1
            digits = end
            while digits > 0, isDigit(bytes[digits - 1]) { digits -= 1 }
            guard digits < end, digits > 2, bytes[digits - 1] == UInt8(ascii: "v"), bytes[digits - 2] == hyphen else {
                return end > 0 ? end : nil
            }
            return digits - 2
        }
        guard digits > 2, bytes[digits - 1] == UInt8(ascii: "v"), bytes[digits - 2] == hyphen else { return nil }
        return digits - 2
    }

    /// Where a date at the end begins: `-YYYY-MM-DD`, `-MM-DD`, `-YYYYMMDD`, `-MMDD`.
    private static func dateStart(_ name: String) -> Int? {
        let bytes = Array(name.utf8)
        for shape in ["-dddd-dd-dd", "-dd-dddd", "-dd-dd", "-dddddddd", "-dddd"] {
            let count = shape.utf8.count
            guard bytes.count > count else { continue }
            let fits = zip(bytes.suffix(count), shape.utf8).allSatisfy {
                $1 == hyphen ? $0 == hyphen : isDigit($0)
            }
            if fits { return bytes.count - count }
        }
        return nil
    }

    private static func suffixStart(_ name: String) -> Int? {
        for suffix in suffixes where name.hasSuffix(suffix) && name.utf8.count > suffix.utf8.count {
            return name.utf8.count - suffix.utf8.count
        }
        return nil
    }

    private static let hyphen = UInt8(ascii: "-")
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
