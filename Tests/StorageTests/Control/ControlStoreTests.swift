import Storage
import Telemetry
import Testing

@Suite("The control store")
struct ControlStoreTests {
    private static let now = Samples.start

    @Test("makes the installation once")
    func installation() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        #expect(try await control.installation() == nil)
        let key = [UInt8](0..<32)
        let made = try await control.install(workspaceKey: key, at: Self.now)
        #expect(made.workspaceKey == key)
        let again = try await control.install(
            workspaceKey: key.reversed(), at: Self.now.advanced(bySeconds: 1))
        #expect(again == made)
        #expect(try await control.setting("alarms") == nil)
        try await control.set("alarms", to: "1")
        try await control.set("alarms", to: "2")
        #expect(try await control.setting("alarms") == "2")
        try await control.set("alarms", to: nil)
        #expect(try await control.setting("alarms") == nil)
    }

    @Test("registers a system once and changes it when told")
    func systems() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        let system = WatchedSystem(slug: Samples.system, title: "Support answers", kind: .llm, created: Self.now)
        try await control.register(system)
        var other = system
        other.title = "Other"
        #expect(try await control.register(other) == system)
        let changed = try await control.update(system: Samples.system) { system in
            system.mainKind = .llm
            system.texts = .drop
        }
        #expect(changed.texts == .drop)
        #expect(try await control.systems() == [changed])
        let error = await #expect(throws: StorageError.self) {
            try await control.update(system: Samples.fraud) { _ in }
        }
        #expect(error?.code == .unknown)
    }

    @Test("lets what a person says about a signal stand against what is learnt")
    func signals() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        func setting(_ source: SignalSetting.Source, _ better: Outcome.Better?) -> SignalSetting {
            SignalSetting(
                system: Samples.system, signal: .latency, better: better, tolerance: 0.1, range: 0...5, source: source,
                updated: Self.now)
        }
        try await control.save(setting(.learnt, nil))
        try await control.save(setting(.person, .low))
        #expect(try await control.save(setting(.declared, .high)) == setting(.person, .low))
        #expect(try await control.signalSettings(system: Samples.system) == [setting(.person, .low)])
    }

    @Test("tells a change once that was sent and shows in the traffic, whichever came first")
    func changesFoundAndSent() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        func change(_ name: String, to: String, hours: Int64, found: Bool = false) -> Change {
            var change = Change(
                key: CallKey(hashing: Array(name.utf8)), kind: .prompt, title: name, systems: [Samples.system],
                time: Self.now.advanced(bySeconds: hours * 3_600), found: found)
            change.to = to
            return change
        }
        let found = change("seen", to: "answer@42", hours: 2, found: true)
        try await control.record([found], at: Self.now)
        #expect(try await control.changes().map(\.change) == [found])
        let sent = change("sent", to: "42", hours: 0)
        try await control.record([sent], at: Self.now)
        #expect(try await control.changes().map(\.change) == [sent])
        #expect(try await control.changes(from: found.time).isEmpty)
        let later = change("seen much later", to: "answer@42", hours: 40, found: true)
        let other = change("another version", to: "answer@43", hours: 3, found: true)
        try await control.record([later, other], at: Self.now)
        #expect(try await control.changes().map(\.change) == [later, other, sent])
    }

    @Test("numbers changes, each key once")
    func changes() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        var prompt = Change(
            key: Samples.key(1), kind: .prompt, title: "Reply prompt v41 → v42", systems: [Samples.system],
            time: Self.now)
        prompt.detail = "diff"
        prompt.until = Self.now.advanced(bySeconds: 60)
        let everywhere = Change(
            key: Samples.key(2), kind: .deploy, title: "Deploy", systems: [], time: Self.now.advanced(bySeconds: 5),
            found: true)
        let recorded = try await control.record([prompt, everywhere, prompt], at: Self.now)
        #expect(recorded.map(\.stored.number.description) == ["CHG-1", "CHG-2", "CHG-1"])
        #expect(recorded.map(\.isNew) == [true, true, false])
        #expect(try await control.changes(system: Samples.system).map(\.change) == [everywhere, prompt])
        #expect(try await control.changes(system: Samples.fraud).map(\.change) == [everywhere])
        #expect(try await control.changes(to: Self.now.advanced(bySeconds: 5)).map(\.change) == [prompt])
        #expect(try await control.change(ChangeNumber(1))?.change == prompt)
    }

    @Test("keeps imports resumable")
    func imports() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        var job = try await control.requestImport(name: "calls.jsonl", source: "sha256:1", at: Self.now)
        #expect(job.number.description == "IMP-1" && job.state == .waiting)
        job.state = .running
        job.lines = 500
        job.counts = ["read": 500, "stored": 490, "known": 10]
        try await control.save(job)
        #expect(try await control.requestImport(name: "calls.jsonl", source: "sha256:1", at: Self.now) == job)
        #expect(try await control.importJob(job.number) == job)
        #expect(try await control.importJobs() == [job])
    }

    @Test("keeps decisions for ever")
    func decisions() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        let first = try await control.decide(
            actor: "mara", action: "baseline.pinned", subject: "a/b", reason: "{}", at: Self.now)
        try await control.decide(actor: "program", action: "x", subject: "c", reason: "{}", at: Self.now)
        #expect(try await control.decisions(subject: "a/b").map(\.number) == [first])
        #expect(try await control.decisions().count == 2)
    }

    @Test("keeps price tables by version, and own prices by model")
    func prices() async throws {
        let folder = TemporaryFolder()
        let control = try await folder.open().control
        try await control.adopt(StoredPriceTable(version: "1", adopted: Self.now, json: "{}"))
        try await control.adopt(
            StoredPriceTable(version: "2", adopted: Self.now.advanced(bySeconds: 1), json: "[]"))
        try await control.adopt(StoredPriceTable(version: "1", adopted: Self.now, json: "other"))
        #expect(try await control.priceTables().map(\.version) == ["2", "1"])
        let price = PriceOverride(model: "atlas-4", json: "{}", actor: "mara", time: Self.now)
        try await control.save(price)
        #expect(try await control.priceOverrides() == [price])
        try await control.removePriceOverride(model: "atlas-4")
        #expect(try await control.priceOverrides().isEmpty)
    }
}
