import CZstd
import Synchronization

/// Decompresses the texts of one file, for any number of tasks.
final class Decompressor: Sendable {
    private let dictionaries = Mutex<[Int64: Dictionary]>([:])

    /// A dictionary in zstd's digested form.
    ///
    /// `@unchecked`: zstd never writes to a digested dictionary once it is made, and documents that any number of
    /// threads may decompress with one at once; it is freed when the last of them lets go.
    private final class Dictionary: @unchecked Sendable {
        let pointer: OpaquePointer

        init?(_ body: [UInt8]) {
            guard let made = body.withUnsafeBytes({ ZSTD_createDDict($0.baseAddress, $0.count) }) else { return nil }
            pointer = made
        }

        deinit { ZSTD_freeDDict(pointer) }
    }

    /// - Parameter load: reads the dictionary when it is used for the first time.
    func decompress(
        _ body: UnsafeRawBufferPointer, size: Int, dictionary id: Int64, load: () throws -> [UInt8]?
    ) throws -> [UInt8] {
        var dictionary: Dictionary?
        if id != 0 {
            dictionary = dictionaries.withLock { $0[id] }
            if dictionary == nil {
                guard let bytes = try load(), let made = Dictionary(bytes) else {
                    throw StorageError.damaged("a text without its dictionary")
                }
                dictionaries.withLock { $0[id] = made }
                dictionary = made
            }
        }
        guard let context = ZSTD_createDCtx() else { throw StorageError(.fault, "No memory to read texts with.") }
        defer { ZSTD_freeDCtx(context) }
        if let dictionary { ZSTD_DCtx_refDDict(context, dictionary.pointer) }
        var text = [UInt8](repeating: 0, count: size)
        let found = text.withUnsafeMutableBytes { target in
            ZSTD_decompressDCtx(context, target.baseAddress, target.count, body.baseAddress, body.count)
        }
        guard ZSTD_isError(found) == 0, found == size else { throw StorageError.damaged("a text that cannot be read") }
        return text
    }
}
