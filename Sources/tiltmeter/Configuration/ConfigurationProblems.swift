/// Everything that is wrong with a configuration. A wrong key is an error, because a setting that silently does nothing is
/// worse than a server that does not start.
struct ConfigurationProblems: Error {
    /// One thing that is wrong.
    enum Problem: Hashable {
        case unreadable(path: String, reason: String)
        case unknown(String, at: String, nearest: String?)
        case unacceptable(String, value: String, at: String, accepts: String)

        /// In one line.
        var text: String {
            switch self {
            case .unreadable(let path, let reason): "\(path): \(reason)"
            case .unknown(let key, let place, let nearest):
                "\(place): there is no setting '\(key)'." + (nearest.map { " Perhaps '\($0)'." } ?? "")
            case .unacceptable(let key, let value, let place, let accepts):
                "\(place): \(key) cannot be '\(value)'. It takes \(accepts)."
            }
        }
    }

    let problems: [Problem]

    /// As a verb reports it: the first problem in three lines, and how many more there are.
    var error: CommandError {
        let first = problems.first?.text ?? ""
        let more = problems.count > 1 ? " And \(problems.count - 1) more." : ""
        return CommandError(
            .usage, "The configuration is not right.", why: first + more,
            tip: "tiltmeter check, which lists every problem")
    }
}
