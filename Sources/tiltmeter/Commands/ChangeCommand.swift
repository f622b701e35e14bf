import ArgumentParser
import Foundation
import Telemetry
import Web

/// `tiltmeter change`: the ledger of what changed.
struct ChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Note in the ledger what changed.", subcommands: [AddChangeCommand.self])
}

/// `tiltmeter change add`.
struct AddChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Note a deploy, a prompt, a model, a price, …",
        discussion: "For pipelines: the same --id twice is one entry.")

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "What changed, in words.") var title: String
    @Option(
        name: .long, help: ArgumentHelp("What kind: \(Change.Kind.allCases.map(\.rawValue).joined(separator: ", "))."))
    var kind: String
    @Option(name: .long, help: "A system that it touches; may be given several times; all without it.") var system:
        [String] = []
    @Option(name: .long, help: "Commit or version.") var ref: String?
    @Option(name: .long, help: "Version before.") var from: String?
    @Option(name: .long, help: "Version after.") var to: String?
    @Option(name: .long, help: "When it took effect, RFC 3339; now without it.") var at: String?
    @Option(name: .long, help: "When it ended, for campaigns and roll-outs.") var until: String?
    @Option(name: .long, help: "Who made it.") var author: String?
    @Option(name: .long, help: "Where to read more.") var url: String?
    @Option(name: .long, help: "An id of your own.") var id: String?

    func run() async throws {
        guard Change.Kind(rawValue: kind) != nil else {
            let kinds = Change.Kind.allCases.map(\.rawValue)
            throw CommandError(
                .usage, "There is no kind '\(kind)' of change.",
                why: NearestWord.to(kind, among: kinds).map { "Perhaps you meant '\($0)'." }
                    ?? "The kinds are: \(kinds.joined(separator: ", ")).", tip: "tiltmeter change add --help")
        }
        var members: [String: JSONTree] = ["kind": .text(kind), "title": .text(title)]
        if !system.isEmpty { members["systems"] = .list(system.map(JSONTree.text)) }
        for (name, value) in [
            ("ref", ref), ("from", from), ("to", to), ("time", at), ("until", until), ("author", author), ("url", url),
            ("id", id),
        ] {
            if let value { members[name] = .text(value) }
        }
        let client = try ServerClient(try options.load())
        let body = try JSONBytes.plain(.object(members))
        let accepted = try await client.post("/v1/changes", body, as: AcceptedDocument.self)
        if output.json { return try output.printJSON(accepted) }
        print(accepted.state == .known ? "\(accepted.id) was noted before." : "Noted as \(accepted.id).")
        for warning in accepted.warnings ?? [] { output.note("Note: \(warning.detail)") }
    }
}
