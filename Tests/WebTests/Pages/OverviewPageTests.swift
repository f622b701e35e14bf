import Telemetry
import Testing
import Web

@Suite("The overview's verdict") struct OverviewVerdictTests {
    private func page(_ rows: [OverviewPage.Row]) -> OverviewPage {
        OverviewPage(days: 28, systems: rows, steepest: nil, needs: [], changes: [], blindSpots: [])
    }

    @Test("says how many systems are getting worse while everything is up")
    func tilting() {
        #expect(Story.overview.verdict.calm == "Everything is up.")
        #expect(Story.overview.verdict.alarm == "Two systems are getting worse.")
        #expect(page(Array(Story.rows.prefix(1))).verdict.alarm == "One system is getting worse.")
    }

    @Test("agrees with the board")
    func agrees() {
        #expect(Story.overview.systems.count { $0.state == .tilting } == 2)
        let words = Story.rows.map(\.state.word)
        #expect(words == ["tilting", "tilting", "watch", "watch", "level", "level", "learning"])
    }

    @Test("is calm when all is level, and says what is quietest and least certain")
    func level() {
        let calm = page([Story.rows[4], Story.rows[5]])
        #expect(calm.verdict.calm == "Everything is up, and all is level.")
        #expect(calm.verdict.alarm == nil)
        #expect(calm.lede.contains("Quietest signal:") && calm.lede.contains("least certain:"))
    }

    @Test("does not call level what still learns")
    func learning() {
        let verdict = page([Story.rows[6]]).verdict
        #expect(verdict.calm == "Everything is up. It is too early to say more.")
    }

    @Test("names watched systems only when none is getting worse")
    func watch() {
        #expect(page([Story.rows[2], Story.rows[4]]).verdict.calm == "Everything is up. One system is worth watching.")
    }

    @Test("does not say that everything is up when operations are not")
    func down() {
        let down = Story.reading(Story.success, .tilting, 0.4, -0.6, (-4, -4, -4))
        let row = Story.rows[4]
        let failing = OverviewPage.Row(
            system: row.system, note: nil, calls: 1, operations: down, quality: row.quality, trust: row.trust,
            cost: row.cost, next: .nothing)
        let verdict = page([failing]).verdict
        #expect(!verdict.calm.contains("up") && verdict.alarm == "One system is slower or fails more.")
    }
}

@Suite("The overview") struct OverviewPageTests {
    private let text = Story.overview.document(in: Story.shell(path: "/")).text

    @Test("shows operations, quality, trust and unit cost in this order")
    func order() throws {
        let positions = try ["operations", "quality", "trust", "cost"].map {
            try #require(text.firstRange(of: "class=\"g-\($0)\"")?.lowerBound)
        }
        #expect(positions == positions.sorted())
    }

    @Test("shows the size with its range, how rare it is, for whom, and since when")
    func side() {
        #expect(text.contains("−6.8<small>points of groundedness</small>"))
        #expect(text.contains("between −8.9 and −4.7, however often you look"))
        #expect(text.contains("under once in 17 years"))
        #expect(text.contains("Spanish, billing, −19.4"))
        #expect(text.contains("<dd>between 2 and 4 Nov</dd>") && text.contains("<dd>3 d 18 h</dd>"))
    }

    @Test("shows what is missing instead of a zero for what still learns")
    func unknown() {
        #expect(text.contains("312 of 500") && text.contains("no signal"))
        #expect(text.contains("Lead scoring has no baseline yet"))
    }

    @Test("offers to acknowledge only what nobody has")
    func acknowledge() {
        #expect(!text.contains("action=\"/incidents/INC-31/acknowledge\""))
        #expect(text.contains("Acknowledge INC-32"))
    }
}
