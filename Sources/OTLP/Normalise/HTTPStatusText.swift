/// The HTTP status that clients write into messages of errors.
package enum HTTPStatusText {
    /// The first 4xx or 5xx that stands in a text as a word.
    package static func status(in text: String) -> Int? {
        func isOfWord(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
            default: false
            }
        }
        let words = text.utf8.prefix(4_096).split { !isOfWord($0) }
        for word in words where word.count == 3 && word.allSatisfy({ (0x30...0x39).contains($0) }) {
            let status = word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            if (400...599).contains(status) { return status }
        }
        return nil
    }
}
