import ArgumentParser
import Foundation
import Telemetry
import Web

/// `tiltmeter explain TARGET`: one tilt, incident, system or call, with its evidence.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain one tilt, incident, system or call, with its evidence.",
        discussion: "TARGET is TLT-88, INC-31, the name of a system, or the id of a call.")

    /// As what it is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, md, html
    }

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "TLT-88, INC-31, a system or the id of a call.") var target: String
    @Option(name: .long, help: "How many slices per dimension.") var slices = 10
    @Option(name: .long, help: "text, md or html.") var format = Format.text

    func run() async throws {
        let client = try ServerClient(try options.load())
        let upper = target.uppercased()
        let sheet: FactSheet
        if upper.hasPrefix("INC-") {
            let document = try await client.get("/v1/incidents/\(upper)", as: IncidentDocument.self)
            if output.json { return try output.printJSON(document) }
            sheet = FactSheet(document, slices: slices)
        } else if upper.hasPrefix("TLT-") {
            let tilt = try await client.get("/v1/tilts/\(upper)", as: TiltDocument.self)
            if output.json { return try output.printJSON(tilt) }
            if let incident = tilt.incident {
                let document = try await client.get("/v1/incidents/\(incident)", as: IncidentDocument.self)
                sheet = FactSheet(document, slices: slices)
            } else {
                sheet = FactSheet(tilt)
            }
        } else if target.utf8.count == 32, target.allSatisfy(\.isHexDigit) {
            let call = try await client.get("/v1/calls/\(target.lowercased())", as: CallDocument.self)
            if output.json { return try output.printJSON(call) }
            sheet = FactSheet(call)
        } else {
            let system = try await client.get("/v1/systems/\(PercentCoding.encoded(target))", as: SystemDocument.self)
            if output.json { return try output.printJSON(system) }
            if let incident = system.summary?.incident {
                let document = try await client.get("/v1/incidents/\(incident)", as: IncidentDocument.self)
                sheet = FactSheet(document, slices: slices)
            } else {
                sheet = FactSheet(system)
            }
        }
        switch format {
        case .text: print(sheet.text(palette: output.palette))
        case .md: print(sheet.markdown)
        case .html: print(sheet.html)
        }
    }
}
