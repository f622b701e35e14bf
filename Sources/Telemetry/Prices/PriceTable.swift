/// A list of prices: what models cost, as some source stated it at some time.
public struct PriceTable: Sendable {
    /// In what order patterns are tried once no plain name fits.
    public enum PatternOrder: Sendable, Hashable {
        /// The pattern that fixes most of a name first: our own table.
        case mostFixedFirst
        /// As listed, plain names among them: files that rely on their order.
        case asListed
    }

    /// Which edition this is, shown beside every price: a date, or source and date.
    public let version: String
    /// The entries in the order of the file.
    public let entries: [PriceEntry]
    /// How patterns are tried.
    public let patternOrder: PatternOrder
    /// Whose list stands in where a provider's own does not name a model, as the file states it.
    public let standIns: [String: [String]]
    /// Which names belong to which maker, as the file states it; asked when the provider is unknown.
    public let makers: [Maker]

    /// A maker of models and the names its models bear.
    public struct Maker: Sendable, Hashable {
        /// The maker's own list in the table.
        public var provider: String
        /// Names of its models.
        public var names: ModelPattern
    }

    private let index: Index

    /// A table of entries whose providers are in the conventions' spelling.
    public init(
        version: String, entries: [PriceEntry], patternOrder: PatternOrder = .mostFixedFirst,
        standIns: [String: [String]] = [:], makers: [Maker] = []
    ) {
        self.version = version
        self.entries = entries
        self.patternOrder = patternOrder
        self.standIns = standIns
        self.makers = makers
        index = Index(entries, patternOrder)
    }

    /// A model that a name was resolved to: all of its entries, of all dates and tiers, in the order of the file.
    package struct Model: Sendable, Hashable {
        package let entries: [PriceEntry]
        /// True when the provider was unknown and a model of that name was taken.
        package let isGuessed: Bool

        /// Which entry is in force, and whether it is of the tier that was asked for. Of several the last one listed counts.
        package func entry(at time: Timestamp, tier: String?) -> (number: Int, isOfTier: Bool)? {
            var standard: Int?
            var exact: Int?
            for number in entries.indices where entries[number].holds(at: time) {
                if entries[number].tier == nil { standard = number }
                if tier != nil, entries[number].tier == tier { exact = number }
            }
            if let exact { return (exact, true) }
            return standard.map { ($0, tier == nil) }
        }
    }

    /// Finds a model by name in the list of a provider and those that stand in for it.
    /// - Parameter names: from ``ModelNames/candidates(for:)``.
    package func model(named names: [String], provider: String) -> Model? {
        for list in standIns[provider].map({ [provider] + $0 }) ?? ProviderNames.lists(for: provider) {
            if let found = index.find(names, in: list) { return Model(entries: found, isGuessed: false) }
        }
        return nil
    }

    /// True when the table has a list for this provider, of its own or one that stands in.
    package func knows(provider: String) -> Bool {
        (standIns[provider].map { [provider] + $0 } ?? ProviderNames.lists(for: provider))
            .contains { index.lists[$0] != nil }
    }

    /// Finds a model by name whoever sells it: the maker's list first, then all in the order of the file.
    package func guess(named names: [String]) -> Model? {
        for maker in makers where names.contains(where: maker.names.matches) {
            if let found = index.find(names, in: maker.provider) { return Model(entries: found, isGuessed: true) }
        }
        for name in names {
            for list in index.order {
                if let found = index.find([name], in: list) { return Model(entries: found, isGuessed: true) }
            }
        }
        return nil
    }
}

extension PriceTable {
    /// The entries by provider and name.
    private struct Index: Sendable {
        struct List: Sendable {
            var models: [[PriceEntry]] = []
            var numbers: [String: Int] = [:]
            /// Plain names, each with the model it means. Empty when patterns are tried as listed.
            var names: [String: Int] = [:]
            var patterns: [(pattern: ModelPattern, model: Int)] = []

            mutating func add(_ entry: PriceEntry, _ order: PriceTable.PatternOrder) {
                let id = entry.model.lowercased()
                if let known = numbers[id] {
                    models[known].append(entry)
                } else {
                    numbers[id] = models.count
                    models.append([entry])
                }
                guard let number = numbers[id] else { return }
                if order == .mostFixedFirst, names[id] == nil { names[id] = number }
                for pattern in entry.match
                where !patterns.contains(where: { $0.model == number && $0.pattern == pattern }) {
                    if order == .mostFixedFirst, let name = pattern.name {
                        if names[name] == nil { names[name] = number }
                    } else {
                        patterns.append((pattern, number))
                    }
                }
            }

            mutating func sortPatterns() {
                patterns = patterns.enumerated()
                    .sorted {
                        let (left, right) = ($0.element.pattern.fixedCharacters, $1.element.pattern.fixedCharacters)
                        return left != right ? left > right : $0.offset < $1.offset
                    }
                    .map(\.element)
            }
        }

        var lists: [String: List] = [:]
        var order: [String] = []

        init(_ entries: [PriceEntry], _ patternOrder: PatternOrder) {
            for entry in entries {
                if lists[entry.provider] == nil { order.append(entry.provider) }
                lists[entry.provider, default: List()].add(entry, patternOrder)
            }
            if patternOrder == .mostFixedFirst {
                for provider in order { lists[provider]?.sortPatterns() }
            }
        }

        func find(_ names: [String], in provider: String) -> [PriceEntry]? {
            guard let list = lists[provider] else { return nil }
            for name in names {
                if let number = list.names[name] { return list.models[number] }
            }
            for name in names {
                if let found = list.patterns.first(where: { $0.pattern.matches(name) }) {
                    return list.models[found.model]
                }
            }
            return nil
        }
    }
}
