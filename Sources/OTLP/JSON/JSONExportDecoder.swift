internal import Telemetry

/// Decodes OTLP requests from JSON, into the same arrays as ``ProtobufDecoder``.
///
/// OTLP/JSON is proto3's JSON with hexadecimal ids. Unknown members are ignored whatever they hold; a member of the wrong
/// type is counted and taken as absent; `null` is absent; the last of members with one name counts.
struct JSONExportDecoder {
    var builder = ExportBuilder()
    /// Where texts are gathered; the bytes of the storage.
    var text: [UInt8] = []
    private var pending: [Pending] = []

    private struct Pending {
        let target: ExportBuilder.Target
        let items: JSONArray
        let isMap: Bool
        let depth: Int
    }

    /// Reads the text and gives its object.
    /// - Parameter member: the list that is expected; a request that has one of the other signals instead came to the
    ///   wrong path, and is refused with a hint, because an empty success would hide it.
    static func request(_ bytes: [UInt8], member: StaticString) throws(OTLPError) -> JSONObject {
        let document: JSONDocument
        do { document = try JSONDocument(bytes) } catch { throw OTLPError(error) }
        guard let request = document.root.object else {
            throw OTLPError(.malformed, "the request is not a JSON object")
        }
        guard request[member] == nil else { return request }
        let others: [(StaticString, String)] = [
            ("resourceSpans", "/v1/traces"), ("resourceLogs", "/v1/logs"), ("resourceMetrics", "/v1/metrics"),
        ]
        for (other, path) in others where request[other] != nil {
            throw OTLPError(.malformed, "the request has \(other) and no \(member): send it to \(path)")
        }
        return request
    }

    /// Walks an envelope such as `resourceSpans`: `head` gets each one's resource or scope, `item` the elements of its list.
    mutating func envelopes(
        _ list: JSONValue?, head headName: StaticString, items itemName: StaticString,
        head: (inout Self, JSONObject?) throws(OTLPError) -> Void,
        item: (inout Self, JSONValue) throws(OTLPError) -> Void
    ) throws(OTLPError) {
        for envelope in array(list) {
            guard let envelope = object(envelope) else { continue }
            try head(&self, object(envelope[headName]))
            for value in array(envelope[itemName]) { try item(&self, value) }
        }
    }

    mutating func resource(_ object: JSONObject?) throws(OTLPError) {
        let range = try attributes(object?["attributes"])
        builder.resources.append(ExportStorage.Resource(attributes: range))
        try finishValues()
    }

    mutating func scope(_ object: JSONObject?) throws(OTLPError) {
        var scope = ExportStorage.Scope(resource: builder.resources.count - 1)
        scope.name = text(object?["name"])
        scope.version = text(object?["version"])
        scope.attributes = try attributes(object?["attributes"])
        builder.scopes.append(scope)
        try finishValues()
    }

    /// A list of KeyValue.
    mutating func attributes(_ list: JSONValue?) throws(OTLPError) -> Range<Int> {
        let first = builder.attributes.count
        for pair in array(list) {
            guard let pair = object(pair) else { continue }
            guard builder.values < OTLPLimits.values else { throw OTLPError(.tooManyValues) }
            attribute(pair, keep: builder.attributes.count - first < OTLPLimits.attributes, depth: 1)
        }
        return first..<builder.attributes.count
    }

    private mutating func attribute(_ pair: JSONObject, keep: Bool, depth: Int) {
        var key: JSONValue?
        var value: JSONValue?
        for (name, member) in pair {
            switch name {
            case "key": key = member
            case "value": value = member
            default: break
            }
        }
        guard keep, let key = key?.text, key.count > 0 else {
            builder.counts.droppedAttributes += 1
            return
        }
        let keyText = append(key)
        let result = anyValue(value, at: .attribute(builder.attributes.count), depth: depth)
        builder.attributes.append(ExportStorage.Attribute(key: keyText, value: result))
    }

    /// An AnyValue of its own, appended to the elements.
    mutating func element(_ value: JSONValue?, depth: Int) {
        let result = anyValue(value, at: .element(builder.elements.count), depth: depth)
        builder.elements.append(result)
    }

    /// Reads the parts of arrays and maps that were met, theirs too, until none is left.
    mutating func finishValues() throws(OTLPError) {
        while let next = pending.popLast() {
            let first = next.isMap ? builder.attributes.count : builder.elements.count
            for item in next.items {
                guard builder.values < OTLPLimits.values else { throw OTLPError(.tooManyValues) }
                if !next.isMap {
                    element(item, depth: next.depth + 1)
                } else if let pair = object(item) {
                    attribute(pair, keep: true, depth: next.depth + 1)
                }
            }
            let end = next.isMap ? builder.attributes.count : builder.elements.count
            builder.set(ExportStorage.Value(first..<end, kind: next.isMap ? .map : .array), at: next.target)
        }
    }

    private mutating func anyValue(
        _ value: JSONValue?, at target: ExportBuilder.Target, depth: Int
    ) -> ExportStorage.Value {
        guard let members = object(value) else { return .null }
        var result = ExportStorage.Value.null
        var items: JSONArray?
        var isMap = false
        for (name, member) in members where !member.isNull {
            let part: ExportStorage.Value?
            var list: JSONArray?
            switch name {
            case "stringValue": part = member.text.map { ExportStorage.Value(append($0).range, kind: .text) }
            case "boolValue": part = member.boolean.map { ExportStorage.Value(bits: $0 ? 1 : 0, kind: .boolean) }
            case "intValue":
                part = Self.integer(member).map { ExportStorage.Value(bits: UInt64(bitPattern: $0), kind: .integer) }
            case "doubleValue": part = Self.real(member).map { ExportStorage.Value(bits: $0.bitPattern, kind: .real) }
            case "bytesValue":
                part = member.text.flatMap { $0.withBytes { Base64.bytes($0) } }
                    .map { ExportStorage.Value(append($0).range, kind: .bytes) }
            case "arrayValue", "kvlistValue":
                isMap = name == "kvlistValue"
                part = member.object.map { _ in ExportStorage.Value(0..<0, kind: isMap ? .map : .array) }
                list = member["values"]?.array
            default: continue
            }
            if part == nil { builder.counts.typeMismatches += 1 }
            result = part ?? .null
            items = list
        }
        guard let items else { return result }
        guard depth <= OTLPLimits.depth else {
            builder.counts.tooDeep += 1
            return .null
        }
        pending.append(Pending(target: target, items: items, isMap: isMap, depth: depth))
        return result
    }

    /// The elements of a list; nothing for what is absent or no list.
    mutating func array(_ value: JSONValue?) -> [JSONValue] {
        guard let value, !value.isNull else { return [] }
        guard let array = value.array else {
            builder.counts.typeMismatches += 1
            return []
        }
        return Array(array)
    }

    /// An object; `nil` for what is absent or none.
    mutating func object(_ value: JSONValue?) -> JSONObject? {
        guard let value, !value.isNull else { return nil }
        if value.object == nil { builder.counts.typeMismatches += 1 }
        return value.object
    }

    /// A text; empty for what is absent or none.
    mutating func text(_ value: JSONValue?) -> ExportStorage.Text {
        guard let value, !value.isNull else { return ExportStorage.Text() }
        guard let text = value.text else {
            builder.counts.typeMismatches += 1
            return ExportStorage.Text()
        }
        return append(text)
    }

    /// A whole number of 64 bits without sign; 0 for what is absent or none.
    mutating func unsigned(_ value: JSONValue?) -> UInt64 {
        guard let value, !value.isNull else { return 0 }
        if let number = value.unsigned ?? value.string.flatMap({ UInt64($0) }) { return number }
        if let number = value.number, let exact = UInt64(exactly: number) { return exact }
        builder.counts.typeMismatches += 1
        return 0
    }

    /// An enumeration: a number, or a name that senders should not use.
    mutating func enumeration(_ value: JSONValue?, _ names: [String: Int32]) -> Int32 {
        guard let value, !value.isNull else { return 0 }
        if let number = value.integer { return Int32(truncatingIfNeeded: number) }
        if let number = value.string.flatMap({ names[$0] ?? Int32($0) }) { return number }
        builder.counts.typeMismatches += 1
        return 0
    }

    /// The halves of a trace id in 32 hexadecimal digits; zeros for anything else.
    mutating func traceID(_ value: JSONValue?) -> (UInt64, UInt64) {
        guard let bytes = identifier(value), bytes.count == 16 else { return (0, 0) }
        return (bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }, bytes[8...].reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The word of a span id in 16 hexadecimal digits; `nil` for anything else.
    mutating func spanID(_ value: JSONValue?) -> UInt64? {
        guard let bytes = identifier(value), bytes.count == 8 else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func identifier(_ value: JSONValue?) -> [UInt8]? {
        value?.string.flatMap { Hexadecimal.bytes($0) }
    }

    private mutating func append(_ text: JSONText) -> ExportStorage.Text {
        text.withBytes { bytes in
            let start = self.text.count
            self.text.append(contentsOf: bytes)
            return ExportStorage.Text(start..<self.text.count)
        }
    }

    private mutating func append(_ bytes: [UInt8]) -> ExportStorage.Text {
        let start = text.count
        text.append(contentsOf: bytes)
        return ExportStorage.Text(start..<text.count)
    }

    /// A whole number with sign: a number, or a text as proto3 writes 64 bits.
    private static func integer(_ value: JSONValue) -> Int64? {
        if let number = value.integer { return number }
        if let text = value.string { return Int64(text) }
        return value.number.flatMap { Int64(exactly: $0) }
    }

    /// A number, or a text: `NaN`, `Infinity`, `-Infinity`, or digits.
    private static func real(_ value: JSONValue) -> Double? {
        if let number = value.number { return number }
        return switch value.string {
        case "NaN"?: .nan
        case "Infinity"?: .infinity
        case "-Infinity"?: -.infinity
        case let text?: Double(text).flatMap { $0.isFinite ? $0 : nil }
        case nil: nil
        }
    }
}
