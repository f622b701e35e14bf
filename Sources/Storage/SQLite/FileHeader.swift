import Foundation

/// A quick look at a file of SQLite's that nobody writes: no page is read but the first bytes.
enum FileHeader {
    /// What is wrong with the file, for people; `nil` when it is there and as long as its header says.
    static func fault(path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return "its file is missing" }
        let header: Data?
        let length: UInt64
        do {
            header = try handle.read(upToCount: 100)
            length = try handle.seekToEnd()
            try handle.close()
        } catch {
            return "its file cannot be read"
        }
        guard let header, header.count == 100, header.prefix(16) == Data("SQLite format 3\0".utf8) else {
            return "its file is no database any more"
        }
        // https://sqlite.org/fileformat.html 1.3: page size at 16 (1 stands for 65,536), pages at 28; the latter counts
        // only when the change counters at 24 and 92 agree.
        let size = UInt64(header[16]) << 8 | UInt64(header[17])
        let pages = number(header, at: 28)
        guard number(header, at: 24) == number(header, at: 92), pages > 0 else { return nil }
        let wanted = pages * (size == 1 ? 65_536 : size)
        return length < wanted ? "its file is cut off: \(length) of \(wanted) bytes are left" : nil
    }

    private static func number(_ header: Data, at place: Int) -> UInt64 {
        header[place..<place + 4].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
