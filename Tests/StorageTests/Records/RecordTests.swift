import Storage
import Telemetry
import Testing

@Suite("A record")
struct RecordTests {
    @Test("of a call gives the call back", arguments: 0..<40)
    func call(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        for _ in 0..<25 {
            let call = samples.call()
            #expect(try RecordCheck.roundTrip(call) == call)
        }
    }

    @Test("of a settlement gives the settlement back, beside its call and on its own", arguments: 0..<40)
    func settlement(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        for _ in 0..<25 {
            let call = samples.call()
            let settlement = samples.settlement(of: call)
            #expect(try RecordCheck.roundTrip(settlement, beside: nil) == settlement)
            #expect(try RecordCheck.roundTrip(settlement, beside: call) == settlement)
        }
    }

    @Test("of a row of the folds gives the row back", arguments: 0..<40)
    func row(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        for _ in 0..<25 {
            let row = samples.row()
            #expect(try RecordCheck.roundTrip(row) == row)
        }
    }

    @Test("of an outcome, a context span, an event gives it back", arguments: 0..<40)
    func others(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        for _ in 0..<25 {
            let outcome = samples.outcome()
            #expect(try RecordCheck.roundTrip(outcome) == outcome)
            let context = samples.context()
            #expect(try RecordCheck.roundTrip(context) == context)
            var event = Samples.event(1, trace: 2, span: 3, text: samples.text())
            event.finishReasons = samples.reasons()
            event.responseID = samples.maybe { $0.text() }
            #expect(try RecordCheck.roundTrip(event) == event)
        }
    }

    @Test("that is cut off or changed is an error or another value, never a crash", arguments: 0..<40)
    func damaged(seed: UInt64) throws {
        var samples = Samples(seed: seed)
        let call = samples.call()
        var bytes = RecordCheck.bytes(of: call)
        for count in 0..<bytes.count { _ = try? RecordCheck.call(bytes[..<count], key: call.key) }
        for _ in 0..<500 {
            let index = Int.random(in: 1..<bytes.count, using: &samples.random)
            bytes[index] = UInt8.random(in: 0...255, using: &samples.random)
            _ = try? RecordCheck.call(bytes[...], key: call.key)
            _ = try? RecordCheck.row(bytes[...])
        }
    }

    @Test("of a later version is refused by name")
    func newer() throws {
        var samples = Samples(seed: 1)
        let call = samples.call()
        var bytes = RecordCheck.bytes(of: call)
        bytes[0] = 200
        let error = #expect(throws: StorageError.self) { try RecordCheck.call(bytes[...], key: call.key) }
        #expect(error?.code == .newerVersion)
    }
}
