import Telemetry

/// Reads invoices into records. Template 9 repeats the schema in every answer: 38 % more output tokens, while a price cut
/// eleven days earlier hides part of the bill.
struct InvoiceExtraction: SimulatedSystem {
    let profile = SystemProfile(
        "invoice-extraction", calls: 12_600, rhythm: .office, users: 35, furtherCalls: 3, pause: 8, prefix: "doc")

    /// When template 9 goes out, in days from now.
    static let onset = -9.0
    /// Output tokens after, relative to before.
    static let growth = 1.38
    /// Output tokens of an answer before: median and deviation of the logarithm.
    static let outputTokens = (median: 255.0, spread: 0.5)

    private let service = ModelService(
        provider: "quarry", model: "ledger-2", firstToken: 420, perToken: 0, hasOutage: false)
    private static let suppliers = ["Northwind Paper", "Halden Energi", "Café Lisboa", "Trellis Cloud", "Ostra Frakt"]
    private let check = Rater(.check, name: "sum-check", version: "3")

    func call(_ moment: Moment, _ dice: inout Dice) -> MadeCall? {
        var call = moment.call(.llm)
        let supplier = Self.suppliers[dice.index(weights: [34, 26, 18, 13, 9])]
        let pages = dice.index(weights: [62, 27, 11])
        call.attributes = ["supplier": .text(supplier), "pages": .text(["1", "2-3", "4+"][pages])]
        let mitigation = moment.mitigation(for: call.attributes)
        if mitigation?.lever == .off { return nil }
        call.mitigation = mitigation?.id

        var template = moment.days < Self.onset ? "8" : "9"
        if case .prompt(let name) = mitigation?.lever { template = name }
        call.prompt = PromptReference(name: "invoice-template", version: template)
        call.service = "ap-intake"
        call.serviceVersion = "1.12"
        call.parameters = ["temperature": .real(0), "response_format": .text("json")]
        var tokens = dice.logNormal(median: Self.outputTokens.median, spread: Self.outputTokens.spread)
        if template == "9" { tokens *= Self.growth }
        let output = max(24, Int(tokens.rounded()))
        let texts = InvoiceTexts.invoice(
            supplier: supplier, pages: pages, repeatsSchema: template == "9", tokens: output, time: moment.time, &dice)
        call.content.input = texts.input
        guard service.answer(&call, moment, &dice) else { return MadeCall(call: call) }
        call.responseModel = "ledger-2"
        call.fingerprint = "fp_0a44"
        call.content.output = [Message(role: "assistant", text: texts.record)]
        service.bill(&call, input: texts.inputTokens, output: output, cached: 0, &dice)
        // The batch service answers when a page is read, however long the record is.
        call.latencyMicroseconds = Int64(dice.logNormal(median: 2_300_000, spread: 0.4))
        call.timeToFirstTokenMicroseconds = nil

        var made = MadeCall(call: call)
        made.outcomes.append(
            moment.outcome(
                .score, "correct_total", .boolean(dice.chance(0.975)), check, after: 4 + dice.exponential(mean: 2)))
        return made
    }
}
