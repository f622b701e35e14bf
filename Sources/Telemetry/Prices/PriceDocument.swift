/// A JSON value whose numbers keep their text: what price files are read into.
///
/// Foundation's decoders turn numbers into `Double` on the way, also when they hand out a `Decimal`; a price would be off in
/// the last place.
enum PriceDocument: Sendable {
    case object([(name: String, value: PriceDocument)])
    case array([PriceDocument])
    case string(String)
    case number(String)
    case boolean(Bool)
    case null

    /// Reads one JSON text.
    /// - Throws: ``PriceTableError/Code/malformed`` with the position where reading ended.
    init(json: some Collection<UInt8>) throws(PriceTableError) {
        var reader = Reader(bytes: Array(json))
        self = try reader.document()
    }

    /// The member of an object; the last of equal names. `nil` for other values.
    subscript(name: String) -> PriceDocument? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The members of an object in their order; empty for other values.
    var members: [(name: String, value: PriceDocument)] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The elements of an array; `nil` for other values.
    var elements: [PriceDocument]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The text of a string; `nil` for other values.
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The digits of a number as they were written; `nil` for other values.
    var digits: String? {
        if case .number(let digits) = self { digits } else { nil }
    }

    /// True for `null`.
    var isNull: Bool {
        if case .null = self { true } else { false }
    }
}

extension PriceDocument {
    /// RFC 8259, strict except that what follows a value at the top level must be white space; at most 32 levels deep.
    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }

        mutating func document() throws(PriceTableError) -> PriceDocument {
            let value = try value(depth: 0)
            skipSpace()
            guard position == bytes.count else { throw failure("something follows the value") }
            return value
        }

        private func failure(_ what: String) -> PriceTableError {
            PriceTableError(.malformed, "The price file is no JSON: \(what), at byte \(position).")
        }

        private mutating func skipSpace() {
            while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
        }

        private mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        private mutating func skip(word: String) -> Bool {
            guard bytes[position...].starts(with: word.utf8) else { return false }
            position += word.utf8.count
            return true
        }

        private mutating func value(depth: Int) throws(PriceTableError) -> PriceDocument {
            guard depth < 32 else { throw failure("more than 32 levels") }
            skipSpace()
            guard position < bytes.count else { throw failure("the end came early") }
            switch bytes[position] {
            case UInt8(ascii: "{"): return try object(depth: depth)
            case UInt8(ascii: "["): return try array(depth: depth)
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: "t") where skip(word: "true"): return .boolean(true)
            case UInt8(ascii: "f") where skip(word: "false"): return .boolean(false)
            case UInt8(ascii: "n") where skip(word: "null"): return .null
            case UInt8(ascii: "-"), 48...57: return .number(number())
            default: throw failure("no value")
            }
        }

        private mutating func object(depth: Int) throws(PriceTableError) -> PriceDocument {
            position += 1
            var members: [(name: String, value: PriceDocument)] = []
            skipSpace()
            if skip("}") { return .object(members) }
            repeat {
                skipSpace()
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw failure("no name") }
                let name = try string()
                skipSpace()
                guard skip(":") else { throw failure("no colon") }
                members.append((name, try value(depth: depth + 1)))
                skipSpace()
            } while skip(",")
            guard skip("}") else { throw failure("an object does not end") }
            return .object(members)
        }

        private mutating func array(depth: Int) throws(PriceTableError) -> PriceDocument {
            position += 1
            var elements: [PriceDocument] = []
            skipSpace()
            if skip("]") { return .array(elements) }
            repeat {
                elements.append(try value(depth: depth + 1))
                skipSpace()
            } while skip(",")
            guard skip("]") else { throw failure("an array does not end") }
            return .array(elements)
        }

        private mutating func number() -> String {
            let start = position
            while position < bytes.count, isPartOfNumber(bytes[position]) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }

        private func isPartOfNumber(_ byte: UInt8) -> Bool {
            switch byte {
            case 48...57, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }

        private mutating func string() throws(PriceTableError) -> String {
            position += 1
            var result: [UInt8] = []
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                switch byte {
                case UInt8(ascii: "\""):
                    guard let text = String(validating: result, as: UTF8.self) else { throw failure("no UTF-8") }
                    return text
                case UInt8(ascii: "\\"): result += try escape()
                case 0..<0x20: throw failure("a control character in a string")
                default: result.append(byte)
                }
            }
            throw failure("a string does not end")
        }

        private mutating func escape() throws(PriceTableError) -> [UInt8] {
            guard position < bytes.count else { throw failure("a string does not end") }
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
            case UInt8(ascii: "b"): return [0x08]
            case UInt8(ascii: "f"): return [0x0C]
            case UInt8(ascii: "n"): return [0x0A]
            case UInt8(ascii: "r"): return [0x0D]
            case UInt8(ascii: "t"): return [0x09]
            case UInt8(ascii: "u"):
                var code = try hexadecimal()
                if (0xD800..<0xDC00).contains(code) {
                    guard skip("\\"), skip("u") else { throw failure("half a surrogate pair") }
                    let low = try hexadecimal()
                    guard (0xDC00..<0xE000).contains(low) else { throw failure("half a surrogate pair") }
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                }
                guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair") }
                return Array(String(scalar).utf8)
            default: throw failure("an unknown escape")
            }
        }

        private mutating func hexadecimal() throws(PriceTableError) -> UInt32 {
            guard position + 4 <= bytes.count,
                let pair = Hexadecimal.bytes(String(decoding: bytes[position..<position + 4], as: UTF8.self)),
                pair.count == 2
            else { throw failure("an unknown escape") }
            position += 4
            return UInt32(pair[0]) << 8 | UInt32(pair[1])
        }
    }
}
