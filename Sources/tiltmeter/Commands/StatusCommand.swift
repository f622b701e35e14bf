import ArgumentParser
import Foundation
import Telemetry
import Web

/// `tiltmeter status`: the overview in text.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what is getting worse, system by system.",
        discussion: """
            Marks: ▼ tilting, ◆ watch, ● level, ○ learning, – no signal. Exit code 1 when --fail-on is reached.
            """)

    /// From which state on the exit code is 1.
    enum Limit: String, ExpressibleByArgument, CaseIterable {
        case watch, tilting
    }

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Option(name: .long, help: "Only this system.") var system: String?
    @Option(name: .customLong("fail-on"), help: "Exit with 1 from this state on: watch or tilting.") var failOn: Limit?

    func run() async throws {
        let client = try ServerClient(try options.load())
        var document = try await client.get("/v1/systems", as: SystemsDocument.self)
        if let system {
            document.systems.removeAll { $0.slug != system }
            guard !document.systems.isEmpty else {
                throw CommandError(
                    .usage, "There is no system '\(system)'.",
                    why: "No call of it has come yet, or it has another name.",
                    tip: "tiltmeter status, which lists them")
            }
        }
        if output.json {
            try output.printJSON(document)
        } else {
            StatusTable(document, palette: output.palette).lines.forEach { print($0) }
        }
        let reached = document.systems.contains { system in
            switch failOn {
            case nil: false
            case .tilting: system.state == .tilting
            case .watch: system.state == .tilting || system.signals.contains { $0.state == .watch }
            }
        }
        if reached { throw ExitCode(1) }
    }
}

/// The table of `tiltmeter status`.
struct StatusTable {
    let document: SystemsDocument
    let palette: Palette

    init(_ document: SystemsDocument, palette: Palette) {
        self.document = document
        self.palette = palette
    }

    var lines: [String] {
        let time = Self.time(document.time)
        let gap = max(2, 76 - document.verdict.count - time.count)
        var lines = [palette.strong(document.verdict) + String(repeating: " ", count: gap) + time]
        guard !document.systems.isEmpty else {
            return lines + ["", "Send OpenTelemetry, or: tiltmeter import FILE, or: tiltmeter demo"]
        }
        var table = TextTable(["SYSTEM", "OPERATIONS", "QUALITY", "TRUST", "UNIT COST", "NEXT"])
        for system in document.systems {
            let worst = SystemMark(system.state)
            table.add(
                [.init(text: "\(worst.sign) \(system.slug)", paint: worst.paint(palette))]
                    + zip(system.signals, [false, false, false, true]).map { signal, isCost in
                        let mark = SystemMark(signal.state)
                        return .init(
                            text: "\(mark.sign) \(SignalFigure(signal, isCost: isCost).text)".trimmingEnd,
                            paint: mark.paint(palette))
                    } + [.init(text: system.next)])
        }
        lines += [""] + table.lines + [summary]
        return lines
    }

    private var summary: String {
        let counts = Dictionary(grouping: document.systems, by: \.state).mapValues(\.count)
        let words = [
            (SignalDocument.State.tilting, "tilting"), (.watch, "watch"), (.learning, "learning"),
        ].compactMap { state, word in counts[state].map { "\($0) \(word)" } }
        let detail = document.systems.first.map { " Details: tiltmeter explain \($0.incident ?? $0.slug)" } ?? ""
        let count = "\(document.systems.count) system\(document.systems.count == 1 ? "" : "s")."
        return count + (words.isEmpty ? "" : " " + words.joined(separator: ", ") + ".") + detail
    }

    /// `Thu 12 Nov 09:42 UTC`.
    static func time(_ time: Timestamp) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_GB")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "EEE d MMM HH:mm 'UTC'"
        return formatter.string(from: Date(timeIntervalSince1970: Double(time.seconds)))
    }
}

/// The sign of a state: told apart by shape, whatever the colour.
struct SystemMark {
    let state: SignalDocument.State

    init(_ state: SignalDocument.State) {
        self.state = state
    }

    var sign: String {
        switch state {
        case .tilting: "▼"
        case .watch: "◆"
        case .level: "●"
        case .learning: "○"
        case .noSignal: "–"
        }
    }

    func paint(_ palette: Palette) -> (String) -> String {
        switch state {
        case .tilting: palette.worse
        case .watch: palette.watch
        case .level: palette.fine
        case .learning, .noSignal: palette.faint
        }
    }
}

/// A figure and its change in a few characters.
struct SignalFigure {
    let signal: SignalDocument
    let isCost: Bool

    init(_ signal: SignalDocument, isCost: Bool) {
        self.signal = signal
        self.isCost = isCost
    }

    var text: String {
        if signal.state == .learning, let missing = signal.missing, missing.events < missing.needed {
            return "\(missing.events) of \(missing.needed)"
        }
        guard let now = signal.now else { return "" }
        // What one call costs says little beside what it cost before.
        if isCost { return signal.change.map { Self.signed($0) } ?? Self.figure(now) }
        return [Self.figure(now), signal.change.map { Self.signed($0) } ?? ""].filter { !$0.isEmpty }.joined(
            separator: "  ")
    }

    static func figure(_ figure: FigureDocument) -> String {
        switch figure.unit {
        case "share": percent(figure.value)
        case "relative": signed(figure)
        case "seconds":
            figure.value < 1 ? "\(Int((figure.value * 1_000).rounded())) ms" : decimal(figure.value, 2) + " s"
        case "usd": "$" + decimal(figure.value, figure.value < 0.1 ? 4 : 2)
        case "tokens", "count", "characters": String(Int(figure.value.rounded()))
        default: decimal(figure.value, 2)
        }
    }

    /// Changes: points for shares, percent for what is relative.
    static func signed(_ figure: FigureDocument) -> String {
        let sign = figure.value < 0 ? "−" : figure.value > 0 ? "+" : ""
        let size = abs(figure.value)
        switch figure.unit {
        case "share": return sign + decimal(size * 100, 1)
        case "relative": return sign + "\(Int((size * 100).rounded()))%"
        default: return sign + decimal(size, 2)
        }
    }

    private static func percent(_ share: Double) -> String {
        let percent = share * 100
        if percent > 99.5, percent < 100 { return decimal(percent, 2) + "%" }
        return percent == percent.rounded() ? "\(Int(percent))%" : decimal(percent, 1) + "%"
    }

    private static func decimal(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }
}

extension String {
    /// Without spaces at its end.
    var trimmingEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
