/// Measures the floors below the server, each against its target: `bench [TOPIC]`. Run through `./dev bench floors`.
@main
struct Main {
    static func main() async throws {
        let topics: [(name: String, run: () async throws -> Void)] = [
            ("fold", FoldBenchmark.run), ("judge", JudgeBenchmark.run), ("intake", IntakeBenchmark.run),
            ("report", ReportBenchmark.run),
            ("statistics", { StatisticsBenchmark.run() }),
        ]
        let wanted = CommandLine.arguments.dropFirst()
        for topic in topics where wanted.isEmpty || wanted.contains(topic.name) { try await topic.run() }
    }
}
