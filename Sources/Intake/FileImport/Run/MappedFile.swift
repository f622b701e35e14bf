internal import OTLP
package import Telemetry

/// A file with the mapping that it is read by.
struct MappedFile: Sendable {
    let file: ImportFile
    let sample: ImportSample
    var mapping: FieldMapping

    /// - Throws: ``ImportError``.
    init(_ file: ImportFile, request: MappingRequest, limits: ImportLimits) throws(ImportError) {
        self.file = file
        if file.format.isOTLP {
            sample = ImportSample()
            mapping = .plain
        } else {
            sample = try ImportSample(file, limits: limits)
            mapping = try MappingInference.mapping(of: sample, request: request, header: file.header)
        }
    }

    /// The inferred rule for a time whose values in the sample leave open which number is the day.
    var openDateRule: Int? {
        mapping.choices.firstIndex { choice in
            guard choice.origin != .hand, choice.rule.target == .member(.timeMonthFirst),
                let column = choice.rule.source.columns.first.flatMap({ sample.column($0) })
            else { return false }
            return column.dateOrders.isEmpty
        }
    }

    /// Reads records of this file. Used by one task at a time.
    func reader(_ options: ImportOptions) throws(ImportError) -> MappedRecords { try MappedRecords(self, options) }
}

/// Finds out who, when and which period a record is, and writes it as items of our own API.
package struct MappedRecords {
    /// What decides where a record goes.
    package struct Heading {
        /// `nil` when neither the record nor `--time-start` says.
        package var time: Timestamp?
        /// `nil` when the record names none.
        package var id: String?
        /// `nil` when neither the record nor `--system` says.
        package var system: SystemSlug?
        /// True when the record belongs to the named baseline.
        package var isReference: Bool
    }

    private let mapper: RecordMapper?
    private let options: ImportOptions
    private let hasTimes: Bool
    private let reference: CompiledRule?

    fileprivate init(_ file: MappedFile, _ options: ImportOptions) throws(ImportError) {
        self.options = options
        let header = file.file.header
        mapper =
            file.mapping.isPlain
            ? nil : try RecordMapper(file.mapping, format: file.file.format, header: header, sample: file.sample)
        hasTimes = file.mapping.isPlain || file.mapping.rule(for: .time) != nil
        if hasTimes, !file.mapping.isPlain, options.timeStart != nil {
            throw ImportError(
                .optionsInvalid,
                "\(file.file.name) has times (\(file.mapping.rule(for: .time)?.source.text ?? "")); leave --time-start out, "
                    + "or map that column to something else.")
        }
        reference = try Self.reference(file, options.baseline)
    }

    /// True when the lines hold outcomes of calls that came otherwise.
    var holdsOutcomesOnly: Bool { mapper?.holdsOutcomesOnly ?? false }

    /// - Parameter ordinal: the number of the record in the command, from 0.
    /// - Throws: ``RefusedRecord`` for a time that is none.
    func heading(_ record: RecordContent, ordinal: Int) throws(RefusedRecord) -> Heading {
        var heading = Heading(time: nil, id: nil, system: nil, isReference: false)
        if let mapper {
            heading.time = try mapper.time(record)
            heading.id = mapper.id(record)
            heading.system = mapper.system(record) ?? options.system
        } else if case .object(let object) = record {
            heading.time = try Self.ownTime(object)
            heading.id = object["id"].flatMap { id in id.string ?? id.integer.map { String($0) } }
            heading.system = object["system"]?.string.flatMap { SystemSlug($0) } ?? options.system
        }
        if heading.time == nil, !hasTimes || mapper == nil, let start = options.timeStart, let step = options.timeStep {
            heading.time = start.advanced(
                byNanoseconds: step.multipliedReportingOverflow(by: Int64(ordinal)).partialValue)
        }
        heading.isReference = isReference(record, time: heading.time)
        return heading
    }

    /// What stands where the time is read from.
    func timeText(_ record: RecordContent) -> String? { mapper?.timeText(record) }

    /// The items that a record becomes; of a plain file `nil`: the record is one item as it stands.
    func items(_ record: RecordContent, time: Timestamp?) throws(RefusedRecord) -> [[UInt8]]? {
        guard let mapper else { return nil }
        return try mapper.items(record, time: time)
    }

    private func isReference(_ record: RecordContent, time: Timestamp?) -> Bool {
        switch options.baseline {
        case nil: false
        case .until(let end): time.map { $0 < end } ?? false
        case .equal(_, let values): reference?.value(record).text.map { values.contains($0.trimmed) } ?? false
        }
    }

    private static func ownTime(_ object: JSONValue) throws(RefusedRecord) -> Timestamp? {
        guard let value = object["time"], !value.isNull else { return nil }
        let time: Timestamp? =
            if let text = value.string {
                Timestamp(rfc3339: text)
            } else if let whole = value.integer {
                Timestamp(unixNumber: whole)
            } else {
                value.number.flatMap { Timestamp(unixNumber: $0) }
            }
        guard let time else { throw RefusedRecord(detail: "time is neither RFC 3339 nor a Unix time.") }
        return time
    }

    /// The rule that reads what `--baseline-where` names: a column, else what a column was mapped to.
    private static func reference(_ file: MappedFile, _ naming: BaselineNaming?) throws(ImportError) -> CompiledRule? {
        guard case .equal(let name, _) = naming, !file.file.format.isOTLP else { return nil }
        var columns: [String: Int]?
        if case .csv = file.file.format {
            columns = [:]
            for (index, column) in file.file.header.enumerated() { columns?[column] = index }
        }
        let wanted = [name, "attributes.\(name)", "fields.\(name)"]
        let rule =
            if file.sample.column(name) != nil {
                MappingRule(.ignore, from: .column(name))
            } else if let mapped = file.mapping.rules.first(where: { wanted.contains($0.target.text) }) {
                mapped
            } else {
                throw ImportError(
                    .optionsInvalid,
                    "--baseline-where names “\(name)”, which is no column of \(file.file.name). It has: "
                        + file.sample.columns.prefix(30).map(\.name).joined(separator: ", ") + ".")
            }
        return try CompiledRule(rule, columns: columns, profile: nil)
    }
}
