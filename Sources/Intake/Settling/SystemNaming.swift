package import Telemetry

/// Which names become systems by themselves.
package struct SystemNaming: Sendable {
    /// How many systems may come into being by themselves.
    package let limit: Int
    /// How many refused names are remembered for the sources page.
    package static let rememberedNames = 100

    private var known: Set<SystemSlug>
    /// Names beyond the limit, with how many calls came under each; the first ``rememberedNames`` different ones.
    package private(set) var refused: [SystemSlug: Int] = [:]

    /// - Parameters:
    ///   - known: systems that exist; they count towards the limit.
    ///   - limit: 200 by default (docs/settling.md).
    package init(known: some Sequence<SystemSlug>, limit: Int) {
        self.known = Set(known)
        self.limit = limit
    }

    /// What a name stands for.
    package enum Answer: Sendable, Hashable {
        /// A system that exists.
        case known(SystemSlug)
        /// A system that comes into being once it is registered: ``adopt(_:)``.
        case new(SystemSlug)
    }

    /// The system that a name stands for: itself, or `unassigned` without a name and once there are too many.
    package mutating func resolve(_ name: SystemSlug?) -> Answer {
        guard let name, name != .unassigned else { return existing(.unassigned) }
        if known.contains(name) { return .known(name) }
        if known.count < limit { return .new(name) }
        if refused[name] != nil || refused.count < Self.rememberedNames { refused[name, default: 0] += 1 }
        return existing(.unassigned)
    }

    /// Notes that a system was registered.
    package mutating func adopt(_ name: SystemSlug) {
        known.insert(name)
    }

    private func existing(_ name: SystemSlug) -> Answer { known.contains(name) ? .known(name) : .new(name) }

    /// The slug of a service, unless its SDK made the name up.
    package static func ofService(_ name: String?) -> SystemSlug? {
        guard let name, !name.hasPrefix("unknown_service") else { return nil }
        return SystemSlug(name)
    }
}
