import OTLP
import Telemetry
import Testing

@Suite("Scores that a span carries")
struct FeedbackNormalisationTests {
    private static let trace = TraceID(hex: "5b8efff798038103d269b633813fc60c")!
    private static let span = SpanID(hex: "eee19b7ec3c1b174")!
    private static let end = Timestamp(nanoseconds: 1_795_236_001_500_000_000)

    private func outcomes(_ attributes: [(String, String)], links: [String] = []) throws -> NormalisedBatch {
        let pairs = attributes.map { #"{"key":"\#($0.0)","value":{"stringValue":"\#($0.1)"}}"# }
        let linked = links.map { #"{"traceId":"05050505050505050505050505050505","spanId":"\#($0)"}"# }
        let request = #"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",
            "spanId":"eee19b7ec3c1b174","parentSpanId":"eee19b7ec3c1b173","name":"s",
            "startTimeUnixNano":"1795236000000000000","endTimeUnixNano":"1795236001500000000",
            "links":[\#(linked.joined(separator: ","))],"attributes":[\#(pairs.joined(separator: ","))]}]}]}]}
            """#
        return Sample.normaliser.normalise(try TraceExport(json: Array(request.utf8)), in: Sample.window)
    }

    @Test("become scores of that span, with who said so and why, at its end")
    func span() throws {
        let batch = try outcomes([
            ("openinference.span.kind", "LLM"), ("evaluations.0.evaluation.name", "relevance"),
            ("evaluations.0.evaluation.score", "0.25"), ("evaluations.0.evaluation.label", "irrelevant"),
            ("evaluations.0.evaluation.explanation", "off topic"),
            ("evaluations.0.evaluation.annotator_kind", "LLM"),
        ])
        #expect(batch.calls.count == 1)
        #expect(batch.outcomes.count == 1)
        let outcome = try #require(batch.outcomes.first)
        #expect(outcome.kind == .score)
        #expect(outcome.name == "relevance")
        #expect(outcome.target == .span(Self.trace, Self.span))
        #expect(outcome.value == .number(0.25))
        #expect(outcome.label == "irrelevant")
        #expect(outcome.rationale == "off topic")
        #expect(outcome.rater == Rater(.judge))
        #expect(outcome.time == Self.end)
    }

    @Test(
        "say who judged",
        arguments: [("HUMAN", Rater.Kind.person), ("LLM", .judge), ("CODE", .check), ("what", .check)])
    func raters(word: String, kind: Rater.Kind) throws {
        let batch = try outcomes([
            ("annotations.0.annotation.name", "n"), ("annotations.0.annotation.label", "good"),
            ("annotations.0.annotation.annotator_kind", word),
        ])
        #expect(batch.outcomes.map(\.rater.kind) == [kind])
    }

    @Test("are about the span of the only link, never about the parent")
    func link() throws {
        let pairs = [("annotations.3.annotation.name", "n"), ("annotations.3.annotation.score", "1")]
        let linked = try outcomes(pairs, links: ["0000000000000051"])
        let other = TraceID(hex: "05050505050505050505050505050505")!
        #expect(linked.outcomes.map(\.target) == [.span(other, SpanID(hex: "0000000000000051")!)])
        let several = try outcomes(pairs, links: ["0000000000000051", "0000000000000052"])
        #expect(several.outcomes.map(\.target) == [.span(Self.trace, Self.span)])
    }

    @Test("are about the trace or the session where their names say so")
    func scopes() throws {
        let batch = try outcomes([
            ("session.id", "chat-1"), ("trace.evaluations.0.evaluation.name", "a"),
            ("trace.evaluations.0.evaluation.score", "1"), ("session.annotations.0.annotation.name", "b"),
            ("session.annotations.0.annotation.score", "0"),
        ])
        #expect(batch.outcomes.map(\.name) == ["a", "b"])
        #expect(batch.outcomes.map(\.target) == [.trace(Self.trace), .session(Sample.hasher.session("chat-1"))])
        let nobody = try outcomes([
            ("session.annotations.0.annotation.name", "b"), ("session.annotations.0.annotation.score", "0"),
        ])
        #expect(nobody.outcomes.isEmpty)
        #expect(nobody.counts.orphans == 1)
    }

    @Test("stay the same outcome when they are sent again, and are told apart by their identifier")
    func identity() throws {
        func keys(_ score: String, _ identifier: String?) throws -> [CallKey] {
            try outcomes(
                [("evaluations.0.evaluation.name", "n"), ("evaluations.0.evaluation.score", score)]
                    + (identifier.map { [("evaluations.0.evaluation.identifier", $0)] } ?? [])
            ).outcomes.map(\.key)
        }
        #expect(try keys("1", nil) == keys("1", nil))
        #expect(try keys("1", nil) != keys("0", nil))
        #expect(try keys("1", "reviewer-1") != keys("1", "reviewer-2"))
        #expect(try keys("1", "reviewer-1") == keys("0", "reviewer-1"))
    }

    @Test("without a name, or with nothing to say, are left aside and counted")
    func nothing() throws {
        let batch = try outcomes([
            ("evaluations.0.evaluation.score", "1"), ("evaluations.1.evaluation.name", "n"),
            ("evaluations.x.evaluation.name", "no number"),
        ])
        #expect(batch.outcomes.isEmpty)
        #expect(batch.counts.orphans == 2)
    }
}
