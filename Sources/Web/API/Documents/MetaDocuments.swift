package import Telemetry

/// `version/1`.
package struct VersionDocument: Document {
    package static let schemaName = "version/1"

    package var schema = Self.schemaName
    package var version: String
    package var api = "v1"

    package init(version: String) {
        self.version = version
    }

    package static let example = VersionDocument(version: "0.1.0")
}

/// `health/1`: whether the server does what it is for.
package struct HealthDocument: Document {
    package static let schemaName = "health/1"

    package var schema = Self.schemaName
    package var ok: Bool
    /// What is wrong, in words; empty when nothing is.
    package var reasons: [String]

    package init(reasons: [String]) {
        ok = reasons.isEmpty
        self.reasons = reasons
    }

    package static let example = HealthDocument(reasons: ["the fold is 400 s behind"])
}

/// `self/1`: what the server knows about itself.
package struct SelfDocument: Document {
    package static let schemaName = "self/1"

    package var schema = Self.schemaName
    package var version: String
    package var time: Timestamp
    package var started: Timestamp
    package var demo: Bool
    /// What arrived since the start, by what became of it.
    package var received: Received
    package var fold: Fold
    package var log: Log
    /// How many outcomes wait for their call.
    package var outcomesAwaited: Int
    /// Why the store did not take the last batch; absent when it did.
    package var lastFailure: String?
    /// Parts of the log that are damaged and were set aside: their calls are not shown.
    package var setAside: [SetAside]

    /// A part of the log that was set aside; its files are in `damaged/` of the data folder.
    package struct SetAside: Codable, Sendable, Hashable {
        package var name: String
        package var time: Timestamp
        package var reason: String
        /// Absent when nobody knows any more.
        package var calls: Int?
        /// Whether all of it is in the numbers; else they lack what had not been counted.
        package var counted: Bool

        package init(name: String, time: Timestamp, reason: String, calls: Int?, counted: Bool) {
            self.name = name
            self.time = time
            self.reason = reason
            self.calls = calls
            self.counted = counted
        }
    }

    /// Counts since the start.
    package struct Received: Codable, Sendable, Hashable {
        package var stored: Int
        package var known: Int
        package var conflicts: Int
        package var refused: [String: Int]

        package init(stored: Int, known: Int, conflicts: Int, refused: [String: Int]) {
            self.stored = stored
            self.known = known
            self.conflicts = conflicts
            self.refused = refused
        }
    }

    /// How far the numbers are.
    package struct Fold: Codable, Sendable, Hashable {
        /// Storage order: `part-row`.
        package var position: String
        package var end: String
        package var behindSeconds: Double

        package init(position: String, end: String, behindSeconds: Double) {
            self.position = position
            self.end = end
            self.behindSeconds = behindSeconds
        }
    }

    /// What is on disk.
    package struct Log: Codable, Sendable, Hashable {
        package var parts: Int
        package var entries: Int
        package var calls: Int
        package var bytes: Int
        package var textBytes: Int

        package init(parts: Int, entries: Int, calls: Int, bytes: Int, textBytes: Int) {
            self.parts = parts
            self.entries = entries
            self.calls = calls
            self.bytes = bytes
            self.textBytes = textBytes
        }
    }

    package init(
        version: String, time: Timestamp, started: Timestamp, demo: Bool, received: Received, fold: Fold, log: Log,
        outcomesAwaited: Int, lastFailure: String?, setAside: [SetAside]
    ) {
        self.version = version
        self.time = time
        self.started = started
        self.demo = demo
        self.received = received
        self.fold = fold
        self.log = log
        self.outcomesAwaited = outcomesAwaited
        self.lastFailure = lastFailure
        self.setAside = setAside
    }

    package static let example = SelfDocument(
        version: "0.1.0", time: Timestamp(seconds: 1_794_476_518), started: Timestamp(seconds: 1_794_470_000),
        demo: false, received: .init(stored: 180_000, known: 90, conflicts: 1, refused: ["bad_trace_id": 2]),
        fold: .init(position: "1-180000", end: "1-180090", behindSeconds: 0.4),
        log: .init(parts: 1, entries: 180_090, calls: 180_000, bytes: 50_000_000, textBytes: 90_000_000),
        outcomesAwaited: 12, lastFailure: "The disk is full.",
        setAside: [
            .init(
                name: "2026-11-03-01", time: Timestamp(seconds: 1_794_470_000),
                reason: "its file is cut off: 4096 of 90112 bytes are left", calls: 812, counted: true)
        ])
}

/// `prices/1`: the tables in force.
package struct PricesDocument: Document {
    package static let schemaName = "prices/1"

    package var schema = Self.schemaName
    /// In the order in which they are asked.
    package var tables: [Table]
    package var entries: [Entry]

    /// One table.
    package struct Table: Codable, Sendable, Hashable {
        package var version: String
        package var entries: Int

        package init(version: String, entries: Int) {
            self.version = version
            self.entries = entries
        }
    }

    /// What one model costs, US dollars per million tokens.
    package struct Entry: Codable, Sendable, Hashable {
        package var provider: String
        package var model: String
        package var table: String
        package var from: String?
        package var to: String?
        package var tier: String?
        package var source: String?
        package var usdPerMillion: [String: Double]

        package init(
            provider: String, model: String, table: String, from: String?, to: String?, tier: String?, source: String?,
            usdPerMillion: [String: Double]
        ) {
            self.provider = provider
            self.model = model
            self.table = table
            self.from = from
            self.to = to
            self.tier = tier
            self.source = source
            self.usdPerMillion = usdPerMillion
        }
    }

    package init(tables: [Table], entries: [Entry]) {
        self.tables = tables
        self.entries = entries
    }

    package static let example = PricesDocument(
        tables: [.init(version: "2026-11-20", entries: 1)],
        entries: [
            .init(
                provider: "openai", model: "gpt-4o-mini", table: "2026-11-20", from: "2024-07-18", to: "2027-01-01",
                tier: "batch", source: "https://example.com/prices",
                usdPerMillion: ["input": 0.15, "cache_read": 0.075, "output": 0.6])
        ])
}

/// `prices-updated/1`: what a price file brought.
package struct PricesUpdatedDocument: Document {
    package static let schemaName = "prices-updated/1"

    package var schema = Self.schemaName
    package var version: String
    package var models: Int
    package var entries: Int
    /// Models left out whole, by reason.
    package var ignoredModels: [String: Int]
    /// Values that could not be read, the first twenty places.
    package var unreadable: [String]

    package init(version: String, models: Int, entries: Int, ignoredModels: [String: Int], unreadable: [String]) {
        self.version = version
        self.models = models
        self.entries = entries
        self.ignoredModels = ignoredModels
        self.unreadable = unreadable
    }

    package static let example = PricesUpdatedDocument(
        version: "litellm-2026-11-21", models: 900, entries: 1_000, ignoredModels: ["mode image_generation": 40],
        unreadable: ["gpt-x/input_cost_per_token"])
}

/// `prices-unpriced/1`: models of recent calls that no table knows.
package struct UnpricedDocument: Document {
    package static let schemaName = "prices-unpriced/1"

    package var schema = Self.schemaName
    /// How many of the latest calls were looked at.
    package var lookedAt: Int
    package var models: [Model]

    /// A model without a price.
    package struct Model: Codable, Sendable, Hashable {
        package var provider: String?
        package var model: String
        package var system: String?
        package var calls: Int
        /// Of the system's calls among those that were looked at.
        package var share: Double
        package var lastSeen: Timestamp

        package init(
            provider: String?, model: String, system: String?, calls: Int, share: Double, lastSeen: Timestamp
        ) {
            self.provider = provider
            self.model = model
            self.system = system
            self.calls = calls
            self.share = share
            self.lastSeen = lastSeen
        }
    }

    package init(lookedAt: Int, models: [Model]) {
        self.lookedAt = lookedAt
        self.models = models
    }

    package static let example = UnpricedDocument(
        lookedAt: 5_000,
        models: [
            .init(
                provider: "openai", model: "gpt-next", system: "support-answers", calls: 12, share: 0.03,
                lastSeen: Timestamp(seconds: 1_794_476_518))
        ])
}

/// `job/1`: long work.
package struct JobDocument: Document {
    package static let schemaName = "job/1"

    package var schema = Self.schemaName
    /// `IMP-4`.
    package var id: String
    package var kind: String
    package var name: String
    /// `waiting` (for parts), `running`, `done`, `held` (stored, judged with the next import), `failed` or `cancelled`.
    package var state: String
    /// Parts that have come.
    package var parts: Int
    package var counts: [String: Int]
    package var message: String?
    package var created: Timestamp
    package var updated: Timestamp
    /// While it runs.
    package var progress: Progress?
    /// What became of the records, once it has ended.
    package var report: ImportReportDocument?
    /// How the systems stand, once it has ended and was judged.
    package var verdicts: [ImportVerdict]?

    /// How far a job is.
    package struct Progress: Codable, Sendable, Hashable {
        /// `scanning`, `storing` or `judging`.
        package var stage: String
        package var records: Int
        package var totalRecords: Int?
        package var refused: Int

        package init(stage: String, records: Int, totalRecords: Int?, refused: Int) {
            self.stage = stage
            self.records = records
            self.totalRecords = totalRecords
            self.refused = refused
        }
    }

    package init(
        id: String, kind: String, name: String, state: String, parts: Int, counts: [String: Int], message: String?,
        created: Timestamp, updated: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.state = state
        self.parts = parts
        self.counts = counts
        self.message = message
        self.created = created
        self.updated = updated
    }

    package static let example: JobDocument = {
        var job = JobDocument(
            id: "IMP-4", kind: "import", name: "calls.jsonl", state: "done", parts: 3,
            counts: ["records": 1_000, "stored": 990],
            message: "10 lines were refused.", created: Timestamp(seconds: 1_794_476_000),
            updated: Timestamp(seconds: 1_794_476_518))
        job.progress = Progress(stage: "storing", records: 1_000, totalRecords: 1_000, refused: 10)
        job.report = .example
        job.verdicts = [.example]
        return job
    }()
}

/// `jobs/1`: all jobs, newest first.
package struct JobsDocument: Document {
    package static let schemaName = "jobs/1"

    package var schema = Self.schemaName
    package var jobs: [JobDocument]

    package init(jobs: [JobDocument]) {
        self.jobs = jobs
    }

    package static let example = JobsDocument(jobs: [.example])
}
