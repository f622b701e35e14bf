import ArgumentParser

@main
struct Tiltmeter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tiltmeter")
}
