internal import OTLP
internal import Telemetry

/// Turns records of a plan into items of intake, with keys that are the same at every import. Used by one task at a time.
final class RecordDecoder {
    /// What a record became.
    struct Decoded {
        var items: [(item: IntakeItem, isReference: Bool)] = []
        var warnings: [String] = []
    }

    private let sequence: RecordSequence
    private let files: [MappedFile]
    private let fileHashes: [Int: [UInt8]]
    private let reader: ItemReader
    private let normaliser: Normaliser
    private let window: OTLP.AcceptanceWindow
    private let options: ImportOptions
    private var json = JSONReader()
    /// Lines of the present time that were seen already, with how often: copies are calls of their own.
    private var copies: (time: Timestamp?, counts: [CallKey: Int]) = (nil, [:])

    /// - Parameters:
    ///   - fileHashes: the hash of the content of files whose lines may be told apart by nothing else.
    ///   - received: the present; stands in for times that are missing.
    init(
        _ plan: ImportPlan, sequence: RecordSequence, fileHashes: [Int: [UInt8]], hasher: IdentityHasher,
        received: Timestamp
    ) {
        self.sequence = sequence
        self.fileHashes = fileHashes
        files = plan.mapped
        options = plan.options
        window = OTLP.AcceptanceWindow(importedAt: received)
        reader = ItemReader(hasher: hasher, window: window, system: options.system)
        normaliser = Normaliser(hasher: hasher)
    }

    /// - Throws: ``RefusedRecord`` with the reason; nothing of the record is used then.
    func decode(_ element: RecordSequence.Element) throws(RefusedRecord) -> Decoded {
        guard case .object(let object) = element.content, files[element.file].mapping.isPlain else {
            return try decodeMapped(element)
        }
        return files[element.file].file.format.isOTLP
            ? try decodeOTLP(object, element) : try decodeOwn(object, element)
    }

    // MARK: our own items

    private func decodeMapped(_ element: RecordSequence.Element) throws(RefusedRecord) -> Decoded {
        var decoded = Decoded()
        for bytes in try sequence.items(element) {
            let value: JSONValue
            do { value = try json.read(bytes) } catch { throw RefusedRecord(detail: error.message) }
            try read(value, element, into: &decoded)
        }
        return decoded
    }

    private func decodeOwn(_ value: JSONValue, _ element: RecordSequence.Element) throws(RefusedRecord) -> Decoded {
        var decoded = Decoded()
        try read(value, element, into: &decoded)
        return decoded
    }

    private func read(
        _ value: JSONValue, _ element: RecordSequence.Element, into decoded: inout Decoded
    ) throws(RefusedRecord) {
        let isReference = element.heading.isReference
        var warnings: [ItemWarning] = []
        do throws(ItemError) {
            switch OwnFormat.kind(of: value) {
            case .call:
                var item = try reader.call(value)
                settleIdentity(of: &item, element)
                warnings = item.warnings
                decoded.items.append((.call(item.call), isReference))
                decoded.items += item.outcomes.map { (.outcome($0), isReference) }
            case .outcome:
                let item = try reader.outcome(value)
                warnings = item.warnings
                decoded.items.append((.outcome(settled(item.outcome, element)), isReference))
            case .change:
                let item = try reader.change(value)
                warnings = item.warnings
                decoded.items.append((.change(item.change), isReference))
            }
        } catch {
            throw RefusedRecord(detail: error.message)
        }
        for warning in warnings where warning.pointer != "/item" && warning.pointer != "" {
            decoded.warnings.append("\(warning.pointer) \(warning.detail)")
        }
    }

    // MARK: identity

    /// Gives a call without id and span a key that another import of the same file gives again, and its outcomes keys made
    /// of that.
    private func settleIdentity(of item: inout CallItem, _ element: RecordSequence.Element) {
        let isNamed = item.call.clientID != nil || (item.call.traceID != nil && item.call.spanID != nil)
        let isOwn = files[element.file].mapping.isPlain
        if element.heading.time != nil, item.call.timeAssumed, let time = element.heading.time {
            item.call.time = time
            item.call.timeAssumed = false
        }
        if !isNamed, !isOwn || item.call.timeAssumed { item.call.key = key(of: element, item.call) }
        for index in item.outcomes.indices {
            let outcome = item.outcomes[index]
            item.outcomes[index].target = .call(item.call.key)
            if outcome.time == window.received { item.outcomes[index].time = item.call.time }
            guard outcome.clientID == nil else { continue }
            item.outcomes[index].key = CallKey(
                hashing: [0x6F, 1] + item.call.key.bytes
                    + Array("\(index) \(outcome.kind.rawValue) \(outcome.name)".utf8))
        }
    }

    /// Of what a line says, with the number of the copy where it stands there several times; without a time of the file
    /// and the line.
    private func key(of element: RecordSequence.Element, _ call: Call) -> CallKey {
        guard let time = element.heading.time else {
            let file = fileHashes[element.file] ?? Array(files[element.file].file.identity.utf8)
            return CallKey(hashing: [0x6C, 0] + file + Array(" \(element.record.line) \(element.record.offset)".utf8))
        }
        let name = Array((call.system?.text ?? "").utf8)
        let first = CallKey(hashing: [0x6C, 1] + name + [0] + Array(time.rfc3339.utf8) + [0] + element.record.bytes)
        if copies.time != time { copies = (time, [:]) }
        let number = copies.counts[first, default: 0]
        copies.counts[first] = number + 1
        return number == 0 ? first : CallKey(hashing: [0x6C, 2] + first.bytes + Array(String(number).utf8))
    }

    private func settled(_ outcome: Outcome, _ element: RecordSequence.Element) -> Outcome {
        guard outcome.time == window.received else { return outcome }
        var outcome = outcome
        if let time = element.heading.time { outcome.time = time }
        if outcome.clientID == nil {
            outcome.key = OutcomeIdentity.key(of: outcome, hasOwnTime: element.heading.time != nil)
        }
        return outcome
    }

    // MARK: OpenTelemetry

    private func decodeOTLP(_ value: JSONValue, _ element: RecordSequence.Element) throws(RefusedRecord) -> Decoded {
        var decoded = Decoded()
        let batch: NormalisedBatch
        do throws(OTLPError) {
            if value["resourceSpans"] != nil {
                batch = normaliser.normalise(try TraceExport(json: element.record.bytes), in: window)
            } else if value["resourceLogs"] != nil {
                batch = normaliser.normalise(try LogExport(json: element.record.bytes), in: window)
            } else {
                decoded.warnings.append("metrics are not stored")
                return decoded
            }
        } catch {
            throw RefusedRecord(detail: error.message)
        }
        for call in batch.calls {
            decoded.items.append((.span(call), isReference(call.time, model: call.model)))
        }
        decoded.items += batch.contexts.map { (.context($0), isReference($0.time, model: nil)) }
        decoded.items += batch.events.map { (.event($0), isReference($0.time, model: nil)) }
        decoded.items += batch.outcomes.map { (.outcome($0), isReference($0.time, model: nil)) }
        decoded.items += batch.changes.map { (.change($0), false) }
        for (reason, count) in batch.refusals where count > 0 {
            decoded.warnings += repeatElement("records were refused: \(reason.rawValue)", count: count)
        }
        return decoded
    }

    private func isReference(_ time: Timestamp, model: String?) -> Bool {
        switch options.baseline {
        case nil: false
        case .until(let end): time < end
        case .equal(let name, let values): name == "model" && model.map(values.contains) == true
        }
    }
}
