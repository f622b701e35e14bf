import Telemetry

/// The record of a row of the folds: readable on its own, and quickly, because the folds read nothing else.
enum SettledRowRecord {
    static let version: UInt8 = 1

    static func encode(_ row: SettledRow) -> [UInt8] {
        var writer = RecordWriter(version: version, capacity: 256)
        let flags: UInt64 =
            (row.subject == .outcome ? 1 : 0) | (row.isReference ? 2 : 0) | (row.withdraws ? 4 : 0)
            | UInt64(CallRecord.code(row.kind)) << 3
        writer.natural(1, flags)
        writer.text(2, row.system.text)
        writer.time(3, row.callTime)
        if let time = row.verdictTime {
            // Most rows are judged soon after their call: the distance is shorter than the time.
            let (distance, overflow) = time.nanoseconds.subtractingReportingOverflow(row.callTime.nanoseconds)
            if overflow { writer.time(5, time) } else { writer.integer(4, distance) }
        }
        if let time = row.lateVerdictTime { writer.time(8, time) }
        for slice in row.slices {
            writer.group(6) { group in
                group.name(slice.dimension, code: WellKnownNames.dimensionCodes[slice.dimension])
                group.text(3, slice.value)
            }
        }
        for measure in row.measures {
            writer.group(7) { group in
                group.name(measure.signal.text, code: WellKnownNames.signalCodes[measure.signal.text])
                if measure.quantity != .share { group.natural(4, UInt64(measure.quantity.rawValue)) }
                if measure.value != 0 { group.integer(5, measure.value) }
            }
        }
        return writer.bytes
    }

    static func decode(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> SettledRow {
        var decoder = Decoder()
        return try decoder.decode(bytes)
    }

    /// Decodes many rows: a system's slug is made once for neighbours that share it.
    struct Decoder {
        private var system: (bytes: [UInt8], slug: SystemSlug)?

        mutating func decode(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> SettledRow {
            var reader = try RecordReader(bytes, version: version)
            var row = SettledRow(
                subject: .call, system: .unassigned, kind: .llm, callTime: Timestamp(nanoseconds: 0), verdictTime: nil)
            row.slices.reserveCapacity(8)
            row.measures.reserveCapacity(12)
            while let tag = try reader.next() {
                switch tag {
                case 1:
                    let flags = try reader.natural()
                    row.subject = flags & 1 == 0 ? .call : .outcome
                    row.isReference = flags & 2 != 0
                    row.withdraws = flags & 4 != 0
                    row.kind = try CallRecord.kind(UInt8(truncatingIfNeeded: flags >> 3))
                case 2: row.system = slug(try reader.blob())
                case 3: row.callTime = try reader.time()
                case 4: row.verdictTime = row.callTime.advanced(byNanoseconds: try reader.integer())
                case 5: row.verdictTime = try reader.time()
                case 6: row.slices.append(try Self.slice(try reader.group()))
                case 7: row.measures.append(try Self.measure(try reader.group()))
                case 8: row.lateVerdictTime = try reader.time()
                default: try reader.skip()
                }
            }
            return row
        }

        private mutating func slug(_ bytes: UnsafeRawBufferPointer) -> SystemSlug {
            if let system, bytes.elementsEqual(system.bytes) { return system.slug }
            let slug = SystemSlug(stored: String(decoding: bytes, as: UTF8.self))
            system = (Array(bytes), slug)
            return slug
        }

        private static func slice(_ group: RecordReader) throws(StorageError) -> SliceValue {
            var reader = group
            var dimension = ""
            var value = ""
            while let tag = try reader.next() {
                switch tag {
                case 1: dimension = WellKnownNames.dimension(try reader.natural())
                case 2: dimension = try reader.text()
                case 3: value = try reader.text()
                default: try reader.skip()
                }
            }
            return SliceValue(dimension, value)
        }

        private static func measure(_ group: RecordReader) throws(StorageError) -> Measure {
            var reader = group
            var signal = WellKnownNames.signal(0)
            var quantity = Measure.Quantity.share
            var value: Int64 = 0
            while let tag = try reader.next() {
                switch tag {
                case 1: signal = WellKnownNames.signal(try reader.natural())
                case 2: signal = SignalName(stored: try reader.text())
                case 4:
                    let code = UInt8(truncatingIfNeeded: try reader.natural())
                    guard let known = Measure.Quantity(rawValue: code) else { throw .damaged("an unknown quantity") }
                    quantity = known
                case 5: value = try reader.integer()
                default: try reader.skip()
                }
            }
            return Measure(signal, quantity, value)
        }
    }
}

extension RecordWriter {
    /// A name as its code, where it has one.
    fileprivate mutating func name(_ name: String, code: UInt64?) {
        if let code { natural(1, code) } else { text(2, name) }
    }
}

/// Names that nearly every row has, and their codes. On disk: append only.
enum WellKnownNames {
    private static let dimensions = [
        "provider", "model", "prompt", "environment", "service_version", "operation", "model_version", "language",
        "topic", "region", "tier", "tenant", "channel", "version", "service", "kind",
    ]

    private static let signals: [SignalName] = [
        .success, .latency, .timeToFirstToken, .inputTokens, .outputTokens, .cost, .refused, .empty, .truncated,
        .repeated, .retriedCall, .predictionValue, .predictionScore, .labelAgreement, .absoluteError,
        SignalName(stored: "thumbs"), SignalName(stored: "accepted"), SignalName(stored: "groundedness"),
        SignalName(stored: "relevance"),
    ]

    static let dimensionCodes = codes(dimensions)
    static let signalCodes = codes(signals.map(\.text))

    private static func codes(_ names: [String]) -> [String: UInt64] {
        Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt64($0)) })
    }

    static func dimension(_ code: UInt64) -> String {
        code < UInt64(dimensions.count) ? dimensions[Int(code)] : "unknown"
    }

    static func signal(_ code: UInt64) -> SignalName {
        code < UInt64(signals.count) ? signals[Int(code)] : SignalName(stored: "unknown")
    }
}
