import Foundation

/// Reproduces the evidence of docs/statistics.md with this program's own code: `simulate [NAME ...] [--full]`. Run through
/// `./dev simulate`. Without a name all experiments run and docs/evidence.md is written; with names their tables are printed.
@main
struct Main {
    static let experiments: [Experiment] = [
        PropositionExperiment.experiment, ReferenceExperiment.experiment, DelayExperiment.experiment,
        RatchetExperiment.experiment, SeasonExperiment.experiment, DefaultsExperiment.experiment,
        MixExperiment.experiment, OnsetExperiment.experiment, BandExperiment.experiment,
        DriftExperiment.experiment, TextExperiment.experiment, ManyMonitorsExperiment.experiment,
        SliceExperiment.experiment, LabelExperiment.experiment, SamplingExperiment.experiment,
        LabelFreeExperiment.experiment, PercentileExperiment.experiment, CostExperiment.experiment,
        CanaryExperiment.experiment, GateExperiment.experiment, TrustExperiment.experiment,
        EchoExperiment.experiment, ReplayExperiment.experiment, TriageExperiment.experiment,
    ]

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let names = arguments.filter { !$0.hasPrefix("--") }
        if arguments.contains("--list") {
            for experiment in experiments { print("\(experiment.name): \(experiment.title)") }
            return
        }
        let unknown = names.filter { name in !experiments.contains { $0.name == name } }
        guard unknown.isEmpty else {
            let known = experiments.map(\.name).joined(separator: " ")
            FileHandle.standardError.write(
                Data("No experiment \(unknown.joined(separator: " ")). There are: \(known)\n".utf8))
            exit(2)
        }
        let scale: Scale = arguments.contains("--full") ? .full : .quick
        var sections: [String] = []
        for experiment in experiments where names.isEmpty || names.contains(experiment.name) {
            let start = ContinuousClock.now
            progress("\(experiment.name): \(experiment.title) ...")
            let rows = await experiment.run(scale, experiment.seed)
            let seconds = Double((ContinuousClock.now - start).components.seconds)
            progress("\(experiment.name): \(Int(seconds)) s")
            sections.append(Report.section(experiment, rows))
        }
        guard names.isEmpty else {
            print(sections.joined(separator: "\n"))
            return
        }
        let page = Report.page(sections, scale: scale)
        try page.write(toFile: "docs/evidence.md", atomically: true, encoding: .utf8)
        progress("Wrote docs/evidence.md.")
    }

    private static func progress(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}
