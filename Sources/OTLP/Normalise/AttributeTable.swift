import Telemetry

/// The attributes of one span, log record or event, found by number; made once per request and loaded again and again.
struct AttributeTable {
    private let storage: ExportStorage
    private let index = DialectIndex.shared
    private var keys: AttributeKeys
    private var positions: [Int32]
    private var generations: [UInt32]
    private var generation: UInt32 = 0
    private var parsedValues: [Int: StructuredValue] = [:]
    /// Reads JSON texts inside attributes.
    var reader = JSONReader()

    /// The attributes loaded.
    private(set) var range = 0..<0
    /// A bit per dialect of which a key was seen.
    private(set) var dialects: UInt32 = 0
    /// Attributes whose key has a prefix of keys to slice by, with its length.
    private(set) var slices: [(position: Int, prefix: Int, isJSON: Bool)] = []
    /// Attributes that are input columns, with the length of their prefix.
    private(set) var fields: [(position: Int, prefix: Int)] = []
    /// Attributes that the installation slices by, with which of its keys.
    private(set) var configured: [(position: Int, key: Int)] = []
    /// Attributes that may be shown.
    private(set) var shown: [Int] = []
    /// Attributes that are flattened: number of the prefix, number behind it, where the name behind that begins.
    private var flattened: [(position: Int, prefix: Int, number: Int, rest: Int)] = []
    /// A bit per prefix of which a key was seen.
    private var flattenedPrefixes: UInt32 = 0

    init(_ storage: ExportStorage, configured: [String]) {
        self.storage = storage
        keys = AttributeKeys(configured: configured)
        positions = [Int32](repeating: 0, count: index.names.count)
        generations = [UInt32](repeating: 0, count: index.names.count)
    }

    /// Turns to other attributes.
    mutating func load(_ range: Range<Int>) {
        self.range = range
        generation &+= 1
        dialects = 0
        slices.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        configured.removeAll(keepingCapacity: true)
        shown.removeAll(keepingCapacity: true)
        flattened.removeAll(keepingCapacity: true)
        flattenedPrefixes = 0
        if !parsedValues.isEmpty { parsedValues.removeAll() }
        for position in range {
            let info = storage.withBytes(storage.attributes[position].key) { keys.info($0) }
            if info.slot >= 0 {
                positions[Int(info.slot)] = Int32(truncatingIfNeeded: position)
                generations[Int(info.slot)] = generation
            }
            dialects |= info.dialects
            if info.slicePrefix > 0 { slices.append((position, Int(info.slicePrefix), info.sliceIsJSON)) }
            if info.fieldPrefix > 0 { fields.append((position, Int(info.fieldPrefix))) }
            if info.configured >= 0 { configured.append((position, Int(info.configured))) }
            if info.isShown { shown.append(position) }
            if info.flattened >= 0 {
                flattened.append((position, Int(info.flattened), info.number, info.rest))
                flattenedPrefixes |= 1 << UInt32(info.flattened)
            }
        }
    }

    /// The attribute with that number, whatever it says; `nil` when it is not there.
    func attribute(_ slot: Int) -> OTLPValue? {
        guard generations[slot] == generation else { return nil }
        return value(at: Int(positions[slot]))
    }

    /// The value at a position of the request.
    func value(at position: Int) -> OTLPValue {
        OTLPValue(storage: storage, value: storage.attributes[position].value)
    }

    /// The key at a position behind its prefix; `nil` when it is not UTF-8 or nothing is left. NUL is removed.
    func key(at position: Int, behind prefix: Int) -> String? {
        let key = storage.withBytes(storage.attributes[position].key) {
            String(validating: $0.dropFirst(prefix), as: UTF8.self)
        }
        guard let key, !key.isEmpty else { return nil }
        return key.utf8.contains(0) ? key.filter { $0 != "\0" } : key
    }

    /// The first source of a property that says something.
    mutating func first(_ property: CallProperty) -> StructuredValue? {
        first(index.sources[property.rawValue]) { $0 }
    }

    /// The first source of a property that says something which `read` understands.
    mutating func first<Value>(_ property: CallProperty, _ read: (StructuredValue) -> Value?) -> Value? {
        first(index.sources[property.rawValue], read)
    }

    /// The first source of a resource's property that says something.
    mutating func firstOfResource(_ property: CallProperty) -> StructuredValue? {
        first(index.resourceSources[property.rawValue]) { $0 }
    }

    /// A property in its unit.
    mutating func number(_ property: CallProperty) -> Double? {
        for source in index.sources[property.rawValue] {
            if let number = value(source)?.number { return number * source.factor }
        }
        return nil
    }

    /// The messages of a property: the first source, flattened or not, that has any.
    mutating func messages(_ property: CallProperty, role: String, isWanted: (String) -> Bool) -> [MessageReader.Read] {
        for source in index.sources[property.rawValue] where isWanted(index.names[source.slot]) {
            if let (prefix, shape) = source.flattened {
                let read = messages(behind: prefix, shape, role: role)
                if !read.isEmpty { return read }
            } else if source.isAnswer {
                if let read = answer(role: role) { return [read] }
            } else if let value = attribute(source.slot), value.kind != .null {
                return MessageReader.messages(StructuredValue.otlp(value).parsed(by: &reader), role: role)
            }
        }
        return []
    }

    /// One message made of text and tool calls in attributes of their own; `nil` without both.
    private mutating func answer(role: String) -> MessageReader.Read? {
        let text = first(.outputText)?.scalarText
        let calls = first(.outputToolCalls)?.elements ?? []
        guard text != nil || !calls.isEmpty else { return nil }
        return MessageReader.Read(
            message: Message(role: role, text: text ?? "", toolCalls: calls.map(MessageReader.toolCall)))
    }

    /// The value of a source; `nil` when it says nothing.
    private mutating func value(_ source: DialectIndex.Source) -> StructuredValue? {
        guard let attribute = attribute(source.slot), !attribute.isAbsent else { return nil }
        guard source.isJSON else { return .otlp(attribute) }
        var current = parsed(source.slot, attribute)
        for name in source.path {
            guard let member = current[name: name] else { return nil }
            current = member
        }
        return current.isAbsent ? nil : current
    }

    /// The attribute with that number, read as JSON where it is JSON text; `nil` when it says nothing.
    mutating func parsed(_ slot: Int) -> StructuredValue? {
        guard let attribute = attribute(slot), !attribute.isAbsent else { return nil }
        return parsed(slot, attribute)
    }

    private mutating func parsed(_ slot: Int, _ attribute: OTLPValue) -> StructuredValue {
        if let known = parsedValues[slot] { return known }
        let value = StructuredValue.otlp(attribute).parsed(by: &reader)
        parsedValues[slot] = value
        return value
    }

    private mutating func first<Value>(
        _ sources: [DialectIndex.Source], _ read: (StructuredValue) -> Value?
    ) -> Value? {
        for source in sources where source.flattened == nil {
            if let value = value(source), let result = read(value) { return result }
        }
        return nil
    }

    /// What stands behind `prefix.N.`, by N in ascending order; gaps are legal.
    ///
    /// - Parameter prefix: its number in ``DialectIndex/flattenedPrefixes``.
    func indexed(_ prefix: Int) -> [[(name: String, value: OTLPValue)]] {
        guard flattenedPrefixes & 1 << UInt32(prefix) != 0 else { return [] }
        var groups: [Int: [(name: String, value: OTLPValue)]] = [:]
        for entry in flattened where entry.prefix == prefix {
            guard let name = key(at: entry.position, behind: entry.rest) else { continue }
            groups[entry.number, default: []].append((name, value(at: entry.position)))
        }
        return groups.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The same inside what stands behind a number.
    private static func indexed(
        _ prefix: String, _ members: some Sequence<(String, OTLPValue)>
    ) -> [[(name: String, value: OTLPValue)]] {
        guard !prefix.isEmpty else { return [] }
        var groups: [Int: [(name: String, value: OTLPValue)]] = [:]
        for (key, value) in members where key.hasPrefix(prefix) {
            let rest = key.dropFirst(prefix.count)
            guard let dot = rest.firstIndex(of: "."), let number = Int(rest[..<dot]), number >= 0 else { continue }
            groups[number, default: []].append((String(rest[rest.index(after: dot)...]), value))
        }
        return groups.sorted { $0.key < $1.key }.map(\.value)
    }

    private mutating func messages(
        behind prefix: Int, _ shape: FlattenedMessages, role: String
    ) -> [MessageReader.Read] {
        indexed(prefix).map { members in
            func value(_ name: String, in members: [(name: String, value: OTLPValue)]) -> StructuredValue? {
                members.last { $0.name == name && $0.value.kind != .null }.map { .otlp($0.value) }
            }
            var message = Message(role: value(shape.role, in: members)?.text ?? role, text: "")
            if let text = value(shape.text, in: members) {
                message.text = MessageReader.text(text.parsed(by: &reader)) ?? text.text ?? ""
            } else if let parts = shape.parts {
                let texts = Self.indexed(parts.prefix + ".", members.lazy.map { ($0.name, $0.value) })
                    .compactMap { value(parts.text, in: $0)?.text }
                message.text = texts.filter { !$0.isEmpty }.joined(separator: "\n")
            }
            message.toolCalls = Self.indexed(shape.toolCalls.prefix + ".", members.lazy.map { ($0.name, $0.value) })
                .map { call in
                    ToolCall(
                        id: value(shape.toolCalls.id, in: call)?.scalarText,
                        name: value(shape.toolCalls.name, in: call)?.scalarText ?? "",
                        arguments: value(shape.toolCalls.arguments, in: call).map { $0.text ?? $0.json })
                }
            message.toolCallID = value(shape.toolCallID, in: members)?.scalarText
            let reason = shape.finishReason.flatMap { value($0, in: members)?.text }
            return MessageReader.Read(message: message, finishReason: reason)
        }
    }
}
