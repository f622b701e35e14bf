import ArgumentParser

/// Turns the parser's complaint into our three lines, and names the nearest verb where one was mistyped.
struct UsageAdvice {
    let arguments: [String]
    let complaint: String

    var error: CommandError {
        let verbs: [String] = Tiltmeter.configuration.subcommands.map { $0._commandName }
        guard let verb = arguments.first(where: { !$0.hasPrefix("-") }) else {
            return CommandError(.usage, "The command line was not understood.", why: reason, tip: "tiltmeter --help")
        }
        if verbs.contains(verb) || verb == "help" {
            return CommandError(
                .usage, "tiltmeter \(verb) was not understood.", why: reason, tip: "tiltmeter \(verb) --help")
        }
        guard let nearest = NearestWord.to(verb, among: verbs) else {
            let list = verbs.joined(separator: ", ")
            return CommandError(
                .usage, "There is no verb '\(verb)'.", why: "The verbs are: \(list).", tip: "tiltmeter --help")
        }
        var meant = ["tiltmeter"]
        for argument in arguments { meant.append(argument == verb ? nearest : argument) }
        return CommandError(
            .usage, "There is no verb '\(verb)'.", why: "Perhaps you meant '\(nearest)'.",
            tip: meant.joined(separator: " "))
    }

    private var reason: String {
        complaint.split(separator: "\n").map { String($0.trimmingPrefix("Error: ")) }.joined(separator: " ")
    }
}
