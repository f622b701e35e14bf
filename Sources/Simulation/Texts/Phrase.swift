/// A sentence with gaps: `Your order {order} left on {day}.`
struct Phrase: Sendable, ExpressibleByStringLiteral {
    private enum Piece: Sendable {
        case words(String)
        case gap(Gap)
    }

    /// What a gap is filled with; the same within one text.
    enum Gap: String, Sendable, CaseIterable {
        case order, amount, day, plan, digits, count, product, name, hour
    }

    private let pieces: [Piece]

    init(stringLiteral text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            guard let gap = Gap(rawValue: String(rest[rest.index(after: open)..<close])) else {
                preconditionFailure("\(text) has an unknown gap")
            }
            if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
            pieces.append(.gap(gap))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        self.pieces = pieces
    }

    /// Appends the sentence, after a blank where text stands before it.
    func write(to text: inout String, _ details: Details) {
        if let last = text.utf8.last, last != 0x0A { text.append(" ") }
        for piece in pieces {
            switch piece {
            case .words(let words): text.append(words)
            case .gap(let gap): text.append(details[gap])
            }
        }
    }
}

/// What fills the gaps of one text.
struct Details: Sendable {
    private var values: [String]

    subscript(gap: Phrase.Gap) -> String { values[Self.position(gap)] }

    private static let plans = ["Basic", "Plus", "Business", "Family"]
    private static let products = [
        "Lumen 2", "Aria desk lamp", "Tern backpack", "Oslo kettle", "Pico speaker", "Vela blanket", "Fjord jacket",
        "Mira headphones",
    ]
    private static let names = [
        "Ana", "Jonas", "Marta", "Luis", "Elin", "Sofia", "David", "Inês", "Karim", "Nora", "Pablo", "Greta", "Tomás",
        "Hugo", "Clara", "Ivan",
    ]

    init(_ dice: inout Dice) {
        let cents = dice.integer(0...99)
        values = [
            "A" + String(dice.integer(100_000...999_999)),
            String(dice.integer(4...280)) + (cents < 10 ? ".0" : ".") + String(cents) + " €",
            String(dice.integer(1...28)) + "/" + String(dice.integer(1...12)), dice.pick(Self.plans),
            String(dice.integer(1_000...9_999)), String(dice.integer(2...14)), dice.pick(Self.products),
            dice.pick(Self.names), String(dice.integer(8...19)) + ":" + String(10 + 5 * dice.integer(0...9)),
        ]
    }

    private static func position(_ gap: Phrase.Gap) -> Int {
        switch gap {
        case .order: 0
        case .amount: 1
        case .day: 2
        case .plan: 3
        case .digits: 4
        case .count: 5
        case .product: 6
        case .name: 7
        case .hour: 8
        }
    }
}
