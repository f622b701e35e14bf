/// One question to simulated worlds, and the answer that the specification gives to it.
struct Experiment: Sendable {
    /// What `./dev simulate NAME` says.
    let name: String
    /// The section of docs/statistics.md whose claim is checked.
    let section: String
    /// The question.
    let title: String
    /// How the worlds are made, and what differs from the worlds of the specification.
    let worlds: String
    /// The seed of all its worlds.
    let seed: UInt64
    /// Runs it.
    let run: @Sendable (_ scale: Scale, _ seed: UInt64) async -> [Row]

    /// One line of its table.
    struct Row: Sendable {
        /// The world.
        let world: String
        /// What the specification states, "-" where it states nothing.
        let stated: String
        /// What was measured.
        let measured: String
        /// How many runs.
        let runs: Int

        init(_ world: String, stated: String, measured: String, runs: Int) {
            self.world = world
            self.stated = stated
            self.measured = measured
            self.runs = runs
        }
    }
}

/// How many worlds are made.
enum Scale: Sendable {
    /// Some minutes in all.
    case quick
    /// As many as the specification made.
    case full

    /// The number of runs.
    func runs(_ quick: Int, full: Int) -> Int { self == .full ? full : quick }
}
