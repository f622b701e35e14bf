import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Telemetry
import Web

/// `tiltmeter prices`: the price table.
struct PricesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices", abstract: "Show and update the price table.",
        discussion: "Unpriced is shown as unpriced, never as zero.", subcommands: [UpdatePricesCommand.self])

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Flag(name: .long, help: "Only models of recent calls that no table knows.") var unpriced = false
    @Option(name: .long, help: "Only this provider.") var provider: String?
    @Option(name: .long, help: "Only models whose name contains this.") var model: String?

    func run() async throws {
        let client = try ServerClient(try options.load())
        if unpriced {
            let document = try await client.get("/v1/prices/unpriced", as: UnpricedDocument.self)
            if output.json { return try output.printJSON(document) }
            guard !document.models.isEmpty else {
                print("Every model of the latest \(document.lookedAt) calls has a price.")
                return
            }
            var table = TextTable(["PROVIDER", "MODEL", "SYSTEM", "CALLS", "LAST SEEN"])
            for model in document.models {
                table.add(
                    [
                        model.provider ?? "–", model.model, model.system ?? "–", String(model.calls),
                        model.lastSeen.rfc3339,
                    ].map {
                        .init(text: $0)
                    })
            }
            table.lines.forEach { print($0) }
            output.note("Bring a table that knows them: tiltmeter prices update FILE|URL")
            return
        }
        var filters: [String] = []
        if let provider { filters.append("provider=\(PercentCoding.encoded(provider))") }
        if let model { filters.append("model=\(PercentCoding.encoded(model))") }
        let path = "/v1/prices" + (filters.isEmpty ? "" : "?" + filters.joined(separator: "&"))
        let document = try await client.get(path, as: PricesDocument.self)
        if output.json { return try output.printJSON(document) }
        var table = TextTable(["PROVIDER", "MODEL", "INPUT", "OUTPUT", "CACHE READ", "FROM", "TABLE"])
        for entry in document.entries {
            func price(_ component: String) -> String { entry.usdPerMillion[component].map { "$\($0)" } ?? "–" }
            table.add(
                [
                    entry.provider, entry.model + (entry.tier.map { " (\($0))" } ?? ""), price("input"),
                    price("output"),
                    price("cache_read"), entry.from ?? "", entry.table,
                ].map { .init(text: $0) })
        }
        table.lines.forEach { print($0) }
        output.note("US dollars per million tokens. Tables, in the order in which they are asked:")
        for table in document.tables { output.note("  \(table.version), \(table.entries) entries") }
    }
}

/// `tiltmeter prices update`.
struct UpdatePricesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Bring a price file: our own format, LiteLLM's, or genai-prices.",
        discussion: """
            Nothing is fetched unless you name a URL. Prices without a date hold from today on; older calls keep the \
            price they got.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "A file, or an http:// or https:// URL.") var source: String

    private static let largest = 16 << 20

    func run() async throws {
        let client = try ServerClient(try options.load())
        let bytes = try await read()
        let document = try await client.post("/v1/prices", bytes, as: PricesUpdatedDocument.self)
        if output.json { return try output.printJSON(document) }
        print("\(document.version): \(document.models) models, \(document.entries) prices. In force from now on.")
        let ignored = document.ignoredModels.values.reduce(0, +)
        if ignored > 0 {
            let reasons = document.ignoredModels.sorted { $0.value > $1.value }.map { "\($0.value) \($0.key)" }
            output.note("Left out: \(ignored) models (\(reasons.joined(separator: ", "))).")
        }
        if !document.unreadable.isEmpty { output.note("Not readable: \(document.unreadable.joined(separator: ", ")).") }
    }

    private func read() async throws -> [UInt8] {
        if source.hasPrefix("http://") || source.hasPrefix("https://") {
            do {
                let response = try await HTTPClient.shared.execute(
                    HTTPClientRequest(url: source), timeout: .seconds(60))
                guard response.status == .ok else {
                    throw CommandError(
                        .usage, "The price file could not be fetched.",
                        why: "\(source) answered \(response.status.code).",
                        tip: "look at the URL in a browser")
                }
                return Array(buffer: try await response.body.collect(upTo: Self.largest))
            } catch let error as CommandError {
                throw error
            } catch {
                throw CommandError(
                    .usage, "The price file could not be fetched.", why: "\(source): \(error).",
                    tip: "fetch it by hand, then: tiltmeter prices update FILE")
            }
        }
        guard let data = FileManager.default.contents(atPath: source) else {
            throw CommandError(
                .usage, "The file \(source) cannot be read.", why: "It is not there, or this user may not read it.",
                tip: "tiltmeter prices update FILE|URL")
        }
        return [UInt8](data)
    }
}
