extension PriceTable {
    /// Reads pydantic's genai-prices data, `prices/data.json` or its slim and version 2 forms: a list of providers with
    /// their models, US dollars per million tokens.
    ///
    /// - Parameters:
    ///   - json: the file.
    ///   - version: what the table is to be called, such as `genai-prices 2026-08-21`.
    /// - Throws: ``PriceTableError`` when the file is no JSON or not of this format.
    public static func importing(
        genAIPrices json: some Collection<UInt8>, version: String
    ) throws(PriceTableError) -> PriceImport {
        let document = try PriceDocument(json: json)
        guard let providers = document.elements, providers.contains(where: { $0["models"]?.elements != nil }) else {
            throw PriceTableError(.wrongFormat, "This is not genai-prices data: a list of providers with \"models\".")
        }
        var reader = GenAIPricesReader()
        for provider in providers { reader.read(provider) }
        reader.report.entries = reader.entries.count
        let table = PriceTable(
            version: version, entries: reader.entries, patternOrder: .asListed, standIns: reader.standIns,
            makers: reader.makers)
        return PriceImport(table: table, report: reader.report)
    }
}

private struct GenAIPricesReader {
    var entries: [PriceEntry] = []
    var standIns: [String: [String]] = [:]
    var makers: [PriceTable.Maker] = []
    var report = PriceImportReport()

    private static let components: [String: PriceComponent] = [
        "input_mtok": .input, "output_mtok": .output, "cache_read_mtok": .cacheRead, "cache_write_mtok": .cacheWrite,
        "cache_write_1h_mtok": .cacheWriteHour, "output_reasoning_mtok": .reasoning, "input_audio_mtok": .audioInput,
        "output_audio_mtok": .audioOutput, "requests_kcount": .request,
    ]

    mutating func read(_ provider: PriceDocument) {
        guard let id = provider["id"]?.text, let models = provider["models"]?.elements else {
            report.unreadable("a provider without \"id\" or \"models\"")
            return
        }
        let name = ProviderNames.canonical(id)
        let source = provider["pricing_urls"]?.elements?.first?.text
        if let others = provider["fallback_model_providers"]?.elements {
            standIns[name] = others.compactMap(\.text).map(ProviderNames.canonical)
        }
        // Google and Azure sell under several names in the conventions; their lists are the same.
        for (list, alias) in [
            ("gcp.gen_ai", "gcp.gemini"), ("gcp.gen_ai", "gcp.vertex_ai"), ("azure.ai.openai", "azure.ai.inference"),
        ] where list == name {
            standIns[alias] = [name] + (standIns[name] ?? [])
        }
        if let pattern = provider["model_match"].flatMap({ self.pattern($0, at: id) }) {
            makers.append(PriceTable.Maker(provider: name, names: pattern))
        }
        for model in models { read(model, provider: name, source: source) }
    }

    private mutating func read(_ model: PriceDocument, provider: String, source: String?) {
        guard let id = model["id"]?.text else {
            report.unreadable("\(provider): a model without \"id\"")
            return
        }
        let place = "\(provider)/\(id)"
        var editions: [PriceEntry] = []
        for edition in model["prices"]?.elements ?? [model["prices"]].compactMap({ $0 }) {
            let isList = model["prices"]?.elements != nil
            guard let stated = isList ? edition["prices"] : edition else { continue }
            guard var entry = entry(stated, provider: provider, id: id, place: place) else { continue }
            entry.match = model["match"].flatMap { pattern($0, at: place) }.map { [$0] } ?? [.equals(id.lowercased())]
            entry.source = source
            if isList, let constraint = edition["constraint"], !constraint.isNull {
                guard constrain(&entry, by: constraint, at: place) else { continue }
            }
            editions.append(entry)
        }
        guard !editions.isEmpty else {
            report.ignoredModels["no price", default: 0] += 1
            return
        }
        report.models += 1
        entries += editions
    }

    private mutating func entry(_ stated: PriceDocument, provider: String, id: String, place: String) -> PriceEntry? {
        var base = UnitPrices(input: 0, output: 0)
        var steps: [Int64: [(PriceComponent, Int64)]] = [:]
        var isPriced = false
        for (member, value) in stated.members {
            guard let component = Self.components[member] else {
                report.ignoredMembers[member, default: 0] += 1
                continue
            }
            // A thousand calls for so many dollars; else a million tokens.
            let power = component == .request ? 9 : 6
            guard !value.isNull else { continue }
            guard let amount = price(value["base"] ?? value, power: power, at: "\(place).\(member)") else { continue }
            base.set(component, amount)
            isPriced = true
            for tier in value["tiers"]?.elements ?? [] {
                guard let start = tier["start"]?.digits.flatMap({ Int64($0) }),
                    let amount = tier["price"].flatMap({ price($0, power: power, at: "\(place).\(member)") })
                else { continue }
                steps[start, default: []].append((component, amount))
            }
        }
        guard isPriced else { return nil }
        var entry = PriceEntry(provider: provider, model: id, prices: base)
        for (start, changes) in steps.sorted(by: { $0.key < $1.key }) {
            var prices = entry.above.last?.prices ?? base
            for (component, amount) in changes { prices.set(component, amount) }
            entry.above.append(PriceEntry.Step(inputTokens: start, prices: prices))
        }
        return entry
    }

    private mutating func price(_ value: PriceDocument, power: Int, at place: String) -> Int64? {
        guard let digits = value.digits ?? value.text, let scaled = DecimalText.scaled(digits, power: power),
            scaled.value >= 0
        else {
            report.unreadable(place)
            return nil
        }
        if !scaled.isExact { report.rounded += 1 }
        return scaled.value
    }

    private mutating func constrain(_ entry: inout PriceEntry, by constraint: PriceDocument, at place: String) -> Bool {
        if let text = constraint["start_date"]?.text, let day = CivilDate(text: text) {
            entry.from = day
            return true
        }
        if let start = constraint["start_time"]?.text.flatMap(Self.secondOfDay),
            let end = constraint["end_time"]?.text.flatMap(Self.secondOfDay)
        {
            entry.secondsOfDay = PriceEntry.SecondsOfDay(start: start, end: end)
            return true
        }
        report.unreadable("\(place).constraint")
        return false
    }

    /// Reads `16:30:00Z`.
    private static func secondOfDay(_ text: String) -> Int64? {
        guard let time = Timestamp(rfc3339: "1970-01-01T" + text) else { return nil }
        return time.seconds
    }

    private mutating func pattern(_ document: PriceDocument, at place: String) -> ModelPattern? {
        guard let (name, value) = document.members.first else { return nil }
        let text = value.text?.lowercased() ?? ""
        switch name {
        case "equals": return .equals(text)
        case "starts_with": return .startsWith(text)
        case "ends_with": return .endsWith(text)
        case "contains": return .contains(text)
        case "regex":
            let expression = value.text ?? ""
            // Only whether it can be read is asked here; it is read again when a name is resolved.
            guard (try? Regex(expression)) != nil else {
                report.unreadable("\(place): \(expression)")
                return nil
            }
            return .expression(expression)
        case "or": return .any((value.elements ?? []).compactMap { pattern($0, at: place) })
        case "and": return .all((value.elements ?? []).compactMap { pattern($0, at: place) })
        default:
            report.unreadable("\(place): match \(name)")
            return nil
        }
    }
}
