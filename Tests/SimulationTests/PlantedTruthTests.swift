import Foundation
import Simulation
import Telemetry
import Testing

@Suite("The planted truth")
struct PlantedTruthTests {
    let world = Observed.whole

    private func text(_ value: AttributeValue?) -> String { value?.sliceText ?? "" }

    @Test(
        "of support-answers: groundedness falls from 92.4 to 85.6 %, nearly all of it in Spanish, most in Spanish billing"
    )
    func groundedness() {
        let before = world.calls("support-answers", -90 ..< -9)
        let after = world.calls("support-answers", -6..<0)
        #expect(agrees(world.values("groundedness", of: before), with: 0.924))
        #expect(agrees(world.values("groundedness", of: after), with: 0.856))
        func rate(_ language: String, _ topic: String?, _ calls: [Observed.CallLine]) -> [Double] {
            world.values(
                "groundedness",
                of: calls.filter {
                    text($0.attributes["language"]) == language
                        && (topic == nil || text($0.attributes["topic"]) == topic)
                })
        }
        #expect(agrees(rate("es", "billing", after), with: 0.914 - 0.35))
        #expect(agrees(rate("es", "other", after), with: 0.917 - 0.112))
        #expect(agrees(rate("en", nil, after), with: 0.924))
        #expect(agrees(rate("pt", nil, after), with: 0.916))
        let spanish = before.filter { text($0.attributes["language"]) == "es" }
        #expect(Observed.agrees(spanish.count, of: before.count, with: 0.3))
        let billing = spanish.count { text($0.attributes["topic"]) == "billing" }
        #expect(Double(billing) / Double(before.count) >= 0.12)
    }

    @Test("of support-answers: the judge sees 40 % within minutes, people rate seldom and a week late")
    func lateness() {
        let calls = world.calls("support-answers", -60 ..< -20)
        let judged = world.outcomes.filter { $0.name == "groundedness" }
        let seen = world.values("groundedness", of: calls).count
        #expect(Observed.agrees(seen, of: calls.count, with: 0.4))
        let minutes = judged.map { $0.arrival.seconds(since: $0.callTime) / 60 }
        #expect((2..<8).contains(quantile(minutes, 0.5)))
        let ratings = world.outcomes.filter { $0.name == "thumbs" }
        let days = ratings.map { $0.arrival.seconds(since: $0.callTime) / 86_400 }
        #expect((5..<8).contains(quantile(days, 0.5)))
        #expect(Double(world.values("thumbs", of: calls).count) / Double(calls.count) < 0.04)
    }

    @Test("of support-answers: the provider changes the model at -10.4, under the same name")
    func provider() throws {
        for call in world.calls("support-answers") where !call.failed {
            #expect(call.fingerprint == (call.days < -10.4 ? "fp_7f3c" : "fp_e19a"))
        }
        let change = try #require(world.changes.first { $0.kind == .provider })
        #expect(abs(change.time.seconds(since: Observed.now) / 86_400 + 10.4) < 0.01)
    }

    @Test("of reply-drafts: sent unchanged falls from 66 to 54 % with prompt 42 while the judge sees nothing")
    func drafts() {
        let before = world.calls("reply-drafts", -90 ..< -6)
        let after = world.calls("reply-drafts", -6..<0)
        #expect(agrees(world.values("accepted", of: before), with: 0.66))
        #expect(agrees(world.values("accepted", of: after), with: 0.54))
        #expect(Observed.agrees(world.values("accepted", of: before).count, of: before.count, with: 0.5))
        let judged = mean(world.values("helpfulness", of: after))
        #expect(abs(judged.value - mean(world.values("helpfulness", of: before)).value) < 5 * judged.error)
        #expect(after.allSatisfy { $0.prompt == "reply@42" })
        #expect(before.allSatisfy { $0.prompt != "reply@42" })
    }

    @Test(
        "moves no tokens with a prompt: what is planted is quality and trust",
        arguments: [("support-answers", -51.0, 20.0), ("support-answers", -7.5, 7.5), ("reply-drafts", -6.0, 6.0)])
    func tokens(system: String, change: Double, length: Double) {
        let before = world.calls(system, change - 20..<change)
        let after = world.calls(system, change..<change + length)
        for tokens in [\Observed.CallLine.inputTokens, \.outputTokens] {
            let was = mean(before.compactMap { $0[keyPath: tokens].map(Double.init) })
            let (value, error) = mean(after.compactMap { $0[keyPath: tokens].map(Double.init) })
            // Calls of one session resemble each other: errors are about half as large again.
            #expect(abs(value - was.value) < 5 * error, "\(system): \(was.value) to \(value)")
        }
    }

    @Test("of fraud-scoring: three of 24 fields drift from -12 on")
    func fields() {
        func agrees(_ days: Range<Double>, with share: Double, _ holds: ([String: AttributeValue]) -> Bool) -> Bool {
            let payments = world.payments.filter { days.contains($0.days) }
            return Observed.agrees(payments.count { holds($0.fields) }, of: payments.count, with: share)
        }
        let before = -90.0 ..< -12.0
        let after = -12.0..<0.0
        #expect(world.payments.allSatisfy { $0.fields.count == 24 })
        #expect(agrees(before, with: 0.01) { $0["account_age_days"] == .null })
        #expect(agrees(after, with: 0.09) { $0["account_age_days"] == .null })
        #expect(!world.payments.contains { $0.days < -12 && $0.fields["device"] == .text("in-app-browser") })
        #expect(agrees(after, with: 0.07) { $0["device"] == .text("in-app-browser") })
        func amounts(_ channel: String, _ days: Range<Double>) -> Double {
            let rows = world.payments.filter { days.contains($0.days) && $0.fields["channel"] == .text(channel) }
            return quantile(rows.compactMap { $0.fields["amount"]?.number }, 0.5)
        }
        #expect((70..<145).contains(amounts("app", before) / amounts("app", after)))
        #expect((0.8..<1.25).contains(amounts("web", before) / amounts("web", after)))
    }

    @Test("of fraud-scoring: labels come nine days late, for a biased minority, and ranking falls a little")
    func labels() {
        let labels = world.outcomes.filter { $0.name == "label" && $0.system == "fraud-scoring" }
        let days = labels.map { $0.arrival.seconds(since: $0.callTime) / 86_400 }
        #expect((8.5..<9.5).contains(quantile(days, 0.5)))
        let calls = world.calls("fraud-scoring", -80 ..< -20)
        let known = calls.count { world.outcomesByCall[$0.id]?.contains { $0.name == "label" } == true }
        #expect((0.3..<0.5).contains(Double(known) / Double(calls.count)))
    }

    @Test("of invoice-extraction: 38 % more output tokens from -9 on, four percent cheaper from -20 on")
    func invoices() {
        func tokens(_ days: Range<Double>) -> [Double] {
            world.calls("invoice-extraction", days).compactMap { $0.outputTokens.map { Double($0) } }
        }
        let ratio = mean(tokens(-9..<0)).value / mean(tokens(-90 ..< -9)).value
        #expect((1.26..<1.51).contains(ratio), "\(ratio)")
        func perToken(_ days: Range<Double>) -> Double {
            let calls = world.calls("invoice-extraction", days)
            let paid = calls.reduce(0.0) { $0 + Double($1.price.picodollars ?? 0) }
            let due = calls.reduce(0.0) {
                $0 + Double($1.inputTokens ?? 0) * 500_000 + Double($1.outputTokens ?? 0) * 4_000_000
            }
            return paid / due
        }
        #expect(abs(perToken(-60 ..< -21) - 1) < 1e-9)
        #expect(abs(perToken(-19 ..< -9) - 0.96) < 1e-9)
        func milliseconds(_ days: Range<Double>) -> Double {
            quantile(world.calls("invoice-extraction", days).filter { !$0.failed }.compactMap(\.milliseconds), 0.5)
        }
        #expect(abs(milliseconds(-9..<0) / milliseconds(-90 ..< -9) - 1) < 0.09, "no operations change")
    }

    @Test("of refund-triage: volume triples and the mean moves, but within each channel nothing does")
    func triage() {
        let before = world.calls("refund-triage", -45 ..< -15)
        let campaign = world.calls("refund-triage", -15 ..< -8)
        let perDay = Double(campaign.count) / 7 / (Double(before.count) / 30)
        #expect((2.5..<3.5).contains(perDay), "\(perDay)")
        let means = (
            before: mean(world.values("kept", of: before)).value, during: mean(world.values("kept", of: campaign)).value
        )
        #expect(means.during - means.before > 0.03)
        for (channel, kept) in [("mail", 0.86), ("chat", 0.89), ("form", 0.96)] {
            for calls in [before, campaign] {
                let own = calls.filter { text($0.attributes["channel"]) == channel }
                #expect(agrees(world.values("kept", of: own), with: kept), "\(channel)")
            }
        }
    }

    @Test(
        "of search-reranking: four percent above the old p99 in the end, the median where it was, the mean within 8 %")
    func tail() {
        let before = world.calls("search-reranking", -90 ..< -14).compactMap(\.milliseconds)
        let last = world.calls("search-reranking", -1.5..<1.5).compactMap(\.milliseconds)
        let p99 = quantile(before, 0.99)
        let above = Double(last.count { $0 > p99 }) / Double(last.count)
        #expect(Observed.agrees(last.count { $0 > p99 }, of: last.count, with: 0.04), "\(above)")
        #expect(abs(quantile(last, 0.5) / quantile(before, 0.5) - 1) < 0.08)
        #expect(mean(last).value / mean(before).value - 1 < 0.08 + 4 * mean(last).error / mean(before).value)
        #expect(world.outcomes.allSatisfy { $0.system != "search-reranking" }, "no trust signal is connected")
    }

    @Test("is written down as JSON with everything that is needed to judge a program by it")
    func file() throws {
        let truth = Observed.world.truth
        let data = try JSONEncoder().encode(truth)
        #expect(try JSONDecoder().decode(Truth.self, from: data) == truth)
        #expect(truth.faults.count == 9 && truth.traps.count == 5)
        let groundedness = try #require(truth.faults.first { $0.id == "provider-change" })
        #expect(abs(groundedness.before - 0.924) < 0.001 && abs(groundedness.after - 0.856) < 0.001)
        for fault in truth.faults {
            #expect(Timestamp(rfc3339: fault.onset) != nil)
            if let cause = fault.cause { #expect(world.changes.contains { $0.title == cause }) }
        }
    }
}
