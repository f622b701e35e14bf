import Foundation
import Intake
import Telemetry
import Testing

@Suite("An import plan")
struct ImportPlanTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    private func times(_ plan: ImportPlan) throws -> [String?] {
        let sequence = try RecordSequence(plan, folder: files.path)
        var times: [String?] = []
        while let step = try sequence.next() {
            if case .record(let element) = step { times.append(element.heading.time?.rfc3339) }
        }
        return times
    }

    @Test("reads records in the order of time, whatever the order of lines and files", arguments: ["", ".gz"])
    func order(suffix: String) async throws {
        var one = try files.write("t,x\n2026-01-03,1\n2026-01-01,2\n", name: "one.csv")
        let two = try files.write("t,x\n2026-01-02,3\n2026-01-04,4\n,5\n", name: "two.csv")
        if !suffix.isEmpty { one = try files.compress(one, with: "gzip", suffix: suffix) }
        let plan = try await plan([one, two], .of(system: "s", map: "time=t"))
        #expect(
            try times(plan) == [
                "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z", nil,
            ])
    }

    @Test("puts the named baseline first, whatever its times")
    func baseline() async throws {
        let path = try files.write("t,m\n2026-01-01,new\n2026-01-05,old\n2026-01-03,new\n2026-01-04,old\n")
        var options = try ImportOptions.of(system: "s", map: "time=t,model=m")
        options.baseline = try .condition("m=old")
        let plan = try await plan([path], options)
        #expect(
            try times(plan) == [
                "2026-01-04T00:00:00Z", "2026-01-05T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z",
            ])
        #expect(plan.systems.map(\.referenceRecords) == [2])
        #expect(plan.systems.map(\.overlaps) == [false])
    }

    @Test("sees that the periods of a named baseline overlap")
    func overlap() async throws {
        let path = try files.write("t,model\n2026-01-01,old\n2026-01-01,new\n2026-01-02,old\n2026-01-02,new\n")
        var options = try ImportOptions.of(system: "s")
        options.baseline = try .condition("model=old")
        #expect(try await plan([path], options).systems.map(\.overlaps) == [true])
    }

    @Test("takes what lies before a time as the baseline")
    func until() async throws {
        let path = try files.write("t,x\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n")
        var options = try ImportOptions.of(system: "s", map: "time=t")
        options.baseline = .until(try #require(Timestamp(rfc3339: "2026-01-02")))
        #expect(try await plan([path], options).systems.map(\.referenceRecords) == [1])
    }

    @Test("gives times to files without them")
    func steps() async throws {
        let path = try files.write("x\na\nb\nc\n")
        var options = try ImportOptions.of(system: "s", map: "attributes.x=x")
        options.timeStart = Timestamp(rfc3339: "2026-01-01")
        options.timeStep = 3_600_000_000_000
        let plan = try await plan([path], options)
        #expect(plan.timeless == 0)
        #expect(try times(plan) == ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z"])
    }

    @Test(
        "refuses options that contradict the file or each other",
        arguments: ["start", "both", "where", "all", "none"])
    func contradictions(which: String) async throws {
        let path = try files.write("t,m\n2026-01-01,a\n2026-01-02,b\n")
        var options = try ImportOptions.of(system: "s", map: "time=t,model=m")
        switch which {
        case "start": options.timeStart = Timestamp(seconds: 0)
        case "both": (options.timeStart, options.timeStep) = (Timestamp(seconds: 0), 1)
        case "where": options.baseline = try .condition("nobody=a")
        case "all": options.baseline = try .condition("m=a,b")
        default: options.baseline = try .condition("m=c")
        }
        let wanted = options
        let error = await #expect(throws: ImportError.self) { try await plan([path], wanted) }
        #expect(error?.code == .optionsInvalid)
    }

    @Test("goes on after any record as if it had never stopped", arguments: [0, 1, 2, 3, 4])
    func skips(count: Int) async throws {
        let path = try files.write("t,x\n2026-01-03,1\n2026-01-01,2\n2026-01-02,3\n2026-01-04,4\n")
        let plan = try await plan([path], .of(system: "s", map: "time=t"))
        let sequence = try RecordSequence(plan, folder: files.path)
        try sequence.skip(count)
        var rest: [String?] = []
        while let step = try sequence.next() {
            if case .record(let element) = step { rest.append(element.heading.time?.rfc3339) }
        }
        #expect(try rest == Array(times(plan).dropFirst(count)))
    }

    @Test("names what is refused and says when it is too much")
    func refusals() async throws {
        let path = try files.write(
            "{\"query\":\"why is that so\",\"a\":1}\n{broken\n[1]\n{\"query\":\"and what is this\"}\n",
            name: "calls.jsonl")
        let plan = try await plan([path], .of(system: "s"))
        #expect(plan.records == 4)
        #expect(plan.refused == 2)
        #expect(plan.refusesTooMany)
        #expect(plan.refusals.map(\.line) == [2, 3])
        #expect(
            plan.refusals[0].json
                == #"{"line":2,"type":"/problems/invalid","detail":"The text is not JSON.","raw":"{broken"}"#)
    }
}
