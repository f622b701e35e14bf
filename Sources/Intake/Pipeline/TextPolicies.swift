package import Storage
import Synchronization
package import Telemetry

/// Whether, and how long, the texts of what arrives are kept.
///
/// The policy must be known before anything is stored, although an ancestor that comes later may name the system. So a
/// record without a system of its own gets the strictest policy of all systems that its service was seen with.
package final class TextPolicies: Sendable {
    /// Services whose systems are remembered.
    package static let services = 10_000

    private struct State {
        var systems: [SystemSlug: TextRetention] = [:]
        var services: [String: Set<SystemSlug>] = [:]
    }

    private let state = Mutex(State())

    /// How a new system keeps its texts.
    package let standard: TextRetention

    /// No policy yet: everything is kept as a new system keeps it.
    package init(standard: TextRetention = .month) {
        self.standard = standard
    }

    /// Takes over what the registry says.
    package func set(_ systems: [WatchedSystem]) {
        state.withLock { state in
            for system in systems { state.systems[system.slug] = system.texts }
        }
    }

    /// Remembers that a service's calls settled into a system.
    package func note(service: String?, system: SystemSlug) {
        guard let service else { return }
        state.withLock { state in
            guard state.services[service] != nil || state.services.count < Self.services else { return }
            state.services[service, default: []].insert(system)
        }
    }

    /// The policy for texts of a system.
    package func retention(of system: SystemSlug) -> TextRetention {
        state.withLock { $0.systems[system] ?? standard }
    }

    /// The policy for a record that may or may not name its system.
    package func retention(system: SystemSlug?, service: String?) -> TextRetention {
        state.withLock { state in
            if let system { return state.systems[system] ?? standard }
            guard let service else { return standard == .drop ? .drop : state.systems.values.min() ?? standard }
            var candidates = state.services[service] ?? []
            if let slug = SystemNaming.ofService(service) { candidates.insert(slug) }
            return candidates.compactMap { state.systems[$0] }.min() ?? standard
        }
    }

    /// The strictest of all policies: for texts of which nothing tells the system.
    package var strictest: TextRetention {
        // It may be the first call of a system, so how new ones keep theirs counts where nothing is to be kept.
        standard == .drop ? .drop : state.withLock { $0.systems.values.min() ?? standard }
    }
}
