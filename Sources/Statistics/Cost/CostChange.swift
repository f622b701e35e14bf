import RealModule

/// Why two periods cost differently: exactly, as volume, mix, tokens and price (LMDI-I, docs/statistics.md 10.1).
public struct CostChange: Sendable, Hashable {
    /// What one segment (feature, model, tenant tier) cost in one period.
    public struct Segment: Sendable, Hashable {
        /// Requests.
        public let requests: Double
        /// Tokens and price per token, by kind of line: input, cached input, output, reasoning, fixed per request.
        public let lines: [String: Line]

        /// - Parameters:
        ///   - requests: 0 or more.
        ///   - lines: by kind.
        public init(requests: Double, lines: [String: Line]) {
            self.requests = requests
            self.lines = lines
        }
    }

    /// Tokens of one kind and their price in the period, in any currency.
    public struct Line: Sendable, Hashable {
        /// Tokens, 0 or more.
        public let tokens: Double
        /// Price of one, 0 or more.
        public let price: Double

        /// - Parameters:
        ///   - tokens: 0 or more.
        ///   - price: of one, in the period, 0 or more.
        public init(tokens: Double, price: Double) {
            self.tokens = tokens
            self.price = price
        }
    }

    /// Because there were more or fewer requests.
    public private(set) var volume = 0.0
    /// Because requests moved between segments; segments that came or went included.
    public private(set) var mix = 0.0
    /// Because requests needed more or fewer tokens, by kind of line; kinds that came or went included.
    public private(set) var tokens: [String: Double] = [:]
    /// Because tokens cost more or less; lines that became or ceased to be free included.
    public private(set) var price = 0.0
    /// The whole change: the sum of the others, exactly.
    public private(set) var total = 0.0

    /// - Parameters:
    ///   - before: segments by name.
    ///   - after: segments by name.
    public init(before: [String: Segment], after: [String: Segment]) {
        let requests = (before.values.reduce(0) { $0 + $1.requests }, after.values.reduce(0) { $0 + $1.requests })
        let nothing = Segment(requests: 0, lines: [:])
        for name in Set(before.keys).union(after.keys).sorted() {
            let old = before[name] ?? nothing
            let new = after[name] ?? nothing
            for kind in Set(old.lines.keys).union(new.lines.keys).sorted() {
                add(kind, old: old, new: new, requests: requests)
            }
        }
    }

    private mutating func add(_ kind: String, old: Segment, new: Segment, requests: (Double, Double)) {
        let none = Line(tokens: 0, price: 0)
        let first = old.lines[kind] ?? none
        let second = new.lines[kind] ?? none
        let cost = (first.tokens * first.price, second.tokens * second.price)
        total += cost.1 - cost.0
        if cost.0 > 0 && cost.1 > 0 {
            let weight = Self.logarithmicMean(cost.1, cost.0)
            volume += weight * Double.log(requests.1 / requests.0)
            mix += weight * Double.log((new.requests / requests.1) / (old.requests / requests.0))
            tokens[kind, default: 0] +=
                weight * Double.log((second.tokens / new.requests) / (first.tokens / old.requests))
            price += weight * Double.log(second.price / first.price)
        } else if cost.0 != cost.1 {
            let difference = cost.1 - cost.0
            let empty = cost.1 == 0 ? (new.requests, second) : (old.requests, first)
            if empty.0 == 0 {
                mix += difference
            } else if empty.1.tokens == 0 {
                tokens[kind, default: 0] += difference
            } else {
                price += difference
            }
        }
    }

    /// `(a - b) / log(a / b)`; a when both are equal, 0 when one is.
    package static func logarithmicMean(_ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0 else { return 0 }
        if a == b { return a }
        let difference = a / b - 1
        if difference.magnitude < 1e-6 { return b * (1 + difference / 2 - difference * difference / 12) }
        return (a - b) / Double.log(a / b)
    }
}
