import Foundation
package import Intake
package import Logging
package import Storage
import Synchronization
package import Telemetry

/// Imports that come over the API: takes their parts, carries them out one after the other, knows how far they are.
///
/// Parts lie in the data folder until they are imported, so that a stop of the server costs nothing that was acknowledged.
package actor ImportDesk {
    /// What is done with systems whose history has come.
    package struct Judging: Sendable {
        /// Before anything of them is judged.
        package let prepare: @Sendable (ImportReport) async throws -> Void
        /// Judges them, unless that is left to a later import.
        package let judge: @Sendable (ImportReport, _ rejudges: Bool) async throws -> Void

        package init(
            prepare: @escaping @Sendable (ImportReport) async throws -> Void,
            judge: @escaping @Sendable (ImportReport, _ rejudges: Bool) async throws -> Void
        ) {
            self.prepare = prepare
            self.judge = judge
        }
    }

    /// The largest part, in bytes.
    package static let largestPart = 16 << 20

    private let pipeline: IntakePipeline
    private let control: ControlStore
    private let clock: any WallClock
    private let folder: String
    private let logger: Logger
    private let judging: Judging
    private var tasks: [ImportNumber: Task<Void, Never>] = [:]
    /// The import that was asked for last; the next one waits for it.
    private var last: Task<Void, Never>?
    private let progress = Mutex<[ImportNumber: ImportProgress]>([:])

    private static let request = "request.json"
    private static let report = "report.json"

    /// - Parameters:
    ///   - folder: the data folder.
    ///   - judging: judges what imports bring.
    package init(
        pipeline: IntakePipeline, control: ControlStore, clock: any WallClock, folder: String, logger: Logger,
        judging: Judging
    ) {
        self.pipeline = pipeline
        self.control = control
        self.clock = clock
        self.folder = folder
        self.logger = logger
        self.judging = judging
    }

    /// Goes on with imports that were being carried out when the server stopped.
    package func resume() async throws {
        for job in try await control.importJobs().reversed() where job.state == .running {
            if spool(job.number).kept(Self.request) != nil { start(job.number) }
        }
    }

    /// Asks for an import. The same source is the same job: it goes on with the parts that it has.
    package func begin(_ wanted: ImportRequest) async throws -> ImportJob {
        _ = try wanted.options()
        let source = wanted.source ?? UUID().uuidString
        let name = wanted.files.map(\.name).joined(separator: ", ")
        var job = try await control.requestImport(name: name, source: "api:" + source, at: clock.now())
        switch job.state {
        case .running:
            throw Problem(.conflict, "\(job.number) is being carried out already. Wait for it.")
        case .waiting: break
        case .done, .held, .failed, .cancelled:
            job.state = .waiting
            job.parts = 0
            job.bytes = 0
            job.lines = 0
            job.counts = [:]
            job.message = nil
        }
        job.updated = clock.now()
        try spool(job.number).keep(try JSONBytes.encode(wanted), as: Self.request)
        spool(job.number).remove(spool(job.number).path + "/" + Self.report)
        try await control.save(job)
        return job
    }

    /// Takes the next part: bytes of the files, one after the other.
    ///
    /// - Throws: ``Problem``: `conflict` when a part before it is missing or the import has begun.
    package func take(_ bytes: [UInt8], part: Int64, of number: ImportNumber) async throws -> ImportJob {
        var job = try await waiting(number)
        if part < job.parts { return job }  // It came before; its answer was lost.
        guard part == job.parts else {
            throw Problem(.conflict, "Part \(job.parts) comes next, not part \(part).")
        }
        let wanted = try request(number)
        var rest = bytes[...]
        var start: Int64 = 0
        for (place, file) in wanted.files.enumerated() where !rest.isEmpty {
            let size = file.bytes ?? .max
            let offset = job.bytes - start
            if offset < size {
                let piece = rest.prefix(Int(clamping: size - offset))
                try spool(number).write(piece, to: path(place, file, number), at: offset)
                rest = rest.dropFirst(piece.count)
                job.bytes += Int64(piece.count)
            }
            start += size == .max ? job.bytes : size
        }
        guard rest.isEmpty else {
            throw Problem(.invalid, "The parts hold more bytes than the files were said to have.")
        }
        job.parts += 1
        job.updated = clock.now()
        try await control.save(job)
        return job
    }

    /// Begins to carry out an import whose parts are all there.
    package func finish(_ number: ImportNumber) async throws -> ImportJob {
        var job = try await waiting(number)
        let sizes = try request(number).files.map(\.bytes)
        if !sizes.contains(nil) {
            let total = sizes.reduce(0) { $0 + ($1 ?? 0) }
            guard job.bytes == total else {
                throw Problem(.conflict, "\(job.bytes) of \(total) bytes have come. Send the rest first.")
            }
        }
        guard job.bytes > 0 else { throw Problem(.conflict, "No part has come yet.") }
        job.state = .running
        job.lines = 0
        job.updated = clock.now()
        try await control.save(job)
        start(number)
        return job
    }

    /// Ends an import; what was stored stays.
    package func cancel(_ number: ImportNumber) async throws -> ImportJob {
        let task = tasks[number]
        task?.cancel()
        await task?.value
        guard var job = try await control.importJob(number) else { throw Self.missing }
        guard job.state == .waiting || job.state == .running || job.state == .failed else {
            throw Problem(.conflict, "\(number) is \(job.state.rawValue); there is nothing to end.")
        }
        job.state = .cancelled
        job.updated = clock.now()
        try await control.save(job)
        try removeFiles(number)
        return job
    }

    /// How far an import is; `nil` when it is not being carried out.
    package nonisolated func progress(of number: ImportNumber) -> ImportProgress? {
        progress.withLock { $0[number] }
    }

    /// What became of an import; `nil` before its end.
    package nonisolated func report(of number: ImportNumber) -> ImportReport? {
        guard let bytes = ImportSpool(folder: folder, job: number).kept(Self.report) else { return nil }
        // A report that a stop has cut short is as good as none.
        return try? JSONDecoder().decode(ImportReport.self, from: Data(bytes))
    }

    /// The lines that an import refused, as JSON lines; empty when there are none.
    package nonisolated func refusedLines(of number: ImportNumber) -> [UInt8] {
        let spool = ImportSpool(folder: folder, job: number)
        return (report(of: number)?.refusalFiles ?? []).flatMap { path in
            spool.kept(String(path.split(separator: "/").last ?? "")) ?? []
        }
    }

    // MARK: carrying out

    private func start(_ number: ImportNumber) {
        let before = last
        let task = Task {
            await before?.value
            guard !Task.isCancelled else { return }
            do {
                try await carryOut(number)
            } catch {
                await failed(number, error)
            }
            ended(number)
        }
        tasks[number] = task
        last = task
    }

    private func carryOut(_ number: ImportNumber) async throws {
        let wanted = try request(number)
        let options = try wanted.options()
        let show: @Sendable (ImportProgress) -> Void = { [self] state in
            progress.withLock { $0[number] = state }
        }
        let plan = try await ImportPlan(
            paths: wanted.files.enumerated().map { path($0, $1, number) }, options: options, limits: .standard,
            progress: show)
        let report = try await ImportRun(
            plan, pipeline: pipeline, control: control, clock: clock, folder: folder,
            refusalFolder: spool(number).path, job: number
        ).run(progress: show, whenStored: judging.prepare)
        try await judging.judge(report, options.rejudges)
        try spool(number).keep(Array(try JSONEncoder().encode(report)), as: Self.report)
        try removeFiles(number)
    }

    private func failed(_ number: ImportNumber, _ error: any Error) async {
        logger.error("\(number) ended early.", metadata: ["cause": "\(error)"])
        // What could not be stored goes on when the server starts again; everything else will not get better.
        guard let error = error as? ImportError, error.code != .notStored else { return }
        do {
            guard var job = try await control.importJob(number), job.state == .running || job.state == .failed else {
                return
            }
            job.state = .failed
            job.message = error.message
            job.updated = clock.now()
            try await control.save(job)
        } catch {
            logger.error("\(number) could not be marked as failed.", metadata: ["cause": "\(error)"])
        }
    }

    private func ended(_ number: ImportNumber) {
        tasks[number] = nil
        progress.withLock { $0[number] = nil }
    }

    // MARK: files

    private static let missing = Problem(.notFound, "There is no job of this number.")

    private func waiting(_ number: ImportNumber) async throws -> ImportJob {
        guard let job = try await control.importJob(number) else { throw Self.missing }
        guard job.state == .waiting else {
            throw Problem(.conflict, "\(number) is \(job.state.rawValue): it takes no more parts.")
        }
        return job
    }

    private func request(_ number: ImportNumber) throws -> ImportRequest {
        guard let bytes = spool(number).kept(Self.request) else {
            throw Problem(.conflict, "\(number) was not asked for over the API.")
        }
        return try JSONBytes.decode(ImportRequest.self, from: bytes)
    }

    private func removeFiles(_ number: ImportNumber) throws {
        for (place, file) in try request(number).files.enumerated() { spool(number).remove(path(place, file, number)) }
    }

    private func path(_ place: Int, _ file: ImportRequest.File, _ number: ImportNumber) -> String {
        spool(number).file(place, name: file.name)
    }

    private func spool(_ number: ImportNumber) -> ImportSpool { ImportSpool(folder: folder, job: number) }
}
