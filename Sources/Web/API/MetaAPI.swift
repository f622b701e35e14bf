import HTTPTypes
import Intake
import Storage
import Telemetry

/// What is not about anybody's telemetry: health, version, jobs, the description of the API.
struct MetaAPI: Sendable {
    let rooms: Rooms

    var routes: [Route] {
        [
            Route(
                .get, "/healthz", for: .api,
                description: .init(
                    "meta", "Whether the store takes and gives, and numbers are not behind",
                    answers: [
                        .document(HealthDocument.self, "All is well"),
                        .document(HealthDocument.self, status: 503, "Something is not; the document says what"),
                    ]), handle: health),
            Route(
                .get, "/v1/self", for: .api,
                description: .init(
                    "meta", "What the server knows about itself: received, stored, folded, on disk",
                    answers: [.document(SelfDocument.self, "The figures")]), handle: itself),
            Route(
                .get, "/v1/version", for: .api,
                description: .init(
                    "meta", "Which release this is", answers: [.document(VersionDocument.self, "The version")]),
                handle: version),
            Route(
                .get, "/v1/jobs", for: .api,
                description: .init(
                    "jobs", "Long work, newest first", answers: [.document(JobsDocument.self, "The jobs")]),
                handle: jobs),
            Route(
                .get, "/v1/jobs/{id}", for: .api,
                description: .init(
                    "jobs", "One job", answers: [.document(JobDocument.self, "The job")], problems: [.notFound]),
                handle: job),
        ]
    }

    private func health(_ exchange: Exchange) async throws -> Answer {
        let reasons = await SelfView(rooms: rooms).complaints(now: exchange.now)
        return try .json(
            HealthDocument(reasons: reasons), status: reasons.isEmpty ? .ok : .serviceUnavailable, caching: .none)
    }

    private func itself(_ exchange: Exchange) async throws -> Answer {
        try .json(try await SelfView(rooms: rooms).document(now: exchange.now), caching: .none)
    }

    private func version(_ exchange: Exchange) async throws -> Answer {
        try .json(VersionDocument(version: rooms.run.version))
    }

    private func jobs(_ exchange: Exchange) async throws -> Answer {
        try .json(JobsDocument(jobs: try await rooms.control.importJobs().map(JobDocument.init)), caching: .none)
    }

    private func job(_ exchange: Exchange) async throws -> Answer {
        guard let number = ImportNumber(text: exchange.parameter("id")),
            let job = try await rooms.control.importJob(number)
        else { throw Problem(.notFound, "There is no job of this number.") }
        var document = JobDocument(job)
        document.progress = rooms.imports.progress(of: number).map {
            .init(stage: $0.stage.rawValue, records: $0.records, totalRecords: $0.totalRecords, refused: $0.refused)
        }
        // Until it is judged, too, it is still being carried out.
        if document.progress != nil { document.state = ImportJob.State.running.rawValue }
        if document.progress == nil, job.state == .done || job.state == .held {
            document.report = rooms.imports.report(of: number).map(ImportReportDocument.init)
            if document.report?.refusalFiles.isEmpty == false {
                document.report?.refusalFiles = ["/v1/jobs/\(number)/refused"]
            }
            if job.state == .done {
                document.verdicts = try await ImportVerdicts(rooms: rooms).verdicts(of: job.systems, now: exchange.now)
            }
        }
        return try .json(document, caching: .none)
    }
}

extension JobDocument {
    init(_ job: ImportJob) {
        self.init(
            id: job.number.description, kind: "import", name: job.name, state: job.state.rawValue,
            parts: Int(job.parts),
            counts: job.counts.mapValues { Int($0) }, message: job.message, created: job.created, updated: job.updated)
    }
}
