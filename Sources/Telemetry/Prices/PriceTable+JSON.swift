extension PriceTable {
    /// Reads our own format, `prices.json`: US dollars per million tokens as decimal text, exact.
    ///
    /// - Parameter json: `{"schema":"prices/1","version":…,"currency":"USD","entries":[…]}`.
    /// - Throws: ``PriceTableError`` naming the entry; a table is taken whole or not at all.
    public init(json: some Collection<UInt8>) throws(PriceTableError) {
        let document = try PriceDocument(json: json)
        guard document["schema"]?.text == "prices/1" else {
            throw PriceTableError(.wrongFormat, "The price file does not say \"schema\": \"prices/1\".")
        }
        guard document["currency"]?.text == "USD" else {
            throw PriceTableError(.wrongFormat, "Prices are taken in \"currency\": \"USD\" only.")
        }
        guard let version = document["version"]?.text, !version.isEmpty else {
            throw PriceTableError(.wrongFormat, "The price file has no \"version\".")
        }
        guard let elements = document["entries"]?.elements else {
            throw PriceTableError(.wrongFormat, "The price file has no list \"entries\".")
        }
        var entries: [PriceEntry] = []
        entries.reserveCapacity(elements.count)
        for (number, element) in elements.enumerated() {
            do {
                entries.append(try Self.entry(element))
            } catch {
                throw PriceTableError(error.code, "Entry \(number): \(error.message)")
            }
        }
        // Of several entries that hold the last counts, so later editions go behind earlier ones.
        let byDay = entries.enumerated().sorted {
            let (left, right) = ($0.element.from?.dayNumber ?? .min, $1.element.from?.dayNumber ?? .min)
            return left != right ? left < right : $0.offset < $1.offset
        }
        self.init(version: version, entries: byDay.map(\.element))
    }

    private static func entry(_ document: PriceDocument) throws(PriceTableError) -> PriceEntry {
        guard let provider = document["provider"]?.text, let model = document["model"]?.text, !model.isEmpty else {
            throw PriceTableError(.invalidEntry, "\"provider\" and \"model\" are needed.")
        }
        guard let stated = document["usd_per_million"], stated.members.isEmpty == false else {
            throw PriceTableError(.invalidEntry, "\(model) has no \"usd_per_million\".")
        }
        var entry = PriceEntry(
            provider: ProviderNames.canonical(provider), model: model,
            prices: try prices(stated, over: UnitPrices(input: 0, output: 0), of: model))
        guard stated["input"] != nil || stated["request"] != nil else {
            throw PriceTableError(.invalidEntry, "\(model) has neither a price of \"input\" nor of \"request\".")
        }
        entry.match = (document["match"]?.elements ?? []).compactMap(\.text).map { ModelPattern($0) }
        entry.from = try day(document["from"], of: model)
        entry.to = try day(document["to"], of: model)
        if let from = entry.from, let to = entry.to, to <= from {
            throw PriceTableError(.invalidEntry, "\(model) ends before it begins.")
        }
        entry.tier = document["tier"]?.text
        entry.source = document["source"]?.text
        entry.deprecated = try day(document["deprecated"], of: model)
        for element in document["above"]?.elements ?? [] {
            guard let digits = element["input_tokens"]?.digits, let tokens = Int64(digits), tokens >= 0,
                let stated = element["usd_per_million"]
            else {
                throw PriceTableError(.invalidEntry, "\(model) has a step without \"input_tokens\" or prices.")
            }
            entry.above.append(
                PriceEntry.Step(inputTokens: tokens, prices: try prices(stated, over: entry.prices, of: model)))
        }
        entry.above.sort { $0.inputTokens < $1.inputTokens }
        return entry
    }

    private static func prices(
        _ document: PriceDocument, over base: UnitPrices, of model: String
    ) throws(PriceTableError) -> UnitPrices {
        var prices = base
        for (name, value) in document.members {
            guard let component = PriceComponent(rawValue: name) else {
                throw PriceTableError(.invalidEntry, "\(model): no component is called \"\(name)\".")
            }
            guard let digits = value.digits, let scaled = DecimalText.scaled(digits, power: 6), scaled.value >= 0 else {
                throw PriceTableError(.invalidEntry, "\(model): \"\(name)\" is no price.")
            }
            guard scaled.isExact else {
                throw PriceTableError(.invalidEntry, "\(model): \"\(name)\" has more than six decimals.")
            }
            prices.set(component, scaled.value)
        }
        return prices
    }

    private static func day(_ document: PriceDocument?, of model: String) throws(PriceTableError) -> CivilDate? {
        guard let document, !document.isNull else { return nil }
        guard let text = document.text, let day = CivilDate(text: text) else {
            throw PriceTableError(.invalidEntry, "\(model): a day is written 2026-11-20.")
        }
        return day
    }
}

extension CivilDate {
    /// Reads `2026-11-20`, nothing else.
    init?(text: some StringProtocol) {
        guard text.utf8.count == 10, let time = Timestamp(rfc3339: text) else { return nil }
        self.init(time)
    }
}
