import ArgumentParser
import Foundation
import Glibc
import Storage
import Telemetry
import Watch
import Web

/// `tiltmeter doctor`: why something does not work.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look for what keeps the server from working: ports, clock, disk, folder.",
        discussion: "Exit code 0 when nothing is wrong, 1 otherwise.")

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions
    @Flag(name: .long, help: "Read every file of the data folder as a whole; takes its time.") var thorough = false
    @Flag(
        name: .customLong("set-aside"),
        help: "Take log parts out of service that are damaged; their files are kept in damaged/. Implies --thorough.")
    var setAside = false

    /// One thing that was looked at.
    struct Finding: Codable {
        enum State: String, Codable {
            case fine, note, wrong
        }

        let what: String
        let state: State
        let detail: String
    }

    private struct Report: Encodable {
        let schema = "doctor/1"
        let ok: Bool
        let findings: [Finding]
    }

    func run() async throws {
        let configuration = try options.load()
        var findings = [Finding(what: "configuration", state: .fine, detail: configuration.file ?? "standard")]
        findings.append(Self.clock())
        let path = configuration[Settings.data]
        findings.append(Self.disk(path))
        if let owner = DataFolder.owner(of: path), !owner.address.isEmpty {
            findings += await server(configuration, owner)
        } else {
            findings += Self.ports(configuration)
            findings += await folder(path)
        }
        let isWrong = findings.contains { $0.state == .wrong }
        if output.json {
            try output.printJSON(Report(ok: !isWrong, findings: findings))
        } else {
            let width = findings.map(\.what.count).max() ?? 0
            for finding in findings {
                let mark =
                    switch finding.state {
                    case .fine: output.palette.fine("●")
                    case .note: output.palette.watch("◆")
                    case .wrong: output.palette.worse("▼")
                    }
                print("\(mark) \(finding.what.padded(to: width + 2))\(finding.detail)")
            }
        }
        if isWrong { throw ExitCode(1) }
    }

    private static func clock() -> Finding {
        let now = SystemClock().now()
        guard let built = Timestamp(rfc3339: "2026-11-01T00:00:00Z"), now > built else {
            return Finding(
                what: "clock", state: .wrong, detail: "\(now.rfc3339) is before this program was made: set the clock")
        }
        return Finding(what: "clock", state: .fine, detail: now.rfc3339)
    }

    private static func disk(_ path: String) -> Finding {
        var existing = URL(fileURLWithPath: path)
        while !FileManager.default.fileExists(atPath: existing.path), existing.path != "/" {
            existing.deleteLastPathComponent()
        }
        var disk = statvfs()
        guard statvfs(existing.path, &disk) == 0 else {
            return Finding(what: "disk", state: .wrong, detail: "\(existing.path) cannot be asked for its room")
        }
        guard access(existing.path, W_OK) == 0 else {
            return Finding(what: "disk", state: .wrong, detail: "\(existing.path) cannot be written by this user")
        }
        let free = Double(disk.f_bavail) * Double(disk.f_frsize)
        let text = String(format: "%.1f GB free for %@", free / 1e9, path)
        return Finding(what: "disk", state: free < 500e6 ? .wrong : free < 5e9 ? .note : .fine, detail: text)
    }

    private static func ports(_ configuration: Configuration) -> [Finding] {
        let listen = configuration[Settings.listen]
        var findings = [
            PortProbe.isFree(listen)
                ? Finding(what: "port", state: .fine, detail: "\(listen.text) is free")
                : Finding(
                    what: "port", state: .wrong,
                    detail: "\(listen.text) belongs to another program: choose another with listen")
        ]
        if let otlp = configuration[Settings.otlpListen] {
            findings.append(
                PortProbe.isFree(otlp)
                    ? Finding(what: "OpenTelemetry port", state: .fine, detail: "\(otlp.text) is free")
                    : Finding(
                        what: "OpenTelemetry port", state: .note,
                        detail: "\(otlp.text) belongs to another program: clients must be pointed at \(listen.text)"))
        }
        return findings
    }

    private func folder(_ path: String) async -> [Finding] {
        guard FileManager.default.fileExists(atPath: path) else {
            return [Finding(what: "data folder", state: .fine, detail: "\(path) will be made by tiltmeter up")]
        }
        do {
            let folder = try await DataFolder(path: path, now: SystemClock().now(), process: getpid())
            let size = try await folder.size()
            var findings = [
                Finding(
                    what: "data folder", state: .fine,
                    detail: String(format: "%@ holds %.1f MB", path, Double(size.total) / 1e6))
            ]
            if thorough || setAside {
                let faults = try await folder.check()
                findings += faults.map { Finding(what: $0.file, state: .wrong, detail: $0.message) }
                if faults.isEmpty {
                    findings.append(Finding(what: "files", state: .fine, detail: "all read as a whole"))
                }
                if setAside { _ = try await folder.setAside(faults, now: SystemClock().now()) }
                findings.append(try await Self.rollups(folder))
            }
            findings += try await folder.control.setAsideParts().map(Self.finding)
            try await folder.close()
            return findings
        } catch {
            let words = (error as? StorageError)?.message ?? "\(error)"
            return [
                Finding(what: "data folder", state: .wrong, detail: words)
            ]
        }
    }

    private static func finding(_ part: SetAsidePart) -> Finding {
        let calls = part.calls.map { "\($0) calls in it are not shown" } ?? "its calls are not shown"
        let numbers = part.isFolded ? "all are in the numbers" : "numbers may lack some"
        return Finding(
            what: "log/\(part.name).db", state: .wrong,
            detail: "set aside on \(part.happened.rfc3339.prefix(10)), \(part.reason): \(calls), \(numbers)")
    }

    /// The numbers must be what the log gives; once retention has removed parts of it, nobody can tell.
    private static func rollups(_ folder: DataFolder) async throws -> Finding {
        let parts = try await folder.calls.parts()
        guard parts.first.map({ $0.ordinal == 1 }) ?? true,
            zip(parts, parts.dropFirst()).allSatisfy({ $1.ordinal == $0.ordinal + 1 })
        else {
            return Finding(what: "rollups", state: .fine, detail: "the log is not kept as a whole; not compared")
        }
        try await RollupFold(calls: folder.calls, rollups: folder.rollups).catchUp()
        let finding = try await RollupAudit(calls: folder.calls, rollups: folder.rollups).run()
        guard let first = finding.differing.first else {
            return Finding(
                what: "rollups", state: .fine,
                detail: "\(finding.rows), as the log gives them again (\(finding.digest))")
        }
        return Finding(
            what: "rollups", state: .wrong,
            detail: "\(finding.differing.count) or more differ from what the log gives, such as those of "
                + "\(first.system) at \(Timestamp(seconds: first.start).rfc3339)")
    }

    private func server(_ configuration: Configuration, _ owner: FolderOwner) async -> [Finding] {
        do {
            let client = try ServerClient(configuration)
            let document = try await client.get("/v1/self", as: SelfDocument.self)
            var findings = [
                Finding(what: "server", state: .fine, detail: "\(owner.address), version \(document.version)"),
                Finding(
                    what: "received", state: .fine,
                    detail:
                        "\(document.received.stored) since the start, \(document.received.refused.values.reduce(0, +)) refused"
                ),
            ]
            let behind = document.fold.behindSeconds
            findings.append(
                Finding(
                    what: "numbers", state: behind > 300 ? .wrong : behind > 60 ? .note : .fine,
                    detail: behind < 1 ? "up to date" : "\(Int(behind)) s behind what was received"))
            if let failure = document.lastFailure {
                findings.append(Finding(what: "store", state: .wrong, detail: failure))
            }
            findings += document.setAside.map { part in
                Self.finding(
                    SetAsidePart(
                        name: part.name, happened: part.time, reason: part.reason, calls: part.calls.map(Int64.init),
                        isFolded: part.counted))
            }
            let systems = try await client.get("/v1/systems", as: SystemsDocument.self)
            for system in systems.systems {
                for signal in system.signals where signal.gap != nil && signal.state == .noSignal {
                    findings.append(
                        Finding(
                            what: system.slug, state: .note, detail: "no \(signal.group) signal: \(signal.gap ?? "")"))
                }
            }
            return findings
        } catch {
            let words = (error as? CommandError).map { "\($0.what) \($0.why)" } ?? "\(error)"
            return [Finding(what: "server", state: .wrong, detail: words)]
        }
    }
}

/// Asks whether an address can be listened on.
enum PortProbe {
    static func isFree(_ address: ListenAddress) -> Bool {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, String(address.port), &hints, &found) == 0, let info = found else {
            return false
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(info.pointee.ai_family, info.pointee.ai_socktype, info.pointee.ai_protocol)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        return bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 && Glibc.listen(descriptor, 1) == 0
    }
}
