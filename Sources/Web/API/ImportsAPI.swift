import HTTPTypes
import Intake
import NIOCore
import Storage
import Telemetry

/// `/v1/import` and what happens to imports: files of any size, in parts.
struct ImportsAPI: Sendable {
    let rooms: Rooms

    var routes: [Route] {
        [
            Route(
                .post, "/v1/import", for: .api,
                description: .init(
                    "jobs", "Ask for an import of files; their bytes follow in parts",
                    request: .json(ImportRequest.self),
                    answers: [.document(JobDocument.self, status: 202, "The job, with how many parts it has")],
                    problems: [.malformed, .invalid, .conflict]), handle: begin),
            Route(
                .put, "/v1/jobs/{id}/parts/{n}", for: .api,
                description: .init(
                    "jobs",
                    "The next bytes of the files, one after the other, at most 16 MiB; parts count from 0, and one that "
                        + "comes again changes nothing",
                    request: .init(
                        contentTypes: ["application/octet-stream"],
                        schema: .any(meaning: "Bytes of the files as they are")),
                    answers: [.document(JobDocument.self, "The job; the part is durable")],
                    problems: [.notFound, .conflict, .invalid, .tooLarge]), handle: part),
            Route(
                .post, "/v1/jobs/{id}/finish", for: .api,
                description: .init(
                    "jobs", "All parts have come: carry the import out",
                    answers: [.document(JobDocument.self, status: 202, "The job, which runs now")],
                    problems: [.notFound, .conflict]), handle: finish),
            Route(
                .get, "/v1/jobs/{id}/refused", for: .api,
                description: .init(
                    "jobs", "The lines that an import refused, with reasons, as JSON lines",
                    answers: [
                        .init(
                            200, "One object per line", contentType: "application/x-ndjson",
                            schema: .any(meaning: "line, type, detail, raw"))
                    ], problems: [.notFound]), handle: refused),
            Route(
                .delete, "/v1/jobs/{id}", for: .api,
                description: .init(
                    "jobs", "End an import; what was stored stays",
                    answers: [.document(JobDocument.self, "The job as it is now")],
                    problems: [.notFound, .conflict]), handle: cancel),
        ]
    }

    private func begin(_ exchange: Exchange) async throws -> Answer {
        let job = try await rooms.imports.begin(try await exchange.document(ImportRequest.self))
        return try accepted(job)
    }

    private func part(_ exchange: Exchange) async throws -> Answer {
        let number = try number(exchange)
        guard let part = Int64(exchange.parameter("n")), part >= 0 else {
            throw Problem(.notFound, "Parts are counted from 0.")
        }
        let bytes = Array(buffer: try await exchange.body.collect(upTo: ImportDesk.largestPart))
        return try .json(JobDocument(try await rooms.imports.take(bytes, part: part, of: number)), caching: .none)
    }

    private func finish(_ exchange: Exchange) async throws -> Answer {
        try accepted(try await rooms.imports.finish(try number(exchange)))
    }

    private func cancel(_ exchange: Exchange) async throws -> Answer {
        try .json(JobDocument(try await rooms.imports.cancel(try number(exchange))), caching: .none)
    }

    private func refused(_ exchange: Exchange) async throws -> Answer {
        let number = try number(exchange)
        guard try await rooms.control.importJob(number) != nil else {
            throw Problem(.notFound, "There is no job of this number.")
        }
        return Answer(
            status: .ok, contentType: "application/x-ndjson", bytes: rooms.imports.refusedLines(of: number),
            caching: .none)
    }

    private func accepted(_ job: ImportJob) throws -> Answer {
        var answer = try Answer.json(JobDocument(job), status: .accepted, caching: .none)
        answer.headers[.location] = "/v1/jobs/\(job.number)"
        return answer
    }

    private func number(_ exchange: Exchange) throws -> ImportNumber {
        guard let number = ImportNumber(text: exchange.parameter("id")) else {
            throw Problem(.notFound, "There is no job of this number.")
        }
        return number
    }
}
