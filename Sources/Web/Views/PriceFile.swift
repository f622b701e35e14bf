import Foundation
import Telemetry

/// A price file that somebody brought, in whichever of the three formats it is.
struct PriceFile: Sendable {
    let table: PriceTable
    /// Models and entries that the table got.
    let models: Int
    let entries: Int
    /// Models left out whole, by reason.
    let ignoredModels: [String: Int]
    /// Values that could not be read, the first places.
    let unreadable: [String]
    /// The file in our own format, as it is kept.
    let json: String

    /// - Parameter time: when it was brought: prices without a date hold from then on, and editions are named by it.
    /// - Throws: `PriceTableError` when it is none of them.
    init(_ bytes: [UInt8], at time: Timestamp) throws {
        let day = CivilDate(time).text
        let head = String(decoding: bytes.prefix(4_096), as: UTF8.self)
        if head.contains("\"prices/1\"") {
            table = try PriceTable(json: bytes)
            (ignoredModels, unreadable) = ([:], [])
        } else if head.drop(while: { $0.isWhitespace }).hasPrefix("[") {
            let read = try PriceTable.importing(genAIPrices: bytes, version: "genai-prices \(day)")
            table = read.table
            (ignoredModels, unreadable) = (read.report.ignoredModels, read.report.unreadable)
        } else {
            let read = try PriceTable.importing(liteLLM: bytes, from: CivilDate(time))
            table = read.table
            (ignoredModels, unreadable) = (read.report.ignoredModels, read.report.unreadable)
        }
        entries = table.entries.count
        models = Set(table.entries.map { "\($0.provider)/\($0.model)" }).count
        json = String(decoding: bytes, as: UTF8.self)
    }
}
