public import Telemetry

/// An AI capability under watch, as the registry knows it.
public struct WatchedSystem: Sendable, Hashable {
    /// What answers. The raw values are part of the API.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case llm, classifier, regressor, ranker
    }

    /// Its name in addresses.
    public var slug: SystemSlug
    /// Its name for people.
    public var title: String
    /// What answers.
    public var kind: Kind
    /// The kind of call that its quality is made of; `nil` until its first calls decided it.
    public var mainKind: CallKind?
    /// When its first call was seen.
    public var created: Timestamp
    /// Whether and how long its texts are kept.
    public var texts: TextRetention
    /// Further settings, a JSON object.
    public var settings: String

    /// A system with the settings of a new one.
    public init(
        slug: SystemSlug, title: String, kind: Kind, mainKind: CallKind? = nil, created: Timestamp,
        texts: TextRetention = .month, settings: String = "{}"
    ) {
        self.slug = slug
        self.title = title
        self.kind = kind
        self.mainKind = mainKind
        self.created = created
        self.texts = texts
        self.settings = settings
    }
}
