package import Intake
package import Telemetry

/// What `POST /v1/import` takes; absent members are decided by the program.
package struct ImportRequest: Document {
    package static let schemaName = "import-request/1"

    /// The files whose bytes follow, one after the other.
    package var files: [File]
    /// How columns are read, as with `tiltmeter import --map`.
    package var map: String?
    /// The system of lines that name none.
    package var system: String?
    /// What is before this time is the baseline.
    package var baselineUntil: Timestamp?
    /// `column=a,b`: lines with one of these values are the baseline.
    package var baselineWhere: String?
    /// The time of the first record, for files without times.
    package var timeStart: Timestamp?
    /// Seconds from one record to the next, for files without times.
    package var timeStepS: Double?
    /// True: judging is left to the next import.
    package var hold: Bool?
    /// True: everything that is kept of these systems is judged anew.
    package var rejudge: Bool?
    /// The share of refused lines that is still fine, 0 to 1.
    package var maxRefused: Double?
    /// The sender's name for these files and options: asking again goes on with the same job.
    package var source: String?

    /// One file.
    package struct File: Codable, Sendable, Hashable {
        /// Its name, for messages.
        package var name: String
        /// Its size; only the last file may leave it out.
        package var bytes: Int64?

        package init(name: String, bytes: Int64?) {
            self.name = name
            self.bytes = bytes
        }
    }

    private static let fileLimit = 1_000

    package init(files: [File], options: ImportOptions, source: String?) {
        self.files = files
        map = options.mapping.text
        system = options.system?.text
        switch options.baseline {
        case nil: break
        case .until(let time): baselineUntil = time
        case .equal: baselineWhere = options.baseline?.text
        }
        timeStart = options.timeStart
        timeStepS = options.timeStep.map { Double($0) / 1e9 }
        hold = options.holds
        rejudge = options.rejudges
        maxRefused = options.refusedShare
        self.source = source
    }

    package static let example: ImportRequest = {
        var request = ImportRequest(
            files: [File(name: "calls.jsonl", bytes: 1_048_576)], options: .standard, source: "calls-2026-11")
        request.system = "support-answers"
        request.baselineUntil = Timestamp(seconds: 1_794_441_600)
        request.baselineWhere = "model=gpt-4-0314"
        request.timeStart = Timestamp(seconds: 1_794_441_600)
        request.timeStepS = 60
        return request
    }()

    /// The options of the import.
    ///
    /// - Throws: ``Problem``: `invalid`.
    package func options() throws -> ImportOptions {
        guard (1...Self.fileLimit).contains(files.count) else {
            throw Problem(
                .invalid, "An import has 1 to \(Self.fileLimit) files.",
                errors: [.init(pointer: "/files", detail: "must name 1 to \(Self.fileLimit) files")])
        }
        for (place, file) in files.enumerated() where file.bytes.map({ $0 < 0 }) ?? (place < files.count - 1) {
            throw Problem(
                .invalid, "The sizes of the files are missing.",
                errors: [.init(pointer: "/files/\(place)/bytes", detail: "must be the size; only the last may lack it")]
            )
        }
        if let timeStepS, !(timeStepS > 0 && timeStepS < 1e9) {
            throw Problem(
                .invalid, "The step of time is no duration.",
                errors: [.init(pointer: "/time_step_s", detail: "must be more than 0 seconds")])
        }
        var options = ImportOptions.standard
        if let system {
            guard let slug = SystemSlug(system) else {
                throw Problem(
                    .invalid, "'\(system.prefix(64))' cannot name a system.",
                    errors: [.init(pointer: "/system", detail: "must have a letter or digit")])
            }
            options.system = slug
        }
        do throws(ImportError) {
            if let map { options.mapping = try MappingRequest(map) }
            if let baselineWhere { options.baseline = try .condition(baselineWhere) }
        } catch {
            throw Problem(
                .invalid, error.message,
                errors: [
                    .init(pointer: error.code == .mappingInvalid ? "/map" : "/baseline_where", detail: "see above")
                ]
            )
        }
        if let baselineUntil { options.baseline = .until(baselineUntil) }
        options.timeStart = timeStart
        options.timeStep = timeStepS.map { Int64(($0 * 1e9).rounded()) }
        options.holds = hold ?? false
        options.rejudges = rejudge ?? false
        options.refusedShare = maxRefused ?? options.refusedShare
        return options
    }
}
