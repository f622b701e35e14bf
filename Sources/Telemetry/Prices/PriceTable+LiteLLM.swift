extension PriceTable {
    /// Reads LiteLLM's `model_prices_and_context_window.json`: one object, a member per model, US dollars per token.
    ///
    /// The file has no dates: its prices hold from the day of the import on, older calls keep the price they got.
    ///
    /// - Parameters:
    ///   - json: the file.
    ///   - day: the day of the import; `nil` lets the prices hold for all times.
    /// - Throws: ``PriceTableError`` when the file is no JSON or not of this format.
    public static func importing(
        liteLLM json: some Collection<UInt8>, from day: CivilDate?
    ) throws(PriceTableError) -> PriceImport {
        let document = try PriceDocument(json: json)
        guard case .object(let members) = document,
            members.contains(where: { $0.value["litellm_provider"] != nil })
        else {
            throw PriceTableError(.wrongFormat, "This is not LiteLLM's price file: no entry has \"litellm_provider\".")
        }
        var reader = LiteLLMReader(day: day)
        for (name, value) in members where name != "sample_spec" { reader.read(name, value) }
        reader.report.models = reader.models
        reader.report.entries = reader.entries.count
        let table = PriceTable(version: "litellm" + (day.map { " " + $0.text } ?? ""), entries: reader.entries)
        return PriceImport(table: table, report: reader.report)
    }
}

private struct LiteLLMReader {
    let day: CivilDate?
    var entries: [PriceEntry] = []
    var models = 0
    var report = PriceImportReport()

    /// What a member prices: which component, beyond how many input tokens, in which tier.
    private struct Meaning {
        var component: PriceComponent
        var aboveTokens: Int64?
        var tier: String?
    }

    private static let modes: Set<String> = ["chat", "completion", "responses", "embedding"]
    private static let components: [(String, PriceComponent)] = [
        ("cache_creation_input_token_cost_above_1hr", .cacheWriteHour),
        ("cache_creation_input_token_cost", .cacheWrite),
        ("cache_read_input_token_cost", .cacheRead), ("output_cost_per_reasoning_token", .reasoning),
        ("input_cost_per_audio_token", .audioInput), ("output_cost_per_audio_token", .audioOutput),
        ("input_cost_per_token", .input), ("output_cost_per_token", .output),
    ]
    private static let tiers = ["_flex": "flex", "_priority": "priority", "_batches": "batch"]

    init(day: CivilDate?) {
        self.day = day
    }

    mutating func read(_ name: String, _ document: PriceDocument) {
        let mode = document["mode"]?.text ?? "chat"
        guard Self.modes.contains(mode) else { return ignore("mode \(mode)") }
        guard let provider = document["litellm_provider"]?.text else { return ignore("no provider") }
        guard !name.contains("-commitment/") else { return ignore("commitment") }

        var stated: [(meaning: Meaning, picodollars: Int64)] = []
        for (member, value) in document.members {
            guard let meaning = Self.meaning(of: member) else {
                if Self.isPrice(member) { report.ignoredMembers[member, default: 0] += 1 }
                continue
            }
            guard !value.isNull else { continue }
            guard let digits = value.digits ?? value.text, let scaled = DecimalText.scaled(digits, power: 12),
                scaled.value >= 0
            else {
                report.unreadable("\(name).\(member)")
                continue
            }
            if !scaled.isExact { report.rounded += 1 }
            stated.append((meaning, scaled.value))
        }
        let hasStandard = stated.contains {
            $0.meaning.component == .input && $0.meaning.tier == nil && $0.meaning.aboveTokens == nil
        }
        guard hasStandard else { return ignore("no price") }

        var entry = PriceEntry(
            provider: ProviderNames.canonical(provider), model: name, prices: UnitPrices(input: 0, output: 0))
        entry.match = Self.aliases(of: name).map { .equals($0) }
        entry.from = day
        entry.source = document["source"]?.text ?? "https://github.com/BerriAI/litellm"
        entry.deprecated = document["deprecation_date"]?.text.flatMap { CivilDate(text: $0) }
        fill(&entry, stated.filter { $0.meaning.tier == nil })
        models += 1
        entries.append(entry)
        for tier in Self.tiers.values.sorted() where stated.contains(where: { $0.meaning.tier == tier }) {
            var special = entry
            special.tier = tier
            fill(&special, stated.filter { $0.meaning.tier == tier })
            entries.append(special)
        }
    }

    private func fill(_ entry: inout PriceEntry, _ stated: [(meaning: Meaning, picodollars: Int64)]) {
        for (meaning, amount) in stated where meaning.aboveTokens == nil { entry.prices.set(meaning.component, amount) }
        for tokens in Set(stated.compactMap(\.meaning.aboveTokens)).sorted() {
            let known = entry.above.firstIndex { $0.inputTokens == tokens }
            var step = known.map { entry.above[$0] } ?? PriceEntry.Step(inputTokens: tokens, prices: entry.prices)
            for (meaning, amount) in stated where meaning.aboveTokens == tokens {
                step.prices.set(meaning.component, amount)
            }
            if let known { entry.above[known] = step } else { entry.above.append(step) }
        }
        entry.above.sort { $0.inputTokens < $1.inputTokens }
    }

    private mutating func ignore(_ reason: String) {
        report.ignoredModels[reason, default: 0] += 1
    }

    /// A gateway's prefix is no part of the model's name; regional prices of Bedrock keep theirs, else they would hide the
    /// general price.
    private static func aliases(of name: String) -> [String] {
        let lower = name.lowercased()
        guard let slash = lower.lastIndex(of: "/") else { return [] }
        let hasRegion =
            lower.hasPrefix("bedrock/") && lower[lower.index(lower.startIndex, offsetBy: 8)..<slash].contains("-")
        return hasRegion ? [] : [String(lower[lower.index(after: slash)...])]
    }

    private static func isPrice(_ member: String) -> Bool {
        member.contains("_cost") || member == "tiered_pricing" || member.contains("_per_")
    }

    private static func meaning(of member: String) -> Meaning? {
        guard let (prefix, component) = components.first(where: { member.hasPrefix($0.0) }) else { return nil }
        var meaning = Meaning(component: component)
        var rest = member.dropFirst(prefix.count)
        for (suffix, tier) in tiers where rest.hasSuffix(suffix) {
            rest = rest.dropLast(suffix.count)
            meaning.tier = tier
            break
        }
        if rest.isEmpty { return meaning }
        guard rest.hasPrefix("_above_"), rest.hasSuffix("k_tokens"),
            let thousands = Int64(rest.dropFirst(7).dropLast(8)), (1...1_000_000).contains(thousands)
        else { return nil }
        meaning.aboveTokens = thousands * 1_000
        return meaning
    }
}
