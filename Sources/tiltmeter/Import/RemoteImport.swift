import Crypto
import Foundation
import Intake
import NIOHTTP1
import Telemetry
import Web

/// An import through the server that owns the folder: its bytes go there in parts, and it carries it out.
struct RemoteImport {
    let client: ServerClient
    let output: OutputOptions

    private static let part = 8 << 20
    private static let pause = Duration.milliseconds(400)

    /// - Parameter paths: the files of the plan, in its order.
    /// - Throws: ``CommandError``; the same command again goes on with the parts that have come.
    func run(_ plan: ImportPlan, paths: [String], progress: ImportProgressLine) async throws -> FinishedImport {
        let files = zip(paths, plan.files).map { ImportRequest.File(name: $1.name, bytes: $1.size) }
        let request = ImportRequest(files: files, options: plan.options, source: try Self.source(plan, paths))
        var job = try await client.post("/v1/import", try JSONBytes.encode(request), as: JobDocument.self)
        try await send(paths, from: job.parts, of: job.id, plan, progress: progress)
        job = try await client.post("/v1/jobs/\(job.id)/finish", [], as: JobDocument.self)
        repeat {
            try await Task.sleep(for: Self.pause)
            job = try await client.get("/v1/jobs/\(job.id)", as: JobDocument.self)
            if let state = job.progress.flatMap({ ImportProgress($0, of: plan) }) { progress.show(state) }
        } while job.state == "running"
        guard job.state == "done" || job.state == "held", let document = job.report else {
            throw CommandError(
                .failed, "\(job.id) ended early: \(job.state).", why: job.message ?? "The server's log says why.",
                tip: "run the same command again; it goes on where it stopped")
        }
        var report = document.report
        report.refusalFiles = try await refusals(job.id, report, paths)
        report.refusesTooMany = Double(report.refused) > plan.options.refusedShare * Double(report.records)
        let verdicts = job.verdicts ?? []
        let tilt = verdicts.lazy.flatMap(\.tilts).first { $0.ended == nil }
        let next =
            report.isHeld
            ? "tiltmeter import the rest without --hold; then it is judged"
            : tilt.map { "tiltmeter explain \($0.incident ?? $0.id)" } ?? "look at \(client.address)"
        return FinishedImport(report: report, verdicts: verdicts, next: next)
    }

    /// Sends the bytes of the files, one after the other; the first parts may have come before a stop.
    private func send(
        _ paths: [String], from done: Int, of job: String, _ plan: ImportPlan, progress: ImportProgressLine
    ) async throws {
        let total = plan.files.reduce(0) { $0 + $1.size }
        var number = 0
        var sent: Int64 = 0
        for path in paths {
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw CommandError(
                    .usage, "\(path) cannot be read any more.", why: "It was there a moment ago.",
                    tip: "run the same command again; it goes on where it stopped")
            }
            defer {
                // Nothing is lost when a file that was read cannot be closed.
                try? file.close()
            }
            while let data = try file.read(upToCount: Self.part), !data.isEmpty {
                if number >= done {
                    _ = try await client.send(
                        .PUT, "/v1/jobs/\(job)/parts/\(number)", body: [UInt8](data),
                        contentType: "application/octet-stream")
                }
                number += 1
                sent += Int64(data.count)
                progress.sending(sent, of: total)
            }
        }
    }

    /// Writes the refused lines beside the first file, as an import without a server does.
    private func refusals(_ job: String, _ report: ImportReport, _ paths: [String]) async throws -> [String] {
        guard report.refused > 0, let first = paths.first else { return [] }
        let lines = try await client.send(.GET, "/v1/jobs/\(job)/refused").bytes
        guard !lines.isEmpty else { return [] }
        let path = first + ".refused.jsonl"
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(lines), attributes: [.posixPermissions: 0o600])
        else {
            output.note("The refused lines cannot be written to \(path); the server keeps them.")
            return []
        }
        return [path]
    }

    /// The same files with the same options are the same import.
    private static func source(_ plan: ImportPlan, _ paths: [String]) throws -> String {
        var hash = SHA256()
        for (path, file) in zip(paths, plan.files) {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            hash.update(data: Data("\(file.name)\n\(file.size)\n\(changed)\n\(file.mapping.text)\n".utf8))
        }
        let options = plan.options
        hash.update(
            data: Data(
                """
                \(options.system?.text ?? "") \(options.mapping.text) \(options.baseline?.text ?? "") \
                \(options.timeStart?.nanoseconds ?? 0) \(options.timeStep ?? 0)
                """.utf8))
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }
}

extension ImportProgress {
    /// How far the server is; `nil` for a stage that this program does not know.
    fileprivate init?(_ progress: JobDocument.Progress, of plan: ImportPlan) {
        guard let stage = Stage(rawValue: progress.stage) else { return nil }
        let total = plan.files.reduce(0) { $0 + $1.size }
        self.init(
            stage: stage, records: progress.records, totalRecords: progress.totalRecords, bytes: 0, totalBytes: total,
            refused: progress.refused)
    }
}
