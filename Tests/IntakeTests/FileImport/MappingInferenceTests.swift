import Foundation
import Intake
import Testing

/// Column sets of well-known public data, with rows of our own.
@Suite("A mapping that finds itself")
struct MappingInferenceTests {
    let files: TemporaryFiles

    init() throws { files = try TemporaryFiles() }

    private func mapping(_ text: String, map: String = "auto", system: String? = "s") async throws -> FieldMapping {
        let plan = try await plan([files.write(text)], .of(system: system, map: map))
        return plan.files[0].mapping
    }

    private func targets(_ mapping: FieldMapping) -> [String: String] {
        var targets: [String: String] = [:]
        for choice in mapping.choices { targets[choice.rule.source.text] = choice.rule.target.text }
        return targets
    }

    @Test("knows the log of a language model: texts, tokens, seconds, cost, correctness; ids that repeat name no call")
    func languageModel() async throws {
        let models = ["gpt-4-0314", "gpt-4-0613"]
        let lines = models.flatMap { model in
            (0..<30).map { number in
                """
                {"model": "\(model)", "dataset": "prime", "id": \(number), "temperature": 0.1, "query": "Is \(number) a prime?", \
                "ref_answer": "yes", "answer": "[No] it is not, because \(number) can be divided.", "correct": \(number % 2), \
                "latency": \(Double(number) / 7 + 1), "cost": 0.00037, "answer_token": 156, "timestamp": "07/2\(number % 8 + 1)/2023, 21:28:40"}
                """
            }
        }
        let mapping = try await mapping(lines.joined(separator: "\n"), map: "auto,system=model~^(gpt-4)")
        #expect(
            targets(mapping)
                == [
                    "model~": "", "model": "model", "dataset": "attributes.dataset", "id": "attributes.id",
                    "temperature": "params.temperature", "query": "input", "ref_answer": "attributes.ref_answer",
                    "answer": "output", "correct": "score:correct", "latency": "latency_s", "cost": "cost_usd",
                    "answer_token": "tokens.output", "timestamp": "time_mdy",
                ].filter { $0.value != "" })
        #expect(mapping.rules.first?.text == "system=model~^(gpt-4)")
        #expect(mapping.notes.contains { $0.contains("latency names no unit") })
    }

    @Test("knows a trace of token counts")
    func trace() async throws {
        let mapping = try await mapping(
            "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n2023-11-16 18:17:04.03,3180,8\n"
        )
        #expect(
            targets(mapping) == [
                "TIMESTAMP": "time", "ContextTokens": "tokens.input", "GeneratedTokens": "tokens.output",
            ])
    }

    @Test("knows requests with latencies, first tokens and error codes, and that they have no times")
    func requests() async throws {
        let text = """
            provider,model_size,i,error_code,ttft_s,end_to_end_latency_s,number_input_tokens,number_output_tokens
            alpha,13b,0,,0.55,1.52,550,151
            alpha,13b,1,,0.38,1.39,550,151
            beta,70b,2,-100.0,0.0,0.0,550,0
            """
        let plan = try await plan([files.write(text)], .of(system: "apis"))
        #expect(
            targets(plan.files[0].mapping) == [
                "provider": "provider", "model_size": "attributes.model_size", "i": "attributes.i",
                "error_code": "error",
                "ttft_s": "ttft_s", "end_to_end_latency_s": "latency_s", "number_input_tokens": "tokens.input",
                "number_output_tokens": "tokens.output",
            ])
        #expect(plan.timeless == 3)
        #expect(plan.notes.contains { $0.contains("--time-start") })
    }

    @Test("knows measurements: the series is the system, the value a score")
    func series() async throws {
        let text = (0..<40).map { "real/cpu_\($0 % 2),2014-04-01 00:\($0 + 10):00,\(Double($0) * 1.5)" }
        let mapping = try await mapping("series,timestamp,value\n" + text.joined(separator: "\n"), system: nil)
        #expect(targets(mapping) == ["series": "system", "timestamp": "time", "value": "score:value"])
    }

    @Test("knows a classifier with its truth and its input columns")
    func classifier() async throws {
        let rows = (0..<60).map { number in
            "\(number),\(Double(number) / 7),2020-10-0\(number % 9 + 1) 00:00:00,\(number % 2),\(Double(number % 10) / 10),\(number % 3 == 0 ? 1 : 0)"
        }
        let mapping = try await mapping(
            "id,MedInc,timestamp,clf_target,y_pred_proba,y_pred\n" + rows.joined(separator: "\n"))
        #expect(
            targets(mapping) == [
                "id": "id", "MedInc": "fields.MedInc", "timestamp": "time", "clf_target": "label",
                "y_pred_proba": "prediction.score", "y_pred": "prediction.label",
            ])
    }

    @Test("knows a prediction by the name of what it predicts")
    func pair() async throws {
        let rows = (0..<60).map { "2018-0\($0 % 9 + 1),\($0),\(Double($0) + 0.55),\(Double($0) + 0.216)" }
        let mapping = try await mapping(
            "month,row,duration_min,predicted_duration_min\n" + rows.joined(separator: "\n"))
        #expect(
            targets(mapping) == [
                "month": "time", "row": "fields.row", "duration_min": "label",
                "predicted_duration_min": "prediction.value",
            ])
    }

    @Test("puts a date and an hour together")
    func dateAndHour() async throws {
        let rows = (0..<48).map { "\($0),2011-01-0\($0 / 24 + 1),\($0 % 24),0.24,\($0 * 3),\($0 * 3 + 1)" }
        let mapping = try await mapping("instant,dteday,hr,temp,forecast,actual\n" + rows.joined(separator: "\n"))
        #expect(targets(mapping)["dteday+hr"] == "time")
        #expect(targets(mapping)["forecast"] == "prediction.value")
        #expect(targets(mapping)["actual"] == "label")
    }

    @Test("takes columns that bear the names of our own API, dots as paths")
    func paths() async throws {
        let mapping = try await mapping(
            "system,time,tokens.input,attributes.language,fields.amount,latency_ms\nsupport,2026-11-12T09:41:58Z,12,es,4.5,80\n",
            system: nil)
        #expect(
            targets(mapping) == [
                "system": "system", "time": "time", "tokens.input": "tokens.input",
                "attributes.language": "attributes.language", "fields.amount": "fields.amount",
                "latency_ms": "latency_ms",
            ])
    }

    @Test("leaves our own items as they are")
    func own() async throws {
        let mapping = try await mapping(
            #"{"system":"s","id":"a","time":"2026-11-12T09:41:58Z","input":"hello","tokens":{"input":3}}"#)
        #expect(mapping.isPlain)
    }

    @Test("does not take an index for an id, relative seconds for times, or a rare word for a role")
    func cautious() async throws {
        let rows = (0..<20).map { "0.\($0),\($0 % 2),some free text that nobody could guess \($0),\($0)" }
        let mapping = try await mapping("timestamp,status,notes,weight\n" + rows.joined(separator: "\n"))
        #expect(
            targets(mapping) == [
                "timestamp": "attributes.timestamp", "status": "attributes.status", "notes": "attributes.notes",
                "weight": "attributes.weight",
            ])
        #expect(mapping.notes.contains { $0.contains("timestamp was not taken as time") })
    }

    @Test("by hand wins over what would be inferred, and leaves the rest to it")
    func byHand() async throws {
        let text = "model,ts,answer_text,ok\nm1,2026-01-01,hello there you,1\nm2,2026-01-02,good bye my friend,0\n"
        let mapping = try await mapping(text, map: "auto,output=answer_text,score:correct=ok,ignore=model")
        #expect(
            targets(mapping) == ["answer_text": "output", "ok": "score:correct", "model": "ignore", "ts": "time"])
        #expect(mapping.choices.prefix(3).allSatisfy { $0.origin == .hand })
    }

    @Test("without auto takes only what is set by hand and our own names")
    func withoutAuto() async throws {
        let text = "model,time,note\nm1,2026-01-01,hello there you\n"
        #expect(targets(try await mapping(text, map: "provider=model")) == ["model": "provider", "time": "time"])
    }

    @Test("says which columns there are when one is missing")
    func missingColumn() async throws {
        let error = await #expect(throws: ImportError.self) { try await mapping("a,b\n1,2\n", map: "model=Model") }
        #expect(error?.message.contains("The file has: a, b") == true)
        #expect(error?.message.contains("model='Model'") == true)
    }

    @Test("needs a system from somewhere")
    func noSystem() async throws {
        let error = await #expect(throws: ImportError.self) { try await mapping("a,b\n1,2\n", system: nil) }
        #expect(error?.code == .optionsInvalid)
        #expect(error?.message.contains("--system") == true)
    }
}
