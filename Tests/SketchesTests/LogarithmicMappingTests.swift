import Sketches
import TestSupport
import Testing

@Suite("The bins of numbers")
struct LogarithmicMappingTests {
    private func expectDefinition(_ mapping: LogarithmicMapping, _ value: Double) {
        let (quick, exact) = (Int(mapping.key(of: value)), mapping.exactKey(of: value))
        if quick != exact { Issue.record("\(value) falls into bin \(quick) instead of \(exact)") }
    }

    @Test("are those of the definition for numbers of every size", arguments: [0.001, 0.01, 0.05, 0.5])
    func everySize(relativeAccuracy: Double) {
        let mapping = LogarithmicMapping(relativeAccuracy: relativeAccuracy)
        var random = SeededGenerator(seed: 20_261_122)
        for _ in 0..<500_000 {
            // Any bits of a number above the threshold: exponents from 2^-29 to the largest.
            let bits = UInt64.random(in: (994 << 52)..<(2047 << 52), using: &random)
            expectDefinition(mapping, Double(bitPattern: bits))
        }
        for _ in 0..<500_000 { expectDefinition(mapping, random.logNormal(median: 800, spread: 2) + 1e-6) }
    }

    @Test("are those of the definition at their edges, on both sides of them", arguments: [0.001, 0.01, 0.05])
    func edges(relativeAccuracy: Double) {
        let mapping = LogarithmicMapping(relativeAccuracy: relativeAccuracy)
        let factor = (1 + relativeAccuracy) / (1 - relativeAccuracy)
        var edge = 1.0
        for _ in 0..<2_000 where edge < 1e300 {
            var (below, above) = (edge, edge)
            for _ in 0..<4 {
                expectDefinition(mapping, below)
                expectDefinition(mapping, above)
                if below > 1e-8 { expectDefinition(mapping, 1 / above) }
                (below, above) = (below.nextDown, above.nextUp)
            }
            edge *= factor
        }
    }
}
