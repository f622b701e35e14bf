/// An attribute's value, the body of a log record, or a part of one: OTLP's AnyValue.
public struct OTLPValue: Sendable {
    /// What a value is.
    public enum Kind: Sendable, Hashable {
        case null, text, boolean, integer, real, array, map, bytes
    }

    let storage: ExportStorage
    let value: ExportStorage.Value

    /// What it is.
    public var kind: Kind {
        switch value.kind {
        case .null: .null
        case .text: .text
        case .boolean: .boolean
        case .integer: .integer
        case .real: .real
        case .array: .array
        case .map: .map
        case .bytes: .bytes
        }
    }

    /// True when it says nothing: null, an empty text, array or map. 0 and false do say something.
    public var isAbsent: Bool { value.isAbsent }

    /// A text, where it lies.
    public var text: OTLPText? {
        value.kind == .text ? OTLPText(storage: storage, text: ExportStorage.Text(value.range)) : nil
    }

    /// A text, copied out; what is not UTF-8 becomes U+FFFD.
    public var string: String? { text?.string }

    /// A whole number.
    public var integer: Int64? { value.kind == .integer ? Int64(bitPattern: value.bits) : nil }

    /// A real; perhaps not finite.
    public var real: Double? { value.kind == .real ? Double(bitPattern: value.bits) : nil }

    /// True or false.
    public var boolean: Bool? { value.kind == .boolean ? value.bits != 0 : nil }

    /// The elements of an array; empty for anything else.
    public var elements: [OTLPValue] {
        value.kind == .array ? value.range.map { OTLPValue(storage: storage, value: storage.elements[$0]) } : []
    }

    /// The members of a map.
    public var map: OTLPAttributes? {
        value.kind == .map ? OTLPAttributes(storage: storage, range: value.range) : nil
    }

    /// Bytes, copied out.
    public var bytes: [UInt8]? {
        value.kind == .bytes ? storage.withBytes(ExportStorage.Text(value.range)) { Array($0) } : nil
    }
}

extension ExportStorage.Value {
    /// True when it says nothing: null, an empty text, array or map.
    var isAbsent: Bool {
        switch kind {
        case .null: true
        case .text, .array, .map: bits & 0xFFFF_FFFF == 0
        case .boolean, .integer, .real, .bytes: false
        }
    }
}
