/// The page that the experiments write.
enum Report {
    /// The whole page.
    static func page(_ sections: [String], scale: Scale) -> String {
        let runs =
            scale == .full ? "as many worlds as the specification made" : "fewer worlds than the specification made"
        return """
            # Evidence

            What [the formulas](statistics.md) promise, measured again with this program's own code on simulated worlds with known
            truth. "Stated" is what the reference implementation in Python measured when the formulas were chosen; the worlds are made
            alike, not with the same random numbers. Ranges are 95 % ranges of the simulation (exact for shares). Seeds are fixed: the
            same program writes the same page. This page has \(runs).

            Written by `./dev simulate`; one experiment alone: `./dev simulate NAME`; more worlds: `./dev simulate --full`.

            \(sections.joined(separator: "\n"))
            """
    }

    /// One experiment with its table.
    static func section(_ experiment: Experiment, _ rows: [Experiment.Row]) -> String {
        let lines = rows.map { "| \($0.world) | \($0.stated) | \($0.measured) | \(Figures.text(Double($0.runs), 0)) |" }
        return """
            ## \(experiment.title)

            Section \(experiment.section), `\(experiment.name)`, seed \(experiment.seed). \(experiment.worlds)

            | world | stated | measured | runs |
            | --- | --- | --- | --- |
            \(lines.joined(separator: "\n"))

            """
    }
}
