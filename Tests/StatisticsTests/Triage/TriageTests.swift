import Statistics
import Testing

@Suite("Triage (docs/statistics.md 16)")
struct TriageTests {
    @Test("scores agree with the reference")
    func reference() throws {
        for vector in try VectorFile.load("16_triage").cases(of: "triage") {
            var findings: [TriageEvidence: Triage.Finding] = [:]
            for (name, value) in try vector["evidence"].object {
                let kind = try #require(TriageEvidence(rawValue: name))
                findings[kind] =
                    try value[0].text == "absent"
                    ? .absent : .present(strength: value[1].number, lagHours: value[2].number)
            }
            let triage = Triage(findings)
            for (name, probability) in try vector["posterior"].object {
                let cause = try #require(TriageCause(rawValue: name))
                expectClose(triage.probabilities[cause] ?? .nan, try probability.number)
            }
            expectClose(triage.probabilities.values.reduce(0, +), 1)
        }
    }

    @Test("priors add up to one, and nothing seen leaves them")
    func priors() {
        expectClose(TriageCause.allCases.reduce(0) { $0 + $1.prior }, 1)
        let triage = Triage([:])
        #expect(triage.certainty == .unclear && triage.ranked[0].cause == .deploy)
    }

    @Test("every contribution can be shown, and late evidence is none")
    func contributions() {
        let triage = Triage([.deployEvent: .present(strength: 1, lagHours: -0.5), .canary: .absent])
        #expect(triage.ranked[0].cause == .deploy && triage.certainty != .unclear)
        let strongest = triage.strongest(.deploy)
        #expect(strongest.for.first?.evidence == .deployEvent)
        #expect(triage.strongest(.externalAPI).against.contains { $0.evidence == .canary })
        #expect(Triage([.deployEvent: .present(strength: 1, lagHours: 19)]) == Triage([:]))
    }

    @Test("a monitor's evidence counts by how strong it is")
    func strength() {
        expectClose(Triage.strength(logEValue: 2.995732273553991), 0.95)
        #expect(Triage.strength(logEValue: -1) == 0)
    }

    @Test("the table learns from thirty resolved incidents on, and its judgement counts as twenty")
    func learning() throws {
        let seen = TriageTable.Incident(cause: .model, seen: [.canary: true, .schema: false])
        #expect(TriageTable.expert.learning(from: .init(repeating: seen, count: 29)) == .expert)
        let learned = TriageTable.expert.learning(from: .init(repeating: seen, count: 30))
        let model = try #require(TriageCause.allCases.firstIndex(of: .model))
        expectClose(try #require(learned.probabilities[.canary])[model], (20 * 0.10 + 30) / 50)
        expectClose(try #require(learned.probabilities[.schema])[model], 20 * 0.03 / 50)
        #expect(learned.probabilities[.deployEvent] == TriageTable.expert.probabilities[.deployEvent])
        let before = Triage([.canary: .present(strength: 1, lagHours: 0)])
        let after = Triage([.canary: .present(strength: 1, lagHours: 0)], table: learned)
        #expect(try #require(after.probabilities[.model]) > #require(before.probabilities[.model]))
    }
}
