internal import Crypto
internal import OTLP
public import Storage
public import Telemetry

/// Carries out an import: reads, maps, stores in batches, and notes how far it is, so that the same command goes on where a
/// run before it was stopped.
///
/// Records are read in the order of their times, the named baseline first, so that what is remembered between calls does
/// not depend on the order of lines and files. What is stored is durable batch by batch; what was stored before is known
/// and changes nothing.
public struct ImportRun: Sendable {
    private let plan: ImportPlan
    private let pipeline: IntakePipeline
    private let control: ControlStore
    private let clock: any WallClock
    private let folder: String
    private let refusalFolder: String?
    private let number: ImportNumber?

    /// Batches between two notes of how far it is: what is stored again after a stop.
    private static let batchesPerNote = 8
    /// How often a batch that the store does not take is offered again, and after how long.
    private static let attempts = 40
    private static let pause = Duration.milliseconds(250)

    /// - Parameters:
    ///   - folder: where temporary copies may be written, such as the data folder.
    ///   - refusalFolder: where `<file>.refused.jsonl` goes; `nil`: beside the file.
    ///   - job: the job that was made for it; `nil`: it is found by the files and options.
    public init(
        _ plan: ImportPlan, pipeline: IntakePipeline, control: ControlStore, clock: any WallClock, folder: String,
        refusalFolder: String?, job number: ImportNumber? = nil
    ) {
        self.number = number
        self.plan = plan
        self.pipeline = pipeline
        self.control = control
        self.clock = clock
        self.folder = folder
        self.refusalFolder = refusalFolder
    }

    /// Stores everything. Judging may begin when it returns, unless the options hold it.
    ///
    /// - Parameters:
    ///   - progress: called with every batch.
    ///   - whenStored: called when everything is stored and judging still waits.
    /// - Throws: ``ImportError``; what was stored stays, and the same import may be started again.
    public func run(
        progress: @Sendable (ImportProgress) -> Void,
        whenStored: @Sendable (ImportReport) async throws -> Void = { _ in }
    ) async throws(ImportError) -> ImportReport {
        var job = try await begin()
        do throws(ImportError) {
            let report = try await store(&job, progress: progress)
            do {
                try await whenStored(report)
            } catch {
                throw Self.notStored("What follows an import could not be done: \(error).")
            }
            job.state = plan.options.holds ? .held : .done
            job.message = nil
            try await note(&job, report)
            return report
        } catch {
            job.message = error.message
            if error.code != .notStored { job.state = .failed }
            // The error that ended the run is the one to tell.
            try? await note(&job, nil)
            throw error
        }
    }

    /// The job of this import: a new one, one that was stopped, or one that is done and starts anew.
    private func begin() async throws(ImportError) -> ImportJob {
        let identity = plan.mapped.map(\.file.identity) + plan.mapped.map(\.mapping.text) + [plan.options.identity]
        let source = Hexadecimal.text(Array(SHA256.hash(data: Array(identity.joined(separator: "\n").utf8))))
        do throws(StorageError) {
            var job =
                if let number, let known = try await control.importJob(number) {
                    known
                } else {
                    try await control.requestImport(
                        name: plan.files.map(\.name).joined(separator: ", "), source: source, at: clock.now())
                }
            switch job.state {
            case .running, .failed: break
            case .waiting, .held, .done, .cancelled:
                job.lines = 0
                job.counts = [:]
            }
            job.state = .running
            job.message = nil
            job.systems = plan.systems.map(\.slug)
            job.updated = clock.now()
            try await control.save(job)
            return job
        } catch {
            throw Self.notStored(error.message)
        }
    }

    private func note(_ job: inout ImportJob, _ report: ImportReport?) async throws(ImportError) {
        job.updated = clock.now()
        if let report { job.counts = report.counts }
        do throws(StorageError) {
            try await control.save(job)
            // The next import of a system ends the wait of what was held of it.
            if job.state == .done { try await control.releaseHeldImports(of: job.systems, at: job.updated) }
        } catch {
            throw Self.notStored(error.message)
        }
    }

    private func store(
        _ job: inout ImportJob, progress: @Sendable (ImportProgress) -> Void
    ) async throws(ImportError) -> ImportReport {
        let judged = try await judgedThrough()
        let intake = ImportIntake(plan, pipeline: pipeline, judged: judged)
        let reader = try BatchReader(
            plan, hasher: IdentityHasher(key: pipeline.personKey), received: clock.now(), folder: folder,
            refusalPaths: plan.mapped.map(refusalPath), judged: judged, stored: Int(job.lines))
        var report = ImportReport(counts: job.counts)
        do throws(ImportError) {
            var waiting: ImportBatch?
            var batches = 0
            repeat {
                if Task.isCancelled {
                    throw ImportError(.notStored, "The import was ended. What was stored stays.")
                }
                let full = waiting
                // One core decodes the next batch while the store commits this one.
                async let answer = intake.store(full, attempts: Self.attempts, pause: Self.pause)
                let next = try reader.next()
                let receipts = try await answer.get()
                if let full {
                    try reader.refuse(receipts, of: full)
                    report.add(receipts)
                    job.lines = Int64(full.position)
                    batches += 1
                    if batches % Self.batchesPerNote == 0 { try await note(&job, report.adding(reader.counts)) }
                    progress(state(reader))
                }
                waiting = next
            } while waiting != nil
            try await finish(intake, &report)
        } catch {
            await intake.abandon()
            throw error
        }
        report = report.adding(reader.counts)
        report.refusalFiles = try reader.closeRefusals()
        report.timeless = plan.timeless
        report.systems = plan.systems.map(\.slug)
        report.refusesTooMany = Double(report.refused) > plan.options.refusedShare * Double(report.records)
        report.isHeld = plan.options.holds
        job.lines = Int64(report.records)
        return report
    }

    private func finish(_ intake: ImportIntake, _ report: inout ImportReport) async throws(ImportError) {
        do throws(IntakeError) {
            let (settled, awaited) = try await intake.finish()
            report.settled = settled
            report.awaited = awaited
        } catch {
            throw Self.notStored(error.message)
        }
    }

    /// How far each system was judged before: what is older changes charts, never verdicts.
    private func judgedThrough() async throws(ImportError) -> [SystemSlug: Timestamp] {
        if plan.options.rejudges { return [:] }
        do throws(StorageError) {
            let baselines = Set(try await control.baselines().filter { $0.state == .pinned }.map(\.system))
            var judged: [SystemSlug: Timestamp] = [:]
            for judgement in try await control.judgements() where baselines.contains(judgement.system) {
                judged[judgement.system] = judgement.judgedTo
            }
            return judged
        } catch {
            throw Self.notStored(error.message)
        }
    }

    private func refusalPath(_ file: MappedFile) -> String {
        guard let refusalFolder else { return file.file.path + ".refused.jsonl" }
        return "\(refusalFolder)/\(file.file.name).refused.jsonl"
    }

    private func state(_ reader: BatchReader) -> ImportProgress {
        let total = plan.files.reduce(0) { $0 + $1.size }
        let share = Double(reader.counts.records) / Double(max(1, plan.records))
        return ImportProgress(
            stage: .storing, records: reader.counts.records, totalRecords: plan.records,
            bytes: Int64(Double(total) * share), totalBytes: total, refused: reader.counts.refused)
    }

    private static func notStored(_ message: String) -> ImportError {
        ImportError(
            .notStored, "\(message) What was stored stays; start the same import again and it goes on where it stopped."
        )
    }
}
