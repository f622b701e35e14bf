public import Telemetry

/// A mitigation that the simulated applications obey, as a flag server would serve it to them.
public struct SimulatedMitigation: Sendable, Hashable {
    /// What an application can be told to do; the levers of the flag server.
    public enum Lever: Sendable, Hashable {
        /// Do not use the AI path, or use rules, search or templates instead: no call is made.
        case off
        /// A person sees the answer before the user.
        case review
        /// Use exactly this model.
        case model(String)
        /// Use this version of the prompt.
        case prompt(String)
        /// Say "I don't know" where confidence is below this, 0 to 1.
        case threshold(Double)
        /// Show that the answer may be wrong.
        case notice
    }

    /// Its name, which calls under it carry.
    public var id: String
    /// The system.
    public var system: SystemSlug
    /// Which calls: those whose attributes have all these values.
    public var slice: Slice
    /// What to do.
    public var lever: Lever

    /// A mitigation in force.
    public init(id: String, system: SystemSlug, slice: Slice = .all, lever: Lever) {
        self.id = id
        self.system = system
        self.slice = slice
        self.lever = lever
    }

    func covers(_ attributes: [String: AttributeValue]) -> Bool {
        slice.values.allSatisfy { attributes[$0.dimension]?.sliceText == $0.value }
    }
}
