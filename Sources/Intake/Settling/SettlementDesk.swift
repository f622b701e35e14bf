package import Storage
package import Telemetry

/// Writes settlements: the one owner of what is remembered between calls.
///
/// What it remembers decides facts and found changes of later calls, never of earlier ones: a settlement is final when it
/// is stored. After a restart it learns again from the latest calls of the log.
package actor SettlementDesk {
    /// A call that is to settle; what needs no memory is done.
    package struct Candidate: Sendable {
        /// With what its trace lent it.
        package var call: Call
        /// How it counts.
        package var standing: ResolvedCall.Standing
        /// The name of its system.
        package var name: SystemSlug?
        /// True when texts were added to those stored with the call.
        package var contentWasMerged: Bool
        /// Our price.
        package var price: CallPrice
        /// When it settles.
        package var time: Timestamp
        /// By which time verdict buckets count it; `nil` when only charts do.
        package var verdict: Timestamp?
        /// True for calls of a named baseline.
        package var isReference: Bool

        /// A call that is to settle.
        package init(
            call: Call, standing: ResolvedCall.Standing, name: SystemSlug?, contentWasMerged: Bool, price: CallPrice,
            time: Timestamp, verdict: Timestamp?, isReference: Bool
        ) {
            self.call = call
            self.standing = standing
            self.name = name
            self.contentWasMerged = contentWasMerged
            self.price = price
            self.time = time
            self.verdict = verdict
            self.isReference = isReference
        }
    }

    /// Settlements, with what they show besides.
    package struct Written: Sendable {
        /// One per candidate, in their order.
        package var settlements: [Settlement] = []
        /// Changes for the ledger.
        package var changes: [Change] = []
    }

    private let control: ControlStore
    private let policies: TextPolicies
    private var profiles: [SystemSlug: SystemProfile] = [:]
    private var naming: SystemNaming
    private var live = Neighbourhood()
    private var imports: [Int: Neighbourhood] = [:]

    /// A desk that knows the registered systems.
    package init(control: ControlStore, systems: [WatchedSystem], limit: Int, policies: TextPolicies) {
        self.control = control
        self.policies = policies
        naming = SystemNaming(known: systems.map(\.slug), limit: limit)
        for system in systems { profiles[system.slug] = SystemProfile(system) }
        policies.set(systems)
    }

    /// Names of systems beyond the limit, with how many calls came under each.
    package var refusedNames: [SystemSlug: Int] { naming.refused }

    /// Settles calls; registers the systems that come into being by it.
    ///
    /// - Parameter session: the import that the calls belong to: its calls are no neighbours of live ones.
    /// - Throws: when a new system could not be registered; nothing was remembered then.
    package func settle(
        _ candidates: [Candidate], session: Int? = nil
    ) async throws(StorageError) -> Written {
        var systems: [SystemSlug] = []
        systems.reserveCapacity(candidates.count)
        for candidate in candidates {
            switch naming.resolve(candidate.name) {
            case .known(let system):
                systems.append(system)
            case .new(let system):
                try await register(system, for: candidate)
                systems.append(system)
            }
        }
        var written = Written()
        written.settlements.reserveCapacity(candidates.count)
        for (candidate, system) in zip(candidates, systems) {
            written.settlements.append(settlement(of: candidate, in: system, session: session, &written.changes))
        }
        return written
    }

    /// Forgets the neighbours of an import that has ended.
    package func endImport(_ session: Int) {
        imports[session] = nil
    }

    /// Learns from calls that settled before a restart, oldest first.
    package func learn(from calls: [StoredCall]) {
        for stored in calls {
            guard let settlement = stored.settlement, settlement.row != nil else { continue }
            let call = stored.call.completed(by: settlement)
            policies.note(service: call.service, system: settlement.system)
            _ = profiles[settlement.system]?.note(call)
            if let prediction = call.prediction?.predictedClass {
                _ = profiles[settlement.system]?.knows(class: prediction)
            }
            _ = live.complete(settlement.facts, of: call, in: settlement.system)
        }
    }

    /// Takes over what the registry says now, such as another text policy.
    package func refresh(_ systems: [WatchedSystem]) {
        for system in systems {
            naming.adopt(system.slug)
            if profiles[system.slug] == nil {
                profiles[system.slug] = SystemProfile(system)
            } else {
                profiles[system.slug]?.registered = system
            }
        }
        policies.set(systems)
    }

    /// Writes down of which kind systems are whose first calls have come.
    ///
    /// - Parameter early: also for systems with few calls: at the end of an import.
    package func decideKinds(early: Bool) async throws(StorageError) {
        for (slug, profile) in profiles {
            guard let kind = profile.mainKind(early: early) else { continue }
            let updated = try await control.update(system: slug) { system in
                guard system.mainKind == nil else { return }
                system.mainKind = kind
                system.kind = kind.systemKind
            }
            profiles[slug]?.registered = updated
        }
    }

    private func register(_ system: SystemSlug, for candidate: Candidate) async throws(StorageError) {
        let registered = try await control.register(
            WatchedSystem(
                slug: system, title: system.text, kind: candidate.call.kind.systemKind, created: candidate.time,
                texts: policies.standard))
        naming.adopt(system)
        if profiles[system] == nil { profiles[system] = SystemProfile(registered) }
        policies.set([registered])
    }

    private func settlement(
        of candidate: Candidate, in system: SystemSlug, session: Int?, _ changes: inout [Change]
    ) -> Settlement {
        let call = candidate.call
        var settlement = Settlement(call: call.key, system: system, time: candidate.time)
        settlement.user = call.user
        settlement.session = call.session
        settlement.prompt = call.prompt
        settlement.mitigation = call.mitigation
        settlement.attributes = call.attributes
        settlement.price = candidate.price
        settlement.facts = call.textFacts
        if candidate.contentWasMerged, policies.retention(of: system) != .drop {
            settlement.mergedContent = call.content
        }
        policies.note(service: call.service, system: system)
        switch candidate.standing {
        case .duplicate(let kept):
            settlement.duplicateOf = kept
        case .aggregate:
            break
        case .counts:
            if let session {
                settlement.facts = imports[session, default: Neighbourhood()].complete(
                    call.textFacts, of: call, in: system)
            } else {
                settlement.facts = live.complete(call.textFacts, of: call, in: system)
            }
            changes += (profiles[system]?.note(call) ?? []).map(\.change)
            settlement.row = CallRow.row(
                of: call, system: system, facts: settlement.facts, price: candidate.price, verdict: candidate.verdict,
                isReference: candidate.isReference
            ) { profiles[system]?.knows(class: $0) ?? true }
        }
        return settlement
    }
}

extension Call {
    /// The call with what its settlement says it inherited.
    fileprivate func completed(by settlement: Settlement) -> Call {
        var call = self
        call.user = settlement.user
        call.session = settlement.session
        call.prompt = settlement.prompt
        call.attributes = settlement.attributes
        return call
    }
}
