import Statistics
import TestSupport
import Testing

@Suite("Canaries (docs/statistics.md 11)")
struct CanaryTests {
    @Test("similarity and distance agree with the reference")
    func reference() throws {
        let vectors = try VectorFile.load("11_canary")
        let vector = try vectors.cases(of: "hamming_sim")[0]
        let answers = try vector["sequences"].list.map { try $0.text.split(separator: " ") }
        let matrix = answers.map { left in answers.map { AnswerSimilarity.share(left, $0, length: 8) } }
        #expect(try matrix == vector["matrix"].rows)
        let distance = try vectors.cases(of: "mmd2_by_prompt")[0]
        let isNew = try distance["lab"].numbers.map { $0 == 1 }
        expectClose(
            CanaryPermutationTest.distance(similarities: matrix, isNew: isNew), try distance["out"].number)
    }

    /// Answers of ten words: each prompt has its own usual word per place; `temperature` is the chance of another.
    static func answers(_ count: Int, prompt: Int, temperature: Double, _ random: inout SeededGenerator) -> [[Int]] {
        (0..<count).map { _ in
            (0..<10).map { place in
                random.chance(temperature) ? Int.random(in: 0..<5, using: &random) : (prompt * 31 + place * 7) % 5
            }
        }
    }

    static func prompts(_ temperature: Double, _ random: inout SeededGenerator) throws -> [CanaryPermutationTest.Prompt]
    {
        try (0..<8).map { prompt in
            let all =
                answers(24, prompt: prompt, temperature: 0.3, &random)
                + answers(6, prompt: prompt, temperature: temperature, &random)
            let similarities = all.map { left in all.map { AnswerSimilarity.share(left, $0, length: 10) } }
            return try #require(CanaryPermutationTest.Prompt(references: 24, similarities: similarities))
        }
    }

    @Test("the fast sums give the distance of the plain definition")
    func sums() throws {
        var random = SeededGenerator(seed: 111)
        for prompt in try Self.prompts(0.5, &random) {
            let isNew = (0..<30).map { $0 >= 24 }
            expectClose(
                CanaryPermutationTest.distance(prompt),
                CanaryPermutationTest.distance(similarities: prompt.similarities, isNew: isNew), absolute: 1e-12)
        }
    }

    /// The p-value is valid: at most 10 % of quiet days below 0.1. More than 15 of 60 has a probability below 1 in 1,000.
    @Test("quiet days keep their level")
    func level() throws {
        var random = SeededGenerator(seed: 112)
        var low = 0
        for _ in 0..<60 {
            let test = CanaryPermutationTest(try Self.prompts(0.3, &random), arrangements: 99, using: &random)
            low += test.p <= 0.1 ? 1 : 0
        }
        #expect(low <= 15)
    }

    @Test("another model shows on the first day")
    func change() throws {
        var random = SeededGenerator(seed: 113)
        let test = CanaryPermutationTest(try Self.prompts(0.7, &random), arrangements: 199, using: &random)
        #expect(test.p <= 0.01)
        #expect(CanaryPermutationTest.Prompt(references: 9, similarities: []) == nil)
    }

    /// 30 quiet months at a budget of 0.2 for both directions: at most 20 % each.
    @Test("slow watching keeps its budget and finds hotter sampling", arguments: [0.3, 0.45])
    func similarity(temperature: Double) throws {
        var random = SeededGenerator(seed: 114)
        var rang = 0
        let runs = 12
        for _ in 0..<runs {
            let anchors = (0..<8).map { Self.answers(12, prompt: $0, temperature: 0.3, &random) }
            func similarity(_ answer: [Int], _ prompt: Int) -> Double {
                anchors[prompt].reduce(0) { $0 + AnswerSimilarity.share(answer, $1, length: 10) } / 12
            }
            let validation = (0..<8).map { prompt in
                Self.answers(12, prompt: prompt, temperature: 0.3, &random).map { similarity($0, prompt) }
            }
            let canary = try #require(CanarySimilarity(validation: validation))
            var detectors = canary.detectors(answersPerMonth: 48 * 30, monthlyBudget: 0.2)
            var alarmed = false
            for _ in 0..<30 where !alarmed {
                let today = (0..<8).flatMap { prompt in
                    Self.answers(6, prompt: prompt, temperature: temperature, &random).map {
                        (similarity: similarity($0, prompt), prompt: prompt)
                    }
                }
                alarmed = detectors.step(canary.inputs(today), creditMonths: 1.0 / 30) >= detectors.logThreshold
            }
            rang += alarmed ? 1 : 0
        }
        if temperature == 0.3 {
            DetectorLaws.expectWithinBudget(alarmed: rang, runs: runs, probability: 0.2 + 0.05)
        } else {
            #expect(rang >= 10)
        }
    }
}
