/// How many tokens of a call each component charges: disjoint parts of what the call reports.
package struct PricedParts: Sendable, Hashable {
    package var input: Int64
    package var output: Int64
    package var cacheRead: Int64
    package var cacheWrite: Int64
    package var cacheWriteHour: Int64
    package var reasoning: Int64
    package var audioInput: Int64
    package var audioOutput: Int64
    /// True when the parts exceed the whole: the remainder counts as 0.
    package var isContradictory: Bool

    /// Splits a usage: input and output hold all tokens, the other counts are parts of them.
    package init(_ tokens: TokenUsage) {
        let all = max(0, tokens.input ?? 0)
        let answered = max(0, tokens.output ?? 0)
        cacheRead = max(0, tokens.cacheRead ?? 0)
        let written = max(0, tokens.cacheWrite ?? 0)
        cacheWriteHour = min(written, max(0, tokens.cacheWriteHour ?? 0))
        cacheWrite = written - cacheWriteHour
        reasoning = max(0, tokens.reasoning ?? 0)
        audioInput = max(0, tokens.audioInput ?? 0)
        audioOutput = max(0, tokens.audioOutput ?? 0)
        let restOfInput = Int128(all) - Int128(cacheRead) - Int128(written) - Int128(audioInput)
        let restOfOutput = Int128(answered) - Int128(reasoning) - Int128(audioOutput)
        isContradictory = restOfInput < 0 || restOfOutput < 0
        input = Int64(max(0, restOfInput))
        output = Int64(max(0, restOfOutput))
    }

    /// Tokens of a component; 1 for `request`.
    package subscript(component: PriceComponent) -> Int64 {
        switch component {
        case .input: input
        case .output: output
        case .cacheRead: cacheRead
        case .cacheWrite: cacheWrite
        case .cacheWriteHour: cacheWriteHour
        case .reasoning: reasoning
        case .audioInput: audioInput
        case .audioOutput: audioOutput
        case .request: 1
        }
    }

    /// What the parts cost, in picodollars; `nil` beyond Int64 (9 million dollars for one call: no such call exists).
    package func cost(at prices: UnitPrices) -> Int64? {
        var sum = Int128(prices.request ?? 0)
        sum += Int128(input) * Int128(prices.input) + Int128(output) * Int128(prices.output)
        if cacheRead != 0 { sum += Int128(cacheRead) * Int128(prices[.cacheRead]) }
        if cacheWrite != 0 { sum += Int128(cacheWrite) * Int128(prices[.cacheWrite]) }
        if cacheWriteHour != 0 { sum += Int128(cacheWriteHour) * Int128(prices[.cacheWriteHour]) }
        if reasoning != 0 { sum += Int128(reasoning) * Int128(prices[.reasoning]) }
        if audioInput != 0 { sum += Int128(audioInput) * Int128(prices[.audioInput]) }
        if audioOutput != 0 { sum += Int128(audioOutput) * Int128(prices[.audioOutput]) }
        return Int64(exactly: sum)
    }
}
