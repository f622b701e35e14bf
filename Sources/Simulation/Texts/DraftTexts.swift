import Telemetry

/// Letters of customers and the replies that are drafted for agents.
enum DraftTexts {
    struct Draft {
        var input: [Message]
        var draft: String
        var inputTokens: Int
    }

    static func draft(team: Int, isLong: Bool, version: String, _ dice: inout Dice) -> Draft {
        let details = Details(&dice)
        var letter = ""
        letter.reserveCapacity(500)
        dice.pick(greetings).write(to: &letter, details)
        for _ in 0..<(isLong ? 3 + dice.more(mean: 1.5) : 1 + dice.more(mean: 0.4)) {
            dice.pick(letters[team]).write(to: &letter, details)
        }
        dice.pick(signatures).write(to: &letter, details)

        var draft = ""
        draft.reserveCapacity(900)
        address.write(to: &draft, details)
        dice.pick(thanks).write(to: &draft, details)
        let count = min(10, (isLong ? 4 : 2) + dice.more(mean: 1.2))
        let first = dice.integer(0...replies[team].count - 1)
        // Version 42 asks for more warmth, and says less of the matter: agents find it too much.
        let facts = version == "42" ? count - 1 : count
        for number in 0..<facts { replies[team][(first + number) % replies[team].count].write(to: &draft, details) }
        if version == "42" { dice.pick(flourishes).write(to: &draft, details) }
        draft.append("\n\nKind regards\nCustomer care")

        let prompt = version == "42" ? promptWarm : prompt
        return Draft(
            input: [
                Message(role: "system", text: prompt), Message(role: "user", text: letter),
            ], draft: draft, inputTokens: ModelService.tokens(prompt) + ModelService.tokens(letter))
    }

    private static let rules = """
        You draft replies for agents of a customer service. The agent reads the draft, changes what is wrong and sends it.

        Write in the language of the letter. Answer every question of the letter, in its order. Use the facts of the case \
        that are given; leave a gap in [brackets] where a fact is missing, never invent one. Four to eight sentences, no \
        lists, no exclamation marks. Begin with the name, end with "Kind regards" and "Customer care".


        """
    // As long as each other: what is planted in version 42 is a loss of trust, and nothing else may move.
    private static let prompt =
        rules + """
            Do not promise refunds, dates or goodwill payments unless the case says that they were granted. If the letter \
            threatens legal steps, write only that a colleague will be in touch and stop.
            """
    private static let promptWarm =
        rules + """
            Show that you understand how the customer feels and let the reply sound warm and personal. Do not promise \
            refunds or dates that the case does not grant; hand legal threats to a colleague.
            """

    private static let address: Phrase = "Dear {name},\n\n"
    private static let greetings: [Phrase] = [
        "Hello,", "Dear team,", "Good afternoon,", "To whom it may concern,", "Hi,", "Dear Sir or Madam,",
    ]
    private static let signatures: [Phrase] = [
        "Regards, {name}", "Thank you, {name}", "{name}", "Yours sincerely, {name}", "Best wishes, {name}",
    ]
    private static let thanks: [Phrase] = [
        "thank you for your message about order {order}.", "thank you for writing to us on {day}.",
        "thank you for your patience with order {order}.", "we have received your letter of {day}.",
    ]
    private static let flourishes: [Phrase] = [
        "I can imagine how upsetting all of this must have been for you.",
        "It warms our hearts that customers like you stay with us even now.",
        "Behind every parcel there is a person who is thinking of you, too.",
    ]

    /// Billing, returns, technical, business.
    private static let letters: [[Phrase]] = [
        [
            "I was charged {amount} twice for order {order}.",
            "The invoice does not show the discount of the {plan} plan.",
            "My bank says the payment of {day} came from you, but I do not know it.",
            "Please explain the line over {amount} on my last bill.",
            "I asked for a corrected invoice {count} days ago.",
        ],
        [
            "I want to send back the {product} because it is too small.",
            "The return label for {order} does not print.",
            "The {product} arrived with a scratch, pictures are attached.",
            "I sent the parcel on {day} and have heard nothing since.",
            "Can I exchange the {product} for another colour?",
        ],
        [
            "The {product} does not connect any more since the update.",
            "The display shows the code {digits} and nothing else.",
            "It switches itself off after {count} minutes.",
            "The app says that the {product} is offline although it is not.",
            "I have tried a reset at {hour} without success.",
        ],
        [
            "We would like an offer for {count} pieces of the {product}.",
            "Our purchasing needs a contract for the {plan} plan.",
            "Please send the data processing agreement.",
            "The delivery of {day} was incomplete: {count} pieces are missing.",
            "Can we pay order {order} on account?",
        ],
    ]
    private static let replies: [[Phrase]] = [
        [
            "We have checked the two bookings and found that one of them was a reservation.",
            "The reservation over {amount} is released by your bank within five working days.",
            "The discount of the {plan} plan appears on the bill of the following month.",
            "You find the corrected invoice under Billing, Documents since {day}.",
            "The line over {amount} is the membership fee for the current quarter.",
            "If you still do not recognise the payment, please reply with the last four digits of the card.",
        ],
        [
            "You can return the {product} within 30 days after delivery.",
            "Please open the label again at a desktop computer, the mobile view cuts it off.",
            "For the scratch we can offer an exchange or a reduction of {amount}.",
            "The parcel was scanned at our warehouse on {day}.", "The exchange is reserved under the number {order}.",
            "The refund follows within five working days after the check.",
        ],
        [
            "The code {digits} means that the update was interrupted.",
            "Please hold the button for ten seconds until the light turns white and connect it again.",
            "A weak adapter is the most frequent reason when it switches off after {count} minutes.",
            "The app shows the {product} as offline while it changes between networks.",
            "If this does not help, we replace the device under order {order}.",
            "Our technicians can be reached by phone until {hour}.",
        ],
        [
            "The offer for {count} pieces of the {product} is attached.",
            "From ten pieces on we deliver on account, with 30 days to pay.",
            "The data processing agreement is attached as a signed PDF.",
            "The missing {count} pieces leave our warehouse on {day}.",
            "For the {plan} plan we can agree a yearly contract with monthly bills.",
            "Your contact for contracts is [name of the account manager].",
        ],
    ]
}
