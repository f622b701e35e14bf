/// What can be behind an incident (docs/statistics.md 16). On disk: never change the names.
public enum TriageCause: String, Sendable, Hashable, CaseIterable {
    /// The model itself.
    case model
    /// The data that goes in.
    case pipeline
    /// The provider changed something.
    case externalAPI = "external_api"
    /// The judge, not the answers.
    case evaluation
    /// A prompt, configuration or code of our own.
    case deploy
    /// Something else.
    case unknown

    /// How likely it is before anything is known.
    public var prior: Double {
        switch self {
        case .model, .externalAPI, .unknown: 0.15
        case .pipeline: 0.20
        case .evaluation: 0.10
        case .deploy: 0.25
        }
    }
}
