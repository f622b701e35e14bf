package import Foundation

/// The `.json` twin of a page.
package enum PageJSON {
    /// Encodes with `snake_case` members in a stable order. Absent means unknown.
    /// - Throws: what `JSONEncoder` throws; view values hold nothing that makes it throw.
    package static func encode(_ page: some Page) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
        return try encoder.encode(page)
    }
}
