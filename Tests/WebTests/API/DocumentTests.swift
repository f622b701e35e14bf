import Foundation
import HTTPTypes
import Testing
import Web

@Suite("Documents of the API")
struct DocumentTests {
    static let all: [any Document.Type] = [
        AcceptedDocument.self, AcceptedBatchDocument.self, CallsDocument.self, CallDocument.self, TraceDocument.self,
        OutcomesDocument.self, OutcomeDocument.self, ChangesDocument.self, ChangeDocument.self, SystemsDocument.self,
        SystemDocument.self, SystemPatch.self, SignalsDocument.self, SignalDocument.self, SignalPatch.self,
        SeriesDocument.self, SlicesDocument.self, BaselinesDocument.self, MonitorsDocument.self, BudgetDocument.self,
        BudgetRequest.self, TiltDocument.self, TiltsDocument.self, IncidentsDocument.self, IncidentDocument.self,
        TimelineDocument.self, IncidentPatch.self, AcknowledgeRequest.self, DismissRequest.self, NoteRequest.self,
        VersionDocument.self, HealthDocument.self, SelfDocument.self, PricesDocument.self, PricesUpdatedDocument.self,
        UnpricedDocument.self, JobDocument.self, JobsDocument.self, ImportRequest.self,
    ]

    @Test("have a complete example, which is read back as it was written", arguments: all.indices)
    func roundTrip(index: Int) throws {
        func check<Content: Document>(_ type: Content.Type) throws {
            let bytes = try JSONBytes.encode(Content.example)
            let again = try JSONBytes.encode(try JSONBytes.decode(type, from: bytes))
            #expect(bytes == again)
            #expect(!String(decoding: bytes, as: UTF8.self).contains("null"))
            let empty = Self.emptyOptionals(in: Content.example, path: "\(type)")
            #expect(empty.isEmpty, "the example leaves out \(empty)")
        }
        try check(Self.all[index])
    }

    @Test("say their schema, and put their own members beside it")
    func flat() throws {
        let json = try JSONSerialization.jsonObject(with: Data(try JSONBytes.encode(CallDocument.example)))
        let members = try #require(json as? [String: Any])
        #expect(members["schema"] as? String == "call/1")
        #expect(members["model_answered"] as? String == "gpt-4o-mini-2024-07-18")
        #expect((members["tokens"] as? [String: Any])?["cache_read"] as? Int == 256)
        #expect(members["call"] == nil)
    }

    @Test("give a system the state that the Overview shows, also where a dimension was never sent")
    func sameState() throws {
        for row in Story.rows {
            #expect(SystemSummary(row).state.rawValue == row.state.word, "\(row.system.slug)")
        }
        let row = try #require(Story.rows.first { $0.state == .level })
        let untrusted = OverviewPage.Row(
            system: row.system, note: nil, calls: 9, operations: row.operations, quality: row.quality,
            trust: Story.noTrust(), cost: row.cost, next: .nothing)
        #expect(SystemSummary(untrusted).state == .level)
    }

    @Test("name what is wrong in a document that was sent, by its place")
    func pointers() throws {
        func refusal(_ json: String) -> Problem? {
            do {
                _ = try JSONBytes.decode(BudgetRequest.self, from: Array(json.utf8))
                return nil
            } catch {
                return error as? Problem
            }
        }
        #expect(refusal(#"{"alarms_per_month": 2}"#) == nil)
        #expect(refusal(#"{"alarms_per_month": "two"}"#)?.kind == .invalid)
        #expect(refusal(#"{"alarms_per_month": "two"}"#)?.errors.first?.pointer == "/alarmsPerMonth")
        #expect(refusal("{}")?.errors.first?.detail == "is required")
        #expect(refusal("{")?.kind == .malformed)
        #expect(refusal("")?.kind == .malformed)
    }

    /// Optionals without a value anywhere in an example: their members would be missing in the API document.
    private static func emptyOptionals(in value: Any, path: String) -> [String] {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            guard let child = mirror.children.first else { return [path] }
            return emptyOptionals(in: child.value, path: path)
        }
        if value is JSONTree { return [] }
        return mirror.children.enumerated().flatMap { index, child in
            emptyOptionals(in: child.value, path: path + "." + (child.label ?? String(index)))
        }
    }
}

@Suite("Problems of the API")
struct ProblemTests {
    @Test("each have a heading in docs/api.md", arguments: ProblemKind.allCases)
    func documented(kind: ProblemKind) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/api.md"), encoding: .utf8)
        #expect(text.contains("\n### \(kind.rawValue)\n"), "docs/api.md needs a heading: ### \(kind.rawValue)")
    }

    @Test("each explain themselves to people", arguments: ProblemKind.allCases)
    func explained(kind: ProblemKind) {
        let text = ProblemTexts.text(of: kind)
        #expect(!text.meaning.isEmpty && !text.causes.isEmpty && !text.remedies.isEmpty)
        #expect(!kind.title.isEmpty)
    }

    @Test("ask for a retry exactly where one helps", arguments: ProblemKind.allCases)
    func retry(kind: ProblemKind) {
        let problem = Problem(kind, "")
        #expect((problem.retryAfter == 2) == [429, 503].contains(kind.status))
    }
}

@Suite("The API's description")
struct OpenAPIDocumentTests {
    static let tree: JSONTree = {
        let route = Route(
            .patch, "/v1/things/{id}", for: .api, query: [.init("dry", "only try")],
            description: .init(
                "things", "Change a thing", request: .json(BudgetRequest.self),
                answers: [.document(BudgetDocument.self, "The thing")], problems: [.notFound])
        ) { _ in Answer(status: .ok, contentType: nil, bytes: []) }
        return OpenAPIDocument.tree(routes: [route], version: "1.2.3")
    }()

    private func value(_ path: String...) -> JSONTree? { Self.tree[path] }

    @Test("is OpenAPI 3.1")
    func version() {
        #expect(value("openapi") == "3.1.0")
        #expect(value("info", "version") == "1.2.3")
    }

    @Test("holds every described route with its parameters, bodies and problems")
    func route() {
        let operation = ["paths", "/v1/things/{id}", "patch"]
        #expect(Self.tree[operation + ["summary"]] == "Change a thing")
        guard case .list(let parameters) = Self.tree[operation + ["parameters"]] else {
            Issue.record("no parameters")
            return
        }
        #expect(parameters.map { $0[["name"]] } == ["id", "dry"])
        #expect(Self.tree[operation + ["responses"]]?.names == ["200", "404", "default"])
    }

    @Test("derives schemas from types: what may be absent is not required")
    func schemas() {
        #expect(value("components", "schemas", "BudgetRequest", "required") == ["alarms_per_month"])
        #expect(value("components", "schemas", "BudgetRequest", "properties")?.names == ["alarms_per_month", "system"])
        #expect(
            value("components", "schemas", "Budget", "properties", "systems", "additionalProperties", "type")
                == "number")
    }

    @Test("shows a request that works")
    func example() {
        let body = ["paths", "/v1/things/{id}", "patch", "requestBody", "content", "application/json", "example"]
        #expect(Self.tree[body + ["system"]] == "support-answers")
    }
}

extension JSONTree {
    /// The value under names, one inside the other.
    subscript(path: [String]) -> JSONTree? {
        path.reduce(self) { tree, name in
            if case .object(let members)? = tree { members[name] } else { nil }
        }
    }

    /// The names of an object's members.
    var names: Set<String> {
        if case .object(let members) = self { Set(members.keys) } else { [] }
    }
}
