internal import Crypto
internal import OTLP
internal import Telemetry

/// Reads a plan's records as batches for the store, and writes down what is refused on the way.
///
/// After a stop everything is read again, and only what was not stored is given out: so refused lines and counts are
/// complete, whatever was lost with the run before.
final class BatchReader {
    /// What was read so far.
    struct Counts {
        var records = 0
        var refused = 0
        var tooLate = 0
        var warnings: [String: Int] = [:]
    }

    private(set) var counts = Counts()

    private let plan: ImportPlan
    private let sequence: RecordSequence
    private let decoder: RecordDecoder
    private let judged: [SystemSlug: Timestamp]
    private let stored: Int
    private var refusals: [RefusalFile]
    private var isOver = false

    private static let warningLimit = 100

    /// - Parameters:
    ///   - judged: how far systems were judged before.
    ///   - stored: records that a run before has stored.
    init(
        _ plan: ImportPlan, hasher: IdentityHasher, received: Timestamp, folder: String, refusalPaths: [String],
        judged: [SystemSlug: Timestamp], stored: Int
    ) throws(ImportError) {
        self.plan = plan
        self.judged = judged
        self.stored = stored
        sequence = try RecordSequence(plan, folder: folder)
        decoder = RecordDecoder(
            plan, sequence: sequence, fileHashes: try Self.hashes(plan), hasher: hasher, received: received)
        refusals = refusalPaths.map { RefusalFile(path: $0) }
    }

    /// The next batch; `nil` at the end.
    func next() throws(ImportError) -> ImportBatch? {
        var batch = ImportBatch()
        while !isOver, batch.count < plan.limits.batchRecords, batch.bytes < plan.limits.batchBytes {
            guard let step = try sequence.next() else {
                isOver = true
                break
            }
            counts.records += 1
            switch step {
            case .refused(let record, let file, let reason): try refuse(record, file: file, reason)
            case .record(let element):
                do throws(RefusedRecord) {
                    let decoded = try decoder.decode(element)
                    note(decoded.warnings)
                    add(decoded, element, isStored: sequence.position <= stored, to: &batch)
                } catch {
                    try refuse(element.record, file: element.file, error)
                }
            }
        }
        batch.position = sequence.position
        return batch.count == 0 && isOver ? nil : batch
    }

    /// Writes down what intake itself refused of a batch.
    func refuse(_ receipts: ImportReceipts, of batch: ImportBatch) throws(ImportError) {
        for (receipt, origins) in [
            (receipts.reference, batch.referenceOrigins), (receipts.current, batch.currentOrigins),
        ] {
            guard let receipt, receipt.refused > 0 else { continue }
            for (result, origin) in zip(receipt.results, origins) {
                guard case .refused(let reason) = result else { continue }
                counts.refused += 1
                try refusals[origin.file].append(
                    RefusedLine(
                        file: plan.files[origin.file].name, line: origin.line, type: "/problems/\(reason.rawValue)",
                        detail: "The record is \(reason.rawValue.replacing("_", with: " ")).", raw: ""))
            }
        }
    }

    /// Completes the files of refused lines.
    ///
    /// - Returns: the paths of those that there are.
    func closeRefusals() throws(ImportError) -> [String] {
        for refusal in refusals { try refusal.flush() }
        return refusals.filter(\.exists).map(\.path)
    }

    /// - Parameter isStored: a run before has stored the record. What is settled or joined at the end of an import only is
    ///   given out again all the same: it is known to the store, and what follows from it was lost with that run.
    private func add(
        _ decoded: RecordDecoder.Decoded, _ element: RecordSequence.Element, isStored: Bool, to batch: inout ImportBatch
    ) {
        let origin = ImportBatch.Origin(file: element.file, line: element.record.line)
        for (item, isReference) in decoded.items {
            if !isReference, case .call(let call) = item, let end = call.system.flatMap({ judged[$0] }), call.time < end
            {
                counts.tooLate += 1
            }
            if isStored, !Self.isFollowedUpLater(item) { continue }
            batch.append(item, isReference: isReference, from: origin)
        }
        if !isStored { batch.bytes += element.record.bytes.count }
    }

    private static func isFollowedUpLater(_ item: IntakeItem) -> Bool {
        switch item {
        case .call, .change: false
        case .span, .context, .event: true
        case .outcome(let outcome): if case .call = outcome.target { false } else { true }
        }
    }

    private func refuse(_ record: ImportRecord, file: Int, _ reason: RefusedRecord) throws(ImportError) {
        counts.refused += 1
        try refusals[file].append(
            RefusedLine(record, file: plan.mapped[file].file, reason, limits: plan.limits))
    }

    private func note(_ warnings: [String]) {
        for warning in warnings where counts.warnings[warning] != nil || counts.warnings.count < Self.warningLimit {
            counts.warnings[warning, default: 0] += 1
        }
    }

    /// SHA-256 of files whose lines may have neither id nor time.
    private static func hashes(_ plan: ImportPlan) throws(ImportError) -> [Int: [UInt8]] {
        guard plan.scan.nameless > 0 else { return [:] }
        var hashes: [Int: [UInt8]] = [:]
        for (number, file) in plan.mapped.enumerated() {
            var hash = SHA256()
            var offset: Int64 = 0
            while true {
                var bytes: [UInt8] = []
                let count = try file.file.source.read(at: offset, count: 1_048_576, appendingTo: &bytes)
                if count == 0 { break }
                hash.update(data: bytes)
                offset += Int64(count)
            }
            hashes[number] = Array(hash.finalize())
        }
        return hashes
    }
}
