import Simulation
import Telemetry
import Testing

@Suite("A mitigation in the simulated applications")
struct MitigationTests {
    static let support = SystemSlug("support-answers") ?? .unassigned
    static let drafts = SystemSlug("reply-drafts") ?? .unassigned

    /// What the two days after now bring under mitigations.
    private func live(_ mitigations: [SimulatedMitigation]) -> (calls: [Call], good: [String: [Double]]) {
        var traffic = World(seed: 21, now: Observed.now, days: 1).traffic()
        _ = traffic.records(until: Observed.now)
        var calls: [Call] = []
        var good: [String: [Double]] = [:]
        let records = traffic.records(until: Observed.now.advanced(bySeconds: 6 * 86_400), under: mitigations)
        for record in records where !record.isRepeated {
            switch record.content {
            case .call(let sent): calls.append(sent.call)
            case .outcome(let sent):
                guard sent.callTime > Observed.now.advanced(bySeconds: 3_600) else { continue }
                switch sent.outcome.value {
                case .number(let value): good[sent.outcome.name, default: []].append(value)
                case .boolean(let flag): good[sent.outcome.name, default: []].append(flag ? 1 : 0)
                case .text, nil: break
                }
            case .change: break
            }
        }
        return (calls.filter { $0.time > Observed.now.advanced(bySeconds: 3_600) }, good)
    }

    @Test("that is the earlier prompt brings acceptance back, and calls carry its name")
    func prompt() {
        let mitigation = SimulatedMitigation(id: "MIT-3", system: Self.drafts, lever: .prompt("41"))
        let (calls, good) = live([mitigation])
        #expect(agrees(good["accepted"] ?? [], with: 0.66))
        let drafts = calls.filter { $0.system == Self.drafts }
        #expect(drafts.allSatisfy { $0.mitigation == "MIT-3" && $0.prompt?.version == "41" })
        #expect(calls.allSatisfy { $0.system == Self.drafts || $0.mitigation == nil })
    }

    @Test("that switches a slice off stops the calls of that slice only")
    func off() {
        let slice = Slice([SliceValue("language", "es"), SliceValue("topic", "billing")])
        let (calls, _) = live([SimulatedMitigation(id: "MIT-7", system: Self.support, slice: slice, lever: .off)])
        let spanish = calls.filter { $0.system == Self.support && $0.attributes["language"] == .text("es") }
        #expect(spanish.count > 100)
        #expect(spanish.allSatisfy { $0.attributes["topic"] == .text("other") })
    }

    @Test("that pins the earlier build of the model brings groundedness back")
    func pin() {
        let mitigation = SimulatedMitigation(id: "MIT-8", system: Self.support, lever: .model("atlas-4-0812"))
        #expect(agrees(live([mitigation]).good["groundedness"] ?? [], with: 0.924))
        #expect(agrees(live([]).good["groundedness"] ?? [], with: 0.856))
    }
}
