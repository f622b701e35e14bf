import Telemetry

/// Requests for a refund and the route that is chosen for them.
enum RefundTexts {
    struct Request {
        var input: [Message]
        var route: String
        var inputTokens: Int
    }

    static func request(_ dice: inout Dice) -> Request {
        let kind = dice.index(weights: [30, 26, 18, 15, 11])
        let details = Details(&dice)
        var text = ""
        dice.pick(requests[kind]).write(to: &text, details)
        if dice.chance(0.5) { dice.pick(additions).write(to: &text, details) }
        let confidence = 100 - min(40, dice.more(mean: 9))
        let route = "{\"route\":\"\(routes[kind])\",\"confidence\":0.\(confidence == 100 ? 99 : confidence)}"
        return Request(
            input: [Message(role: "system", text: prompt), Message(role: "user", text: text)], route: route,
            inputTokens: ModelService.tokens(prompt) + ModelService.tokens(text))
    }

    private static let routes = ["damaged", "not_received", "wrong_item", "changed_mind", "charged_twice"]
    private static let prompt = """
        Choose the desk for a request for a refund. Answer with JSON: {"route": …, "confidence": 0..1}.
        Routes: damaged (goods broken or faulty), not_received (nothing or not everything arrived), wrong_item (other goods \
        than ordered), changed_mind (goods are fine, the customer does not want them), charged_twice (payments). If two \
        fit, choose the one that the customer names first.
        """
    private static let requests: [[Phrase]] = [
        [
            "The {product} from order {order} is broken.", "My {product} stopped working after {count} days.",
            "There is a crack in the {product}.",
        ],
        [
            "Order {order} never arrived.", "Only half of {order} was in the box.",
            "The parcel was due on {day} and is lost.",
        ],
        [
            "I ordered the {product} and got something else.", "The {product} has the wrong colour.",
            "Order {order} contains items that I did not order.",
        ],
        [
            "I do not need the {product} any more.", "Please take back {order}, I found it cheaper.",
            "The {product} was a present and not liked.",
        ],
        [
            "I paid {amount} twice for {order}.", "My card {digits} was charged two times.",
            "There are two bookings of {amount} on {day}.",
        ],
    ]
    private static let additions: [Phrase] = [
        "I want my money back.", "Please refund {amount}.", "I have sent pictures.", "I am a {plan} member.",
        "I already wrote on {day}.", "Please answer today.",
    ]
}
