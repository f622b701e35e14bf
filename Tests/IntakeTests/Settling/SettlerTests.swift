import Intake
import Telemetry
import Testing

@Suite("A trace settles")
struct SettlerTests {
    private var settler = Settler(limits: SettlingLimits())
    private let trace = TraceID(hex: "0af7651916cd43dd8448eb211c80319c")!

    private func span(_ number: UInt8) -> SpanID { SpanID(bytes: [0, 0, 0, 0, 0, 0, 0, number])! }

    private func key(_ number: UInt8, of trace: TraceID? = nil) -> CallKey {
        CallKey(trace: trace ?? self.trace, span: span(number))
    }

    private mutating func call(
        _ number: UInt8, parent: UInt8? = nil, remote: Bool = false, answered: Bool = true, service: String? = nil,
        trace: TraceID? = nil, at seconds: Int64
    ) -> [Settler.Due] {
        var call = Call(key: key(number, of: trace), kind: .llm, time: Timestamp(seconds: 0))
        call.traceID = trace ?? self.trace
        call.spanID = span(number)
        call.parentSpanID = parent.map(span)
        call.parentIsRemote = remote
        call.service = service
        if answered { call.textFacts.outputCharacters = 5 }
        return settler.receive(TraceRecord(call)!, at: Timestamp(seconds: seconds))
    }

    private mutating func context(_ number: UInt8, parent: UInt8? = nil, at seconds: Int64) {
        var context = ContextSpan(
            traceID: trace, spanID: span(number), name: "step", kind: .chain, time: Timestamp(seconds: 0))
        context.parentSpanID = parent.map(span)
        _ = settler.receive(TraceRecord(context), at: Timestamp(seconds: seconds))
    }

    private mutating func event(_ number: UInt8, answer: Bool = true, at seconds: Int64) {
        var event = ContentEvent(
            key: CallKey(hashing: [number]), traceID: trace, spanID: span(number), name: "gen_ai.choice",
            time: Timestamp(seconds: 0), responseID: nil, content: CallContent(), finishReasons: [])
        if answer { event.textFacts.outputCharacters = 5 }
        _ = settler.receive(TraceRecord(event), at: Timestamp(seconds: seconds))
    }

    private mutating func settled(at seconds: Int64) -> [CallKey] {
        settler.due(at: Timestamp(seconds: seconds)).flatMap(\.calls)
    }

    @Test("2 seconds after a lone call with its answer")
    mutating func lone() {
        _ = call(1, at: 100)
        #expect(settled(at: 101) == [])
        #expect(settled(at: 102) == [key(1)])
        #expect(settled(at: 110) == [])
        #expect(settler.pendingTraces == 0)
    }

    @Test("when its root has come and it was quiet for 2 seconds")
    mutating func quiet() {
        _ = call(2, parent: 1, at: 100)
        #expect(settled(at: 120) == [])
        context(1, at: 121)
        _ = call(3, parent: 1, at: 122)
        #expect(settled(at: 123) == [])
        #expect(settled(at: 124) == [key(2), key(3)].sorted())
    }

    @Test("with a parent in another process as its root")
    mutating func remoteParent() {
        _ = call(2, parent: 1, remote: true, at: 100)
        #expect(settled(at: 102) == [key(2)])
    }

    @Test("8 seconds after a call without an answer whose service sends log events")
    mutating func waitsForLogs() {
        _ = call(1, answered: false, service: "bot", at: 0)
        event(1, at: 1)
        #expect(settled(at: 3) == [key(1)])
        let other = TraceID(hex: "1af7651916cd43dd8448eb211c80319c")!
        _ = call(2, answered: false, service: "bot", trace: other, at: 100)
        #expect(settled(at: 107) == [])
        #expect(settled(at: 108) == [key(2, of: other)])
    }

    @Test("2 seconds after a call without an answer whose service never sent a log event")
    mutating func noLogs() {
        _ = call(1, answered: false, service: "bot", at: 100)
        #expect(settled(at: 102) == [key(1)])
    }

    @Test("as soon as the awaited answer has come and 2 quiet seconds have passed")
    mutating func logBeforeSpan() {
        event(1, at: 98)
        _ = call(1, answered: false, service: "bot", at: 100)
        #expect(settled(at: 101) == [])
        #expect(settled(at: 102) == [key(1)])
    }

    @Test("at the latest 30 seconds after a call, however busy the trace is")
    mutating func longest() {
        context(1, at: 100)
        _ = call(2, parent: 1, at: 100)
        for second in stride(from: Int64(101), to: 130, by: 1) {
            context(UInt8(second), parent: 1, at: second)
            #expect(settled(at: second) == [])
        }
        context(200, parent: 1, at: 130)
        #expect(settled(at: 130) == [key(2)])
    }

    @Test("10 minutes after a call whose parent never comes")
    mutating func missingParent() {
        _ = call(2, parent: 1, at: 100)
        #expect(settled(at: 699) == [])
        #expect(settled(at: 700) == [key(2)])
    }

    @Test("only when every ancestor up to the root has come: an agent's run names its system at its end")
    mutating func missingGrandparent() {
        _ = call(3, parent: 2, at: 100)
        context(2, parent: 1, at: 200)
        #expect(settled(at: 300) == [])
        context(1, at: 301)
        #expect(settled(at: 303) == [key(3)])
    }

    @Test("although a span between call and root was lost")
    mutating func lostMiddle() {
        _ = call(3, parent: 2, at: 100)
        context(1, at: 101)
        #expect(settled(at: 103) == [key(3)])
    }

    @Test("although its spans are each other's parents")
    mutating func circle() {
        _ = call(1, parent: 2, at: 100)
        _ = call(2, parent: 1, at: 100)
        #expect(settled(at: 102) == [key(1), key(2)].sorted())
    }

    @Test("once, whatever comes again")
    mutating func twice() {
        _ = call(1, at: 100)
        _ = call(1, at: 101)
        #expect(settled(at: 103) == [key(1)])
        context(9, parent: 1, at: 104)
        event(1, at: 105)
        #expect(settled(at: 200) == [])
        #expect(settler.counts.lateContext == 2)
    }

    @Test("again for a call that comes after the others had settled")
    mutating func lateCall() {
        _ = call(1, at: 100)
        #expect(settled(at: 102) == [key(1)])
        _ = call(2, parent: 1, at: 110)
        #expect(settled(at: 139) == [])
        #expect(settled(at: 140) == [key(2)])
    }

    @Test("early when too many are pending, the oldest first, and that is counted")
    mutating func tooMany() {
        var limits = SettlingLimits()
        limits.pendingTraces = 2
        settler = Settler(limits: limits)
        let others = (1...2).map { TraceID(hex: "\($0)af7651916cd43dd8448eb211c80319c")! }
        #expect(call(1, parent: 9, at: 100) == [])
        #expect(call(1, parent: 9, trace: others[0], at: 101) == [])
        #expect(call(1, parent: 9, trace: others[1], at: 102).flatMap(\.calls) == [key(1)])
        #expect(settler.counts.settledEarly == 1)
        #expect(settler.pendingTraces == 2)
    }

    @Test("never without a call: log events are given up after a day, context after 10 minutes")
    mutating func orphans() {
        event(1, at: 0)
        context(2, at: 0)
        #expect(settled(at: 86_399) == [])
        #expect(settler.counts.orphanLogs == 0)
        #expect(settled(at: 86_400) == [])
        #expect(settler.counts.orphanLogs == 1)
        #expect(settler.counts.contextWithoutCall == 1)
        #expect(settler.pendingTraces == 0)
    }
}
