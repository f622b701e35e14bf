import Foundation
import GRDB
import Telemetry

extension Row {
    /// An instant that is stored as nanoseconds since 1970.
    func time(_ column: String) -> Timestamp { Timestamp(nanoseconds: self[column]) }

    /// An instant that may be absent.
    func optionalTime(_ column: String) -> Timestamp? {
        (self[column] as Int64?).map(Timestamp.init(nanoseconds:))
    }

    /// The slug of a system.
    func slug(_ column: String) throws -> SystemSlug {
        let text: String = self[column]
        guard let slug = SystemSlug(text) else { throw StorageError.damaged("no system slug: \(text)") }
        return slug
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable>(_ column: String) throws -> Word where Word.RawValue == String {
        let text: String = self[column]
        guard let word = Word(rawValue: text) else { throw StorageError.damaged("unknown word: \(text)") }
        return word
    }

    /// Bytes in a form of our own.
    func bytes(_ column: String) -> [UInt8] { [UInt8](self[column] as Data) }
}

extension StorageError {
    /// A file holds what no version of the program writes.
    static func damaged(_ what: String) -> StorageError {
        StorageError(.damaged, "A file of the data folder holds what it should not: \(what).")
    }
}
