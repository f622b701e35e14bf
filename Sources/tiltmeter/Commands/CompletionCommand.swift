import ArgumentParser

/// `tiltmeter completion SHELL`.
struct CompletionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print the completion script of a shell.",
        discussion: "bash: source <(tiltmeter completion bash). zsh and fish: save it where the shell looks.")

    @Argument(help: "bash, zsh or fish.") var shell: String

    func run() async throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw CommandError(
                .usage, "There is no completion for '\(shell)'.", why: "Scripts exist for bash, zsh and fish.",
                tip: "tiltmeter completion bash")
        }
        print(Tiltmeter.completionScript(for: shell))
    }
}
