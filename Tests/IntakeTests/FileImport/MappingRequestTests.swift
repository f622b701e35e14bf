import Intake
import Telemetry
import Testing

@Suite("A mapping by hand")
struct MappingRequestTests {
    @Test("is read and written in one form")
    func roundTrip() throws {
        let text =
            #"auto,system=model~^(gpt-4|gpt-3\.5),score:relevance[1..5 high]=rel,model="my, model",provider='openai'"#
        let request = try MappingRequest(text)
        #expect(request.isAutomatic)
        #expect(
            request.rules == [
                MappingRule(.member(.system), from: .column("model"), pattern: #"^(gpt-4|gpt-3\.5)"#),
                MappingRule(
                    .outcome(MappedOutcome(.score, name: "relevance", range: 1...5, better: .high)),
                    from: .column("rel")),
                MappingRule(.member(.model), from: .column("my, model")),
                MappingRule(.member(.provider), from: .constant("openai")),
            ])
        #expect(try MappingRequest(request.text) == request)
    }

    @Test("may hold commas in an expression")
    func commas() throws {
        let request = try MappingRequest("system=name~^(.{2,4})-,time=ts")
        #expect(request.rules.map(\.pattern) == ["^(.{2,4})-", nil])
    }

    @Test("puts a time together from a date and an hour")
    func pair() throws {
        #expect(
            try MappingRequest("time=dteday+hr").rules == [
                MappingRule(.member(.time), from: .dateAndTime(date: "dteday", time: "hr"))
            ])
    }

    @Test(
        "that cannot be read says which part",
        arguments: [
            ("wrong=a", "“wrong”"), ("latency=a", "Did you mean"), ("model", "no rule"),
            ("model=", "column is missing"),
            ("model='x", "not closed"), ("model=a~(", "cannot be read"), ("model=a+b", "Only time"),
            ("latency_ms=a,latency_s=b", "twice"), ("time=a,time=b", "twice"),
        ])
    func errors(text: String, part: String) {
        let error = #expect(throws: ImportError.self) { try MappingRequest(text) }
        #expect(error?.code == .mappingInvalid)
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    }
}
