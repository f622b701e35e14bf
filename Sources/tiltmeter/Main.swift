import ArgumentParser
import Foundation

/// Where the process starts: reads the command line, runs the verb, and turns whatever went wrong into three lines and one
/// of the exit codes that scripts rely on.
@main
enum Main {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.isEmpty {
            print(Tiltmeter.greeting)
            return
        }
        do {
            var command = try await Tiltmeter.asyncParseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            finish(error, arguments: arguments)
        }
    }

    private static func finish(_ error: any Error, arguments: [String]) -> Never {
        if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
        if let failure = error as? CommandError { leave(failure) }
        if Tiltmeter.exitCode(for: error).isSuccess {  // --help and --version come as errors, too
            print(Tiltmeter.fullMessage(for: error))
            Foundation.exit(0)
        }
        guard Tiltmeter.exitCode(for: error) == .validationFailure else {
            leave(
                CommandError(
                    .failed, "The command did not finish.", why: String(describing: error),
                    tip: "Run it again; if it stays, tiltmeter doctor looks for causes."))
        }
        leave(UsageAdvice(arguments: arguments, complaint: Tiltmeter.message(for: error)).error)
    }

    private static func leave(_ failure: CommandError) -> Never {
        Terminal.complain(failure)
        Foundation.exit(failure.code.rawValue)
    }
}
