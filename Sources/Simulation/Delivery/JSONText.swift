import Telemetry

/// Writes one JSON object after the other as a client would send them. Members are written in the order of the calls.
struct JSONText {
    var bytes: [UInt8] = []
    private var needsComma = false

    mutating func beginObject() { open("{") }
    mutating func endObject() { close("}") }
    mutating func beginArray() { open("[") }
    mutating func endArray() { close("]") }

    mutating func name(_ name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func text(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    mutating func integer(_ number: Int64) { word(String(number)) }

    mutating func boolean(_ flag: Bool) { word(flag ? "true" : "false") }

    mutating func null() { word("null") }

    /// The shortest text that reads back as the same number; numbers that JSON cannot say become null.
    mutating func number(_ number: Double) {
        guard number.isFinite else { return null() }
        word(number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : number.description)
    }

    mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        self.name(name)
        text(value)
    }

    mutating func member(_ name: String, _ value: Int64?) {
        guard let value else { return }
        self.name(name)
        integer(value)
    }

    mutating func member(_ name: String, _ value: Double?) {
        guard let value else { return }
        self.name(name)
        number(value)
    }

    mutating func member(_ name: String, _ values: [String: AttributeValue]) {
        guard !values.isEmpty else { return }
        self.name(name)
        beginObject()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            self.name(key)
            attribute(value)
        }
        endObject()
    }

    private mutating func attribute(_ value: AttributeValue) {
        switch value {
        case .text(let text): self.text(text)
        case .integer(let number): integer(number)
        case .real(let number): self.number(number)
        case .boolean(let flag): boolean(flag)
        case .list(let texts):
            beginArray()
            for text in texts { self.text(text) }
            endArray()
        case .null: null()
        }
    }

    private mutating func word(_ word: String) {
        separate()
        bytes.append(contentsOf: word.utf8)
        needsComma = true
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: bracket))
        needsComma = false
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            var position = 0
            while position < utf8.count {
                let byte = utf8[position]
                guard byte < 0x20 || byte == 0x22 || byte == 0x5C else {
                    position &+= 1
                    continue
                }
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<position]))
                escape(byte)
                position &+= 1
                start = position
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
        case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
        case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
        case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
        default:
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(contentsOf: Array("0123456789abcdef".utf8)[Int(byte >> 4)...Int(byte >> 4)])
            bytes.append(contentsOf: Array("0123456789abcdef".utf8)[Int(byte & 15)...Int(byte & 15)])
        }
    }
}
