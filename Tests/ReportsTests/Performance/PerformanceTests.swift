import Reports
import TestSupport
import Testing

@Suite("The performance in a report")
struct PerformanceTests {
    /// A world whose probabilities are right: the share of positives among scores s is s. Easy traffic has scores near 0 and 1.
    private func world(_ rows: Int, easy: Double, labelled: Bool, seed: UInt64) -> (table: Table, accuracy: Double) {
        var random = SeededGenerator(seed: seed)
        var scores: [Double] = []
        var predicted: [Double] = []
        var labels: [String?] = []
        var right = 0
        for _ in 0..<rows {
            let score = random.chance(easy) ? (random.chance(0.5) ? 0.05 : 0.95) : 0.2 + 0.6 * random.uniform()
            let label = random.chance(score)
            scores.append(score)
            predicted.append(score > 0.5 ? 1 : 0)
            labels.append(label ? "1" : "0")
            if label == (score > 0.5) { right += 1 }
        }
        var columns = [TableColumn(name: "score", numbers: scores), TableColumn(name: "predicted", numbers: predicted)]
        if labelled { columns.append(TableColumn(name: "label", words: labels)) }
        return (Table(name: "t", columns: columns), Double(right) / Double(rows))
    }

    private var options: ReportOptions {
        var options = ReportOptions(reference: "", current: "")
        (options.prediction, options.label, options.score) = ("predicted", "label", "score")
        return options
    }

    /// The band has 1.96 standard errors of the realised accuracy (0.007 here); calibration on 8,000 rows adds about as much,
    /// so four of them.
    @Test("is estimated without labels when harder rows come", arguments: 0..<5)
    func estimated(seed: UInt64) throws {
        let before = world(8_000, easy: 0.8, labelled: true, seed: seed)
        let now = world(4_000, easy: 0.3, labelled: false, seed: seed + 100)
        let performance = try #require(try Comparison.compare(before.table, now.table, options).performance)
        #expect(performance.measured.isEmpty)
        let estimate = try #require(performance.estimated)
        #expect(estimate.method == .calibratedProbabilities)
        let accuracy = try #require(estimate.figures.first { $0.metric == .accuracy })
        #expect((accuracy.current.value - now.accuracy).magnitude < 0.028)
        #expect(now.accuracy < before.accuracy - 0.08)
        #expect(estimate.assumption.contains("has not changed"))
    }

    @Test("says uncalibrated when the reference has few labels")
    func raw() throws {
        let before = world(200, easy: 0.8, labelled: true, seed: 1)
        let now = world(1_000, easy: 0.3, labelled: false, seed: 2)
        #expect(
            try Comparison.compare(before.table, now.table, options).performance?.estimated?.method == .rawProbabilities
        )
    }

    @Test("has ranges that hold the figure, and counts that are whole")
    func measured() throws {
        let before = world(5_000, easy: 0.8, labelled: true, seed: 3)
        let now = world(5_000, easy: 0.3, labelled: true, seed: 4)
        let report = try Comparison.compare(before.table, now.table, options)
        let performance = try #require(report.performance)
        #expect(performance.task == .binary && performance.positiveClass == "1")
        #expect(performance.referenceLabelled == 5_000)
        let accuracy = try #require(performance.measured.first { $0.metric == .accuracy })
        #expect(accuracy.reference?.value == before.accuracy && accuracy.current?.value == now.accuracy)
        for metric in performance.measured {
            for value in [metric.reference, metric.current, metric.difference].compactMap({ $0 }) {
                #expect((value.low ?? value.value) <= value.value && value.value <= (value.high ?? value.value))
            }
        }
        #expect(performance.measured.filter { $0.verdict == .worse }.map(\.metric).contains(.rocAUC))
        #expect(report.verdict == .drifted)
    }

    @Test("of numbers has errors, their bias, and an estimate from like predictions")
    func regression() throws {
        var random = SeededGenerator(seed: 5)
        func side(_ bias: Double, labelled: Bool) -> Table {
            let predicted = (0..<3_000).map { _ in 100 * random.uniform() }
            var columns = [TableColumn(name: "predicted", numbers: predicted)]
            if labelled {
                columns.append(
                    TableColumn(name: "label", numbers: predicted.map { $0 - bias + random.normal(deviation: 5) }))
            }
            return Table(name: "t", columns: columns)
        }
        var options = options
        options.score = nil
        let report = try Comparison.compare(side(0, labelled: true), side(4, labelled: true), options)
        let measured = try #require(report.performance?.measured)
        #expect(report.performance?.task == .regression)
        #expect(measured.allSatisfy { $0.verdict == .worse })
        // The mean size of a normal error with deviation 5 is 5 · sqrt(2/π) = 3.989; its standard error here is 0.055.
        #expect(((measured.first?.reference?.value ?? 0) - 3.989).magnitude < 0.28)
        let unlabelled = try Comparison.compare(side(0, labelled: true), side(4, labelled: false), options).performance
        #expect(unlabelled?.estimated?.method == .expectedLoss)
        #expect(((unlabelled?.estimated?.figures.first?.current.value ?? 0) - 3.989).magnitude < 0.4)
    }

    @Test("of several classes has accuracy and macro F1, measured and estimated")
    func multiclass() throws {
        var random = SeededGenerator(seed: 6)
        let names = ["bird", "cat", "dog"]
        func side(_ sharpness: Double) -> Table {
            var columns: [[Double]] = [[], [], []]
            var predicted: [String?] = []
            var labels: [String?] = []
            for _ in 0..<3_000 {
                let favourite = Int(3 * random.uniform())
                let row = names.indices.map { $0 == favourite ? sharpness : (1 - sharpness) / 2 }
                for place in names.indices { columns[place].append(row[place]) }
                predicted.append(names[favourite])
                labels.append(
                    random.chance(sharpness) ? names[favourite] : names[(favourite + (random.chance(0.5) ? 1 : 2)) % 3])
            }
            return Table(
                name: "t",
                columns: names.indices.map { TableColumn(name: "p \(names[$0])", numbers: columns[$0]) } + [
                    TableColumn(name: "predicted", words: predicted), TableColumn(name: "label", words: labels),
                ])
        }
        var options = options
        options.score = nil
        options.probabilities = ["bird": "p bird", "cat": "p cat", "dog": "p dog"]
        let performance = try #require(try Comparison.compare(side(0.9), side(0.7), options).performance)
        #expect(performance.task == .multiclass)
        #expect(performance.measured.map(\.metric) == [.accuracy, .macroF1])
        #expect(performance.measured.allSatisfy { $0.verdict == .worse })
        #expect(performance.estimated?.figures.isEmpty == false)
    }
}
