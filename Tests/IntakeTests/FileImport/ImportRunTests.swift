import Foundation
import Intake
import Storage
import Synchronization
import Telemetry
import TestSupport
import Testing

@Suite("Importing files")
struct ImportRunTests {
    let files: TemporaryFiles
    /// Commits of four records, so that a short file takes many.
    private let limits = ImportLimits.small

    init() throws { files = try TemporaryFiles() }

    @Test("stores every record at its own time, and is done")
    func stores() async throws {
        let shop = try await Workshop.open()
        let path = try files.write(Self.lines(0..<30).joined(separator: "\n"), name: "calls.jsonl")
        let report = try await run([path], in: shop)
        #expect(report.records == 30)
        #expect(report.stored == 60)  // each with its score
        #expect(report.refused == 0)
        #expect(report.refusalFiles.isEmpty)
        let rows = try await shop.rows()
        #expect(rows.count == 60)
        #expect(rows.allSatisfy { $0.verdictTime == $0.callTime })
        #expect(rows.map(\.callTime).min() == Self.time(0))
        let job = try #require(try await shop.folder.control.importJobs().first)
        #expect(job.state == .done)
        #expect(job.lines == 30)
        #expect(job.systems == [SystemSlug("bot")!])
        #expect(shop.pipeline.importing.isEmpty)
        try await shop.discard()
    }

    @Test("gives the same rows whatever the order of lines and files")
    func order() async throws {
        var expected: Set<SettledRow> = []
        for seed in 0..<3 {
            let shop = try await Workshop.open()
            var random = SeededGenerator(seed: UInt64(seed))
            let lines = seed == 0 ? Self.lines(0..<40) : Self.lines(0..<40).shuffled(using: &random)
            let first = try files.write(lines[..<17].joined(separator: "\n"), name: "one\(seed).jsonl")
            let second = try files.write(lines[17...].joined(separator: "\n"), name: "two\(seed).jsonl")
            _ = try await run(seed == 2 ? [second, first] : [first, second], in: shop)
            let rows = Set(try await shop.rows())
            #expect(rows.count == 80)
            if seed == 0 { expected = rows } else { #expect(rows == expected) }
            try await shop.discard()
        }
    }

    @Test("goes on where it was stopped: nothing is missing, nothing counts twice", arguments: [1, 2, 5, 9, 12])
    func resumes(appends: Int) async throws {
        let path = try files.write(
            (Self.lines(0..<40) + ["{broken"]).joined(separator: "\n"), name: "calls.jsonl")
        let whole = try await Workshop.open()
        let expected = try await run([path], in: whole)
        let wanted = Set(try await whole.rows())

        let stores = Mutex<FaultyStore?>(nil)
        let shop = try await Workshop.open(store: { calls in
            let faulty = FaultyStore(calls)
            stores.withLock { $0 = faulty }
            return faulty
        })
        let store = try #require(stores.withLock { $0 })
        let error = await #expect(throws: ImportError.self) {
            _ = try await run([path], in: shop) { _ in
                if store.appends >= appends { store.fault = .fails(.full) }
            }
        }
        #expect(error?.code == .notStored)
        #expect(try await shop.folder.control.importJobs().map(\.state) == [.running])
        #expect(
            try await shop.folder.control.systemsHeldByImports(at: shop.clock.now()) == [SystemSlug("bot")!])

        let back = try await shop.reopened(importsResume: true)
        let report = try await run([path], in: back)
        #expect(report.records == expected.records)
        #expect(report.refused == expected.refused)
        #expect(report.conflicts == 0)
        let rows = try await back.rows()
        #expect(rows.count == wanted.count)
        #expect(Set(rows) == wanted)
        #expect(try await back.folder.control.importJobs().map(\.state) == [.done])
        try await whole.discard()
        try await back.discard()
    }

    @Test("imported again changes nothing")
    func again() async throws {
        let shop = try await Workshop.open()
        let path = try files.write(Self.lines(0..<12).joined(separator: "\n"), name: "calls.jsonl")
        _ = try await run([path], in: shop)
        let report = try await run([path], in: shop)
        #expect(report.stored == 0)
        #expect(report.known == 24)
        #expect(try await shop.rows().count == 24)
        try await shop.discard()
    }

    @Test("keeps equal lines without ids apart: each is a call")
    func copies() async throws {
        let shop = try await Workshop.open()
        let path = try files.write(
            "t,latency_ms\n2026-01-01,5\n2026-01-01,5\n2026-01-01,6\n", name: "calls.csv")
        var options = ImportOptions.standard
        options.system = SystemSlug("bot")
        let first = try await run([path], options, in: shop)
        #expect(first.stored == 3)
        let again = try await run([path], options, in: shop)
        #expect(again.stored == 0)
        #expect(again.known == 3)
        try await shop.discard()
    }

    @Test("writes refused lines into a file with reasons, and says when it is too much")
    func refusals() async throws {
        let shop = try await Workshop.open()
        var lines = Self.lines(0..<6)
        lines.insert("{broken", at: 2)
        lines.append(#"{"system":"bot","time":"2026-01-09T00:00:00Z","input":"x","latency_ms":-4}"#)
        let path = try files.write(lines.joined(separator: "\n"), name: "calls.jsonl")
        let report = try await run([path], in: shop)
        #expect(report.records == 8)
        #expect(report.refused == 2)
        #expect(report.refusesTooMany)
        #expect(report.refusalFiles == [path + ".refused.jsonl"])
        let refused = try String(contentsOfFile: path + ".refused.jsonl", encoding: .utf8)
            .split(separator: "\n").map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
        #expect(Set(refused.compactMap { $0?["line"] as? Int }) == [3, 8])
        #expect(refused.allSatisfy { !($0?["detail"] as? String ?? "").isEmpty })
        #expect(refused.allSatisfy { $0?["type"] as? String == "/problems/invalid" })
        try await shop.discard()
    }

    @Test("keeps a named baseline out of the rows that are judged")
    func baseline() async throws {
        let shop = try await Workshop.open()
        let path = try files.write(
            "time,model,latency_ms\n2026-01-02,new,5\n2026-01-01,old,4\n2026-01-01,new,6\n2026-01-03,old,4\n")
        var options = ImportOptions.standard
        options.system = SystemSlug("bot")
        options.baseline = try .condition("model=old")
        let report = try await run([path], options, in: shop)
        #expect(report.stored == 4)
        let rows = try await shop.rows()
        #expect(rows.map(\.isReference) == [true, true, false, false])
        try await shop.discard()
    }

    @Test("judges no record without a time")
    func timeless() async throws {
        let shop = try await Workshop.open()
        let path = try files.write("model,latency_ms\na,5\nb,6\n")
        var options = ImportOptions.standard
        options.system = SystemSlug("bot")
        let report = try await run([path], options, in: shop)
        #expect(report.timeless == 2)
        #expect(try await shop.rows().map(\.verdictTime) == [nil, nil])
        try await shop.discard()
    }

    @Test("leaves judging to the next import when it is asked to")
    func holds() async throws {
        let shop = try await Workshop.open()
        let control = shop.folder.control
        let first = try files.write(Self.lines(0..<4).joined(separator: "\n"), name: "one.jsonl")
        let second = try files.write(Self.lines(4..<8).joined(separator: "\n"), name: "two.jsonl")
        var options = ImportOptions.standard
        options.holds = true
        #expect(try await run([first], options, in: shop).isHeld)
        #expect(try await control.systemsHeldByImports(at: shop.clock.now()) == [SystemSlug("bot")!])
        _ = try await run([second], in: shop)
        #expect(try await control.systemsHeldByImports(at: shop.clock.now()).isEmpty)
        #expect(Set(try await control.importJobs().map(\.state)) == [.done])
        try await shop.discard()
    }

    @Test("no longer holds up judging after ten minutes without progress")
    func parked() async throws {
        let shop = try await Workshop.open()
        let control = shop.folder.control
        var job = try await control.requestImport(name: "calls.jsonl", source: "a", at: shop.clock.now())
        job.state = .running
        job.systems = [SystemSlug("bot")!]
        job.updated = shop.clock.now()
        try await control.save(job)
        #expect(try await control.systemsHeldByImports(at: shop.clock.now().advanced(bySeconds: 599)).count == 1)
        #expect(try await control.systemsHeldByImports(at: shop.clock.now().advanced(bySeconds: 600)).isEmpty)
        try await shop.discard()
    }

    @Test("charts what is older than what was judged already, and says so")
    func tooLate() async throws {
        let shop = try await Workshop.open()
        let bot = SystemSlug("bot")!
        try await shop.submit(.call(Workshop.json("live")))
        var judgement = Judgement()
        judgement.systems = [SystemJudgement(system: bot, judgedTo: Self.time(5), state: [])]
        judgement.baselines = [
            BaselineRecord(
                id: BaselineID("b"), system: bot, signal: .success, slice: "", version: 1, state: .pinned,
                pinned: Self.time(5), blob: [], reason: "learnt")
        ]
        _ = try await shop.folder.control.commit(judgement, at: shop.clock.now())
        let path = try files.write(Self.lines(0..<10).joined(separator: "\n"), name: "calls.jsonl")
        let report = try await run([path], in: shop)
        #expect(report.tooLate == 5)
        let imported = try await shop.rows().filter { $0.subject == .call && $0.callTime < Self.time(10) }
        #expect(imported.count == 10)
        #expect(imported.count { $0.verdictTime == nil } == 5)
        try await shop.discard()
    }

    // MARK: support

    private static func time(_ number: Int) -> Timestamp {
        Timestamp(seconds: 1_767_225_600).advanced(bySeconds: Int64(number) * 600)  // 2026-01-01
    }

    /// Calls of our own format, each with a score of its own.
    private static func lines(_ numbers: Range<Int>) -> [String] {
        numbers.map { number in
            """
            {"system":"bot","time":"\(time(number).rfc3339)","input":"question \(number)","output":"answer \(number)",\
            "latency_ms":\(number + 1),"outcomes":[{"kind":"score","name":"correct","value":\(number % 2)}]}
            """
        }
    }

    private func run(
        _ paths: [String], _ options: ImportOptions = .standard, in shop: Workshop,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        let plan = try await plan(paths, options, limits: limits)
        return try await ImportRun(
            plan, pipeline: shop.pipeline, control: shop.folder.control, clock: shop.clock, folder: shop.path,
            refusalFolder: nil
        ).run(progress: progress)
    }
}
