import Storage
import Telemetry
import Testing

@Suite("Texts")
struct TextTests {
    private static func question(_ number: Int) -> String {
        """
        You are the assistant of a shop. Answer in the language of the question, in at most three sentences, and name the \
        paragraph of the terms that you rely on. Question number \(number): how many days do I have to return order \
        \(number * 7_919 % 100_000), and who pays for parcel \(number * 104_729 % 1_000_003)?
        """
    }

    @Test("come back as they were, before and after a dictionary was made of them")
    func dictionary() async throws {
        let folder = TemporaryFolder()
        var limits = StorageLimits.small
        limits.callsPerPart = 100_000
        let store = try await folder.open(limits: limits)
        for batch in 0..<10 {
            let entries = (0..<100).map { Samples.call(batch * 100 + $0, text: Self.question(batch * 100 + $0)) }
            _ = try await store.calls.append(entries, arrived: Samples.start)
        }
        for number in stride(from: 0, to: 1_000, by: 97) {
            let call = try #require(try await store.calls.call(Samples.key(number)))
            #expect(call.call.call.content.inputText == Self.question(number))
        }
    }

    @Test("take less room in a later part, whose dictionary is made of the part before")
    func retrained() async throws {
        let folder = TemporaryFolder()
        var limits = StorageLimits.small
        limits.callsPerPart = 100_000
        var store = try await folder.open(limits: limits)
        for day in 0..<3 {
            let time = Samples.start.advanced(bySeconds: Int64(day) * 86_400)
            for batch in 0..<5 {
                let entries = (0..<100).map { number -> LogEntry in
                    let number = day * 500 + batch * 100 + number
                    return Samples.call(number, at: time, text: Self.question(number))
                }
                _ = try await store.calls.append(entries, arrived: time)
            }
        }
        try await store.close()
        store = try await folder.open(limits: limits)
        let sizes = try await store.calls.parts().map { $0.textBytes[.month] ?? 0 }
        // The dictionary itself takes some of it.
        #expect(sizes[2] < sizes[0])
        for number in [0, 499, 500, 999, 1_000, 1_499] {
            #expect(
                try await store.calls.call(Samples.key(number))?.call.call.content.inputText == Self.question(number))
        }
    }

    @Test("are kept in a file per retention, and not at all where they are dropped")
    func retentions() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let entries = TextRetention.allCases.enumerated().map { number, retention -> LogEntry in
            guard case .call(let call, let settlement, _) = Samples.call(number, text: "words \(number)") else {
                return Samples.call(number)
            }
            return .call(call, settlement: settlement, texts: retention)
        }
        _ = try await store.calls.append(entries, arrived: Samples.start)
        #expect(
            try folder.names("texts") == [
                "2026-11-21-01.30.db", "2026-11-21-01.400.db", "2026-11-21-01.7.db", "2026-11-21-01.90.db",
            ])
        let calls = try await store.calls.calls((0..<5).map { Samples.key($0) }, texts: true)
        #expect(calls.map(\.texts) == [.none, .kept(.week), .kept(.month), .kept(.quarter), .kept(.year)])
        #expect(calls.map(\.call.content.inputText) == [nil, "words 1", "words 2", "words 3", "words 4"])
    }

    @Test("of a megabyte and of nothing are texts too")
    func sizes() async throws {
        let folder = TemporaryFolder()
        let store = try await folder.open()
        let long = String(repeating: "A long story. ", count: 80_000)
        _ = try await store.calls.append(
            [Samples.call(1, text: long), Samples.call(2, text: "")], arrived: Samples.start)
        #expect(try await store.calls.call(Samples.key(1))?.call.call.content.inputText == long)
        #expect(try await store.calls.call(Samples.key(2))?.call.call.content.inputText == "")
    }
}
