/// Measures the floors below the server, each against its target: `bench [TOPIC]`. Run through `./dev bench floors`.
@main
struct Main {
    static func main() async throws {
        // The report comes first: the memory that it says is the process's highest so far.
        let topics: [(name: String, run: () async throws -> Void)] = [
            ("report", ReportBenchmark.run), ("fold", FoldBenchmark.run), ("judge", JudgeBenchmark.run),
            ("intake", IntakeBenchmark.run), ("statistics", { StatisticsBenchmark.run() }),
        ]
        let wanted = CommandLine.arguments.dropFirst()
        for topic in topics where wanted.isEmpty || wanted.contains(topic.name) { try await topic.run() }
    }
}
