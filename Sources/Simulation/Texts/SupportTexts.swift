import Telemetry

/// What customers ask and what they are told, in one language.
struct SupportTexts: Sendable {
    /// One thing that customers ask about.
    struct Subject: Sendable {
        var questions: [Phrase]
        /// What the documents say, each a passage with its id.
        var passages: [(id: String, text: String)]
        /// Sentences that the documents bear out.
        var facts: [Phrase]
        /// Sentences that they do not.
        var inventions: [Phrase]
    }

    var openers: [Phrase]
    var closers: [Phrase]
    var acknowledgements: [Phrase]
    /// Card, invoice, refund; delivery, sign-in, export.
    var subjects: [Subject]

    /// The texts of a language: `en`, `es` or `pt`.
    static func of(_ language: String) -> SupportTexts {
        switch language {
        case "es": spanish
        case "pt": portuguese
        default: english
        }
    }

    /// What a judge says of an answer that the documents do not bear out.
    static let rationales = [
        "The answer states a period that none of the documents contains.",
        "The amount in the answer is not in the retrieved passages.",
        "The passages describe another plan than the one the answer speaks of.",
        "The answer tells the customer to use a menu that the documents do not mention.",
        "Two of three sentences are supported, the third one is not.",
    ]

    /// Question, documents and answer.
    struct Conversation: Sendable {
        var input: [Message]
        var documents: [RetrievedDocument]
        var answer: String
        var inputTokens: Int
    }

    /// One conversation about a subject; some have earlier turns.
    func conversation(_ subject: Subject, isGrounded: Bool, version: String, _ dice: inout Dice) -> Conversation {
        let details = Details(&dice)
        let prompt = version == "11" ? Self.promptEleven : Self.promptTwelve
        var input = [Message(role: "system", text: prompt.text)]
        var tokens = prompt.tokens
        if dice.chance(0.22) {
            for _ in 0...dice.more(mean: 0.6) {
                let earlier = question(subject, details, &dice)
                let answer = answer(subject, details, isGrounded: true, &dice)
                tokens += ModelService.tokens(earlier) + ModelService.tokens(answer)
                input.append(Message(role: "user", text: earlier))
                input.append(Message(role: "assistant", text: answer))
            }
        }
        let asked = question(subject, details, &dice)
        tokens += ModelService.tokens(asked)
        input.append(Message(role: "user", text: asked))
        var documents: [RetrievedDocument] = []
        for passage in subject.passages where documents.isEmpty || dice.chance(0.7) {
            documents.append(
                RetrievedDocument(
                    id: passage.id, score: Double(dice.integer(71...97)) / 100, content: passage.text))
            tokens += ModelService.tokens(passage.text)
        }
        return Conversation(
            input: input, documents: documents, answer: answer(subject, details, isGrounded: isGrounded, &dice),
            inputTokens: tokens)
    }

    private func question(_ subject: Subject, _ details: Details, _ dice: inout Dice) -> String {
        var text = ""
        text.reserveCapacity(240)
        if dice.chance(0.55) { dice.pick(openers).write(to: &text, details) }
        dice.pick(subject.questions).write(to: &text, details)
        if dice.chance(0.3) { dice.pick(subject.questions).write(to: &text, details) }
        if dice.chance(0.25) { dice.pick(closers).write(to: &text, details) }
        return text
    }

    private func answer(_ subject: Subject, _ details: Details, isGrounded: Bool, _ dice: inout Dice) -> String {
        var text = ""
        text.reserveCapacity(700)
        if dice.chance(0.8) { dice.pick(acknowledgements).write(to: &text, details) }
        // What is invented stands in the place of a fact: an answer is not longer for it.
        let count = min(9, 2 + dice.more(mean: 1.1)) - (isGrounded ? 0 : 1)
        let first = dice.integer(0...subject.facts.count - 1)
        for number in 0..<count { subject.facts[(first + number) % subject.facts.count].write(to: &text, details) }
        if !isGrounded { dice.pick(subject.inventions).write(to: &text, details) }
        if dice.chance(0.5) { dice.pick(closers).write(to: &text, details) }
        return text
    }

    private struct Prompt: Sendable {
        var text: String
        var tokens: Int

        init(_ text: String) {
            self.text = text
            tokens = ModelService.tokens(text)
        }
    }

    private static let rules = """
        You answer questions of customers of Lumen & Co., an online shop for home and travel goods with a paid membership.

        Answer only from the passages under DOCUMENTS. If they do not contain the answer, say that you do not know and \
        offer to connect the customer with a colleague. Never guess periods, amounts, addresses or names of menus.

        Style: the language of the customer, at most six sentences, friendly and plain. Name the steps in the order in \
        which they are done. Do not repeat the question. Do not promise anything on behalf of the warehouse or the bank.

        Privacy: never ask for a full card number, a password or a security code. If the customer writes one, ask them to \
        remove it and go on without it.

        Membership: Basic is free. Plus and Business are billed by the month or by the year; a change of plan takes effect \
        with the next bill. Refunds go back the way the payment came. Opening hours of the phone line are in the documents.

        """
    // As long as each other: a new prompt version is a trap for those who look at the ledger only; nothing moves with it.
    private static let promptEleven = Prompt(
        rules + """

            If several passages contradict each other, use the one with the newest date and name both dates.
            Where a question is about more than an order, answer for the latest of them. Give the number of the passage at \
            the end of the answer that rests on it.

            """)
    private static let promptTwelve = Prompt(
        rules + """

            If several passages contradict each other, use the one with the newest date and say that it is new.
            When money is involved, name the amount, the day and what happens next. Put the id of the passage in brackets \
            behind the sentence that rests on it.

            """)
}
