import Intake
import Storage
import Telemetry
import TestSupport
import Testing

@Suite("Concurrent batches")
struct CommitQueueTests {
    @Test("share commits, and every one that is acknowledged is there after a stop without goodbye")
    func groupCommit() async throws {
        let box = StoreBox()
        let shop = try await Workshop.open { box.wrap($0) }
        box.store.hold()
        let pipeline = shop.pipeline
        let stored = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<200 {
                group.addTask {
                    try await pipeline.submit(
                        IntakeBatch(source: IntakeSource(), items: [.call(Workshop.json("\(index)"))])
                    ).stored
                }
            }
            await box.store.appendIsHeld()
            box.store.release()
            return try await group.reduce(0, +)
        }
        #expect(stored == 200)
        #expect(box.store.appends < 200)
        let back = try await shop.reopened()
        #expect(try await back.rows().count == 200)
        try await back.discard()
    }

    @Test("fail with the commit that fails, and no others do")
    func oneFails() async throws {
        let box = StoreBox()
        let shop = try await Workshop.open { box.wrap($0) }
        try await shop.submit(.call(Workshop.json("before")))
        box.store.fault = .fails(.full)
        await #expect(throws: IntakeError.self) { try await shop.submit(.call(Workshop.json("during"))) }
        #expect(await shop.pipeline.storeFailure()?.code == .full)
        box.store.fault = .none
        #expect(try await shop.submit(.call(Workshop.json("after"))).stored == 1)
        #expect(await shop.pipeline.storeFailure() == nil)
        #expect(try await shop.submit(.call(Workshop.json("during"))).stored == 1)
        #expect(shop.pipeline.counters.snapshot().values.first?.turnedAway == 1)
        try await shop.discard()
    }

    @Test(
        "are told to come again whatever is wrong with the store, and never that it is their fault",
        arguments: [StorageError.Code.busy, .full, .readOnly, .unreachable, .closed, .damaged])
    func codes(code: StorageError.Code) async throws {
        let box = StoreBox()
        let shop = try await Workshop.open { box.wrap($0) }
        try await shop.submit(.call(Workshop.json("registers the system")))
        box.store.fault = .fails(code)
        do {
            try await shop.submit(.call(Workshop.json("a")))
            Issue.record("was stored")
        } catch let error as IntakeError {
            #expect(error.code == (code == .busy ? .busy : .unavailable))
        }
        try await shop.discard()
    }

    @Test("are turned away while one waits longer than 2 seconds")
    func busy() async throws {
        let box = StoreBox()
        let shop = try await Workshop.open { box.wrap($0) }
        try await shop.submit(.call(Workshop.json("registers the system")))
        box.store.hold()
        async let first = shop.submit(.call(Workshop.json("a")))
        await box.store.appendIsHeld()
        shop.clock.advance(bySeconds: 3)
        await #expect(throws: IntakeError.self) { try await shop.submit(.call(Workshop.json("b"))) }
        box.store.release()
        #expect(try await first.stored == 1)
        #expect(try await shop.submit(.call(Workshop.json("b"))).stored == 1)
        try await shop.discard()
    }

    @Test("reserve memory, and are turned away when it is used up")
    func memory() throws {
        let budget = MemoryBudget(limit: 100)
        let first = try budget.reserve(bytes: 60)
        #expect(throws: IntakeError.self) { try budget.reserve(bytes: 60) }
        first.release()
        first.release()
        #expect(budget.reserved == 0)
        let large = try budget.reserve(bytes: 1_000)
        #expect(budget.reserved == 100)
        withExtendedLifetime(large) {}
    }
}
