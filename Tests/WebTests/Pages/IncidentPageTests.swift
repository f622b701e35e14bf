import Telemetry
import Testing
import Web

@Suite("An incident's page") struct IncidentPageTests {
    private let text = Story.incident.document(in: Story.shell(path: "/incidents/INC-31")).text

    @Test("shows the same silent time as the list and the overview")
    func silent() {
        let list = Story.incidents.document(in: Story.shell(path: "/incidents")).text
        let overview = Story.overview.document(in: Story.shell(path: "/")).text
        for page in [text, list, overview] { #expect(page.contains("3 d 18 h")) }
    }

    @Test("has a plain form for each action, with the path that it is posted to")
    func forms() {
        for action in ["notes", "dismiss"] {
            #expect(text.contains("<form method=\"post\" action=\"/incidents/INC-31/\(action)\""))
        }
        #expect(text.contains("name=\"reason\" required"))
    }

    @Test("offers nothing to do to who may not act, nor when it is over")
    func readers() {
        let page = Story.incident
        let reader = IncidentPage(
            incident: page.incident, state: page.state, stages: page.stages, lead: page.lead, severity: page.severity,
            cause: page.cause, before: page.before, since: page.since, change: page.change, callsSince: page.callsSince,
            lanes: page.lanes, breakdowns: page.breakdowns, changes: page.changes, timeline: page.timeline,
            canAct: false, problem: nil)
        let html = reader.main(in: Story.shell(path: "/incidents/INC-31")).text
        #expect(!html.contains("<form"))
    }

    @Test("returns a refused form with the reason in its place and what was entered")
    func refused() {
        let page = Story.incidentPage(problem: FormProblem(action: "dismiss", message: "Say why.", entered: "x<y"))
        let html = page.main(in: Story.shell(path: "/incidents/INC-31")).text
        #expect(html.contains("Say why.") && html.contains(">x&lt;y</textarea>"))
        #expect(html.contains("<details class=\"ask\" open>"))
    }

    @Test("shows stages that exist, the present one marked")
    func stages() {
        #expect(text.contains("aria-current=\"step\">Acknowledged"))
        #expect(!text.contains("Triaged") && !text.contains("Mitigated"))
    }

    @Test("says which slices carry the drop")
    func carried() {
        #expect(text.contains("2 slices carry 83% of the drop"))
    }
}
