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
    ///   - limit: 200 by default (docs/reference/settings.md).
    package init(known: some Sequence<SystemSlug>, limit: Int) {
        self.known = Set(known)
        self.limit = limit
    }

    /// The system that a name stands for: itself, or `unassigned` once there are too many.
    package mutating func assign(_ name: SystemSlug?) -> (system: SystemSlug, isNew: Bool) {
        guard let name, name != .unassigned else { return (.unassigned, known.insert(.unassigned).inserted) }
        if known.contains(name) { return (name, false) }
        if known.count < limit {
            known.insert(name)
            return (name, true)
        }
        if refused[name] != nil || refused.count < Self.rememberedNames { refused[name, default: 0] += 1 }
        return (.unassigned, known.insert(.unassigned).inserted)
    }

    /// The slug of a service, unless its SDK made the name up.
    package static func ofService(_ name: String?) -> SystemSlug? {
        guard let name, !name.hasPrefix("unknown_service") else { return nil }
        return SystemSlug(name)
    }
}
