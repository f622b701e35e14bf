import Telemetry

/// The normalisation of one request: what it has read so far, and what it has learnt of resources and scopes.
struct Normalisation {
    /// What a resource says about all its spans.
    struct Resource {
        var service: String?
        var serviceVersion: String?
        var environment: String?
        var system: SystemSlug?
        /// Values of the installation's own keys, by the key's number.
        var configured: [Int: AttributeValue] = [:]
    }

    let storage: ExportStorage
    let normaliser: Normaliser
    let window: AcceptanceWindow
    let index = DialectIndex.shared
    var batch = NormalisedBatch()
    var table: AttributeTable
    private var resources: [Int: Resource] = [:]
    private var scopes: [Int: (name: String, dialect: Int?)] = [:]
    private var users: [String: PersonKey] = [:]
    private var sessions: [String: PersonKey] = [:]
    private var slugs: [String: SystemSlug?] = [:]

    init(_ storage: ExportStorage, _ normaliser: Normaliser, _ window: AcceptanceWindow) {
        self.storage = storage
        self.normaliser = normaliser
        self.window = window
        table = AttributeTable(storage, configured: normaliser.sliceKeys)
    }

    /// What the resource of a scope says. Loads the table with its attributes the first time.
    mutating func resource(ofScope scope: Int) -> Resource {
        let number = storage.scopes[scope].resource
        if let known = resources[number] { return known }
        let range = storage.resources[number].attributes
        table.load(range)
        let attributes = OTLPAttributes(storage: storage, range: range)
        var result = Resource()
        result.service = attributes["service.name"]?.string.flatMap { Self.name($0) }
        result.serviceVersion = Self.name(table.firstOfResource(.serviceVersion)?.scalarText)
        result.environment = Self.name(table.firstOfResource(.environment)?.scalarText)
        result.system = table.firstOfResource(.system)?.scalarText.flatMap { SystemSlug($0) }
        for (position, key) in table.configured {
            result.configured[key] = Self.scalar(.otlp(table.value(at: position)))
        }
        resources[number] = result
        return result
    }

    /// A scope's name, and the dialect that it stands for.
    mutating func scope(_ number: Int) -> (name: String, dialect: Int?) {
        if let known = scopes[number] { return known }
        let name = OTLPText(storage: storage, text: storage.scopes[number].name).string
        let result = (name, index.scopes.filter { $0.pattern.matches(name) }.map(\.dialect).min())
        scopes[number] = result
        return result
    }

    mutating func user(_ id: String?) -> PersonKey? {
        guard let id, !id.isEmpty else { return nil }
        if let known = users[id] { return known }
        let key = normaliser.hasher.user(id)
        users[id] = key
        return key
    }

    mutating func session(_ id: String?) -> PersonKey? {
        guard let id, !id.isEmpty else { return nil }
        if let known = sessions[id] { return known }
        let key = normaliser.hasher.session(id)
        sessions[id] = key
        return key
    }

    mutating func slug(_ name: String?) -> SystemSlug? {
        guard let name else { return nil }
        if let known = slugs[name] { return known }
        let slug = SystemSlug(name)
        slugs[name] = slug
        return slug
    }

    /// The prompt that the loaded attributes name.
    mutating func prompt() -> PromptReference? {
        let name = Self.name(table.first(.promptName)?.scalarText)
        let version = Self.name(table.first(.promptVersion)?.scalarText)
        guard name != nil || version != nil else { return nil }
        return PromptReference(name: name ?? "", version: version)
    }

    /// The attributes to slice by: those that say so themselves, members of maps of them, the installation's own.
    mutating func slices(_ resource: Resource) -> [String: AttributeValue] {
        var result: [String: AttributeValue] = [:]
        for (position, prefix, isJSON) in table.slices {
            var value = StructuredValue.otlp(table.value(at: position))
            if isJSON { value = value.parsed(by: &table.reader) }
            add(table.key(at: position, behind: prefix), value, to: &result)
        }
        for slot in index.sliceMaps {
            guard let attribute = table.attribute(slot) else { continue }
            let map = StructuredValue.otlp(attribute).parsed(by: &table.reader)
            for (name, value) in map.members { add(name, value, to: &result) }
        }
        for (number, value) in resource.configured { result[normaliser.sliceKeys[number]] = value }
        for (position, number) in table.configured {
            let key = normaliser.sliceKeys[number]
            if let value = Self.scalar(.otlp(table.value(at: position))) { result[key] = value }
        }
        return result
    }

    private mutating func add(_ key: String?, _ value: StructuredValue, to result: inout [String: AttributeValue]) {
        guard let key, !key.isEmpty, key.count <= SliceKeys.maximumKeyLength else {
            batch.counts.droppedKeys += 1
            return
        }
        guard !SliceKeys.isIdentity(key), let scalar = Self.scalar(value) else { return }
        guard result.count < SliceKeys.maximumCount || result[key] != nil else {
            batch.counts.droppedKeys += 1
            return
        }
        result[key] = scalar
    }

    /// A scalar that an attribute may hold; `nil` for null, lists, maps and what is not finite.
    static func scalar(_ value: StructuredValue) -> AttributeValue? {
        if let text = value.text {
            let clean = text.utf8.contains(0) ? text.filter { $0 != "\0" } : text
            return .text(
                clean.count > SliceKeys.maximumValueLength ? String(clean.prefix(SliceKeys.maximumValueLength)) : clean)
        }
        if let flag = value.boolean { return .boolean(flag) }
        if let integer = value.integer { return .integer(integer) }
        return value.number.map { .real($0) }
    }

    /// A name: without NUL, at most 128 characters; `nil` when nothing is left.
    static func name(_ text: String?, limit: Int = 128) -> String? {
        guard var text, !text.isEmpty else { return nil }
        if text.utf8.contains(0) { text = text.filter { $0 != "\0" } }
        if text.utf8.count > limit, text.count > limit { text = String(text.prefix(limit)) }
        return text.isEmpty ? nil : text
    }
}
