import RealModule
import Statistics
import TestSupport

enum CanaryExperiment {
    private static let (prompts, length, vocabulary, references, daily) = (25, 30, 40, 24, 6)

    /// A model: the logits of every token at every position of every prompt's answer.
    private struct Model: Sendable {
        var logits: [[[Double]]]

        init(_ random: inout SeededGenerator) {
            logits = (0..<prompts).map { _ in
                (0..<length).map { _ in
                    let u = random.uniform()
                    let peak = u < 0.15 ? 0.6 : u < 0.4 ? 1.2 : 4.0
                    return (0..<vocabulary).map { _ in -peak * Double.log(-Double.log(1 - random.uniform())) }
                }
            }
        }

        /// So many answers to each prompt.
        func answers(_ count: Int, temperature: Double, _ random: inout SeededGenerator) -> [[[Int]]] {
            logits.map { positions in
                let cumulated = positions.map { logits -> [Double] in
                    let highest = logits.max() ?? 0
                    var sum = 0.0
                    return logits.map {
                        sum += Double.exp(($0 - highest) / temperature)
                        return sum
                    }
                }
                return (0..<count).map { _ in
                    cumulated.map { sums in
                        let u = random.uniform() * sums[sums.count - 1]
                        return sums.firstIndex { u < $0 } ?? sums.count - 1
                    }
                }
            }
        }
    }

    private enum Change: Sendable, CaseIterable {
        case none, perturbed, hotter, swapped

        func applied(to model: Model, _ random: inout SeededGenerator) -> (model: Model, temperature: Double) {
            var changed = model
            switch self {
            case .none: return (model, 1)
            case .hotter: return (model, 1.15)
            case .perturbed:
                changed.logits = model.logits.map { $0.map { $0.map { $0 + 0.3 * random.normal() } } }
            case .swapped:
                let other = Model(&random)
                for prompt in 0..<2 { changed.logits[prompt] = other.logits[prompt] }
            }
            return (changed, 1)
        }
    }

    static let experiment = Experiment(
        name: "canaries", section: "11.7", title: "Is another model behind the same name noticed?",
        worlds: """
            25 prompts, 30 tokens, 24 reference answers and 6 a day; budget 0.05 a month for each method, 14 days. Found, median day: \
            A the daily permutation test, B the similarity detector.
            """,
        seed: 1101
    ) { scale, seed in
        var rows: [Experiment.Row] = []
        let nights = scale.runs(600, full: 2000)
        let levels = await Worlds.run(nights, seed: seed) { random, _ in
            let model = Model(&random)
            let reference = model.answers(references, temperature: 1, &random)
            return p(reference, model.answers(daily, temperature: 1, &random), arrangements: 199, &random)
        }
        for (level, stated) in [(0.05, "4.5 %"), (0.01, "0.8 %"), (0.005, "0.3 %")] {
            rows.append(
                .init(
                    "quiet days with p at most \(level)", stated: stated,
                    measured: Figures.share(levels.map { $0 <= level + 1e-12 }), runs: nights))
        }
        let stated: [(Change, String, String, String)] = [
            (.none, "no change (alarms)", "1 of 16", "0 of 16"), (.perturbed, "logits perturbed", "88 %, 7", "0 %"),
            (.hotter, "temperature 1.15", "12 %", "100 %, 5"),
            (.swapped, "two prompts answered by another model", "100 %, 1", "100 %, 3"),
        ]
        let runs = scale.runs(40, full: 100)
        for (index, entry) in stated.enumerated() {
            let days = await Worlds.run(runs, seed: seed + 10 + UInt64(index)) { random, _ in
                firstDays(entry.0, &random)
            }
            rows.append(
                .init("\(entry.1), A", stated: entry.2, measured: Figures.found(days.map(\.daily)), runs: runs))
            rows.append(
                .init("\(entry.1), B", stated: entry.3, measured: Figures.found(days.map(\.slow)), runs: runs))
        }
        return rows
    }

    private static func p(
        _ reference: [[[Int]]], _ today: [[[Int]]], arrangements: Int, _ random: inout SeededGenerator
    ) -> Double {
        let tables = zip(reference, today).compactMap { reference, today -> CanaryPermutationTest.Prompt? in
            let answers = reference + today
            let similarities = answers.map { left in
                answers.map { AnswerSimilarity.share(left, $0, length: length) }
            }
            return .init(references: reference.count, similarities: similarities)
        }
        return CanaryPermutationTest(tables, arrangements: arrangements, using: &random).p
    }

    private static func firstDays(_ change: Change, _ random: inout SeededGenerator) -> (daily: Double?, slow: Double?)
    {
        let model = Model(&random)
        let reference = model.answers(references, temperature: 1, &random)
        let now = change.applied(to: model, &random)
        func similarity(_ answer: [Int], _ prompt: Int) -> Double {
            let first = reference[prompt][..<(references / 2)]
            return first.reduce(0) { $0 + AnswerSimilarity.share(answer, $1, length: length) } / Double(first.count)
        }
        let validation = (0..<prompts).map { prompt in
            reference[prompt][(references / 2)...].map { similarity($0, prompt) }
        }
        guard let slow = CanarySimilarity(validation: validation) else { return (nil, nil) }
        var detectors = slow.detectors(answersPerMonth: Double(30 * prompts * daily), monthlyBudget: 0.05)
        var first: (daily: Double?, slow: Double?) = (nil, nil)
        for day in 1...14 where first.daily == nil || first.slow == nil {
            let today = now.model.answers(daily, temperature: now.temperature, &random)
            if first.daily == nil, p(reference, today, arrangements: 699, &random) <= 0.05 / 30 {
                first.daily = Double(day)
            }
            let answers = today.enumerated().flatMap { prompt, answers in
                answers.map { (similarity: similarity($0, prompt), prompt: prompt) }
            }
            detectors.step(slow.inputs(answers), creditMonths: 1.0 / 30)
            if first.slow == nil, detectors.logEvidence >= detectors.logThreshold { first.slow = Double(day) }
        }
        return first
    }
}
