public import Telemetry

/// What an import would do, found by reading the files once and storing nothing: what `--dry-run` prints and a run begins
/// with.
public struct ImportPlan: Sendable {
    /// One file.
    public struct File: Sendable, Hashable {
        /// The name without folders.
        public var name: String
        /// What it holds.
        public var format: ImportFormat
        /// How it is compressed.
        public var compression: ImportCompression
        /// Bytes of the file, compressed as it is.
        public var size: Int64
        /// Records in it, those that are refused included.
        public var records: Int
        /// How its columns are read.
        public var mapping: FieldMapping
    }

    /// One system.
    public struct System: Sendable, Hashable {
        /// Which.
        public var slug: SystemSlug
        /// Its records, the baseline's included.
        public var records: Int
        /// Its records that belong to the named baseline.
        public var referenceRecords: Int
        /// Times of the records that are judged.
        public var current: ClosedRange<Timestamp>?
        /// Times of the named baseline.
        public var reference: ClosedRange<Timestamp>?
        /// True when the named baseline and the rest overlap in time: the rest is judged as one block.
        public var overlaps: Bool
    }

    /// The files, in the order of the command.
    public var files: [File]
    /// The systems, by name. Empty for OpenTelemetry exports, whose traces say it when they settle.
    public var systems: [System]
    /// Records of all files, those that are refused included.
    public var records: Int
    /// Lines that cannot be read.
    public var refused: Int
    /// The first of them.
    public var refusals: [RefusedLine]
    /// Records without a time: they are charted and not judged.
    public var timeless: Int
    /// What a person should know before it starts.
    public var notes: [String]
    /// What is asked for.
    public var options: ImportOptions

    let mapped: [MappedFile]
    var scan: ImportScan
    let limits: ImportLimits

    /// Reads the files once.
    ///
    /// - Parameter progress: called every few thousand records.
    /// - Throws: ``ImportError``, also when nothing can come of it: no system, no record, a mapping that does not fit.
    public init(
        paths: [String], options: ImportOptions, limits: ImportLimits, progress: @Sendable (ImportProgress) -> Void
    ) async throws(ImportError) {
        try options.check()
        guard !paths.isEmpty else { throw ImportError(.optionsInvalid, "Name at least one file.") }
        guard paths.count <= RecordIndex.fileLimit else {
            throw ImportError(.optionsInvalid, "More than \(RecordIndex.fileLimit) files in one command. Split it.")
        }
        var mapped: [MappedFile] = []
        for path in paths {
            mapped.append(
                try MappedFile(ImportFile(path: path, limits: limits), request: options.mapping, limits: limits))
        }
        var scan = try await ImportScan(mapped, options: options, limits: limits, progress: progress)
        var notes: [String] = []
        for number in mapped.indices where mapped[number].openDateRule != nil {
            if let note = mapped[number].settleDates(scan.dateOrders[number] ?? []) { notes.append(note) }
        }
        for (number, count) in scan.repeatedIDs { notes.append(mapped[number].demoteID(repeated: count)) }
        if !scan.repeatedIDs.isEmpty || scan.dateOrders.values.contains(where: { $0.contains(.dayFirst) }) {
            scan = try await ImportScan(mapped, options: options, limits: limits, progress: progress)
        }
        self.options = options
        self.limits = limits
        self.mapped = mapped
        self.scan = scan
        records = scan.records
        refused = scan.refused
        refusals = scan.refusals
        timeless = scan.timeless
        files = mapped.enumerated().map { number, file in
            File(
                name: file.file.name, format: file.file.format, compression: file.file.compression,
                size: file.file.size,
                records: scan.fileRecords[number], mapping: file.mapping)
        }
        systems = scan.systems.map { slug, system in
            System(
                slug: slug, records: system.records, referenceRecords: system.referenceRecords, current: system.current,
                reference: system.reference, overlaps: Self.overlap(system.current, system.reference))
        }.sorted { $0.slug < $1.slug }
        self.notes = notes + Self.notes(scan, mapped, options)
        try check()
    }

    /// True when the share of refused lines is beyond what the options allow.
    public var refusesTooMany: Bool { Double(refused) > options.refusedShare * Double(records) }

    private func check() throws(ImportError) {
        guard records > 0 else {
            throw ImportError(.formatUnknown, "\(files.map(\.name).joined(separator: ", ")): there is no record in it.")
        }
        if scan.systemless == records - refused, records > refused, !mapped.contains(where: \.file.format.isOTLP) {
            throw ImportError(
                .optionsInvalid,
                "The lines name no system. Give --system NAME, or --map system=COLUMN for one that is in the file.")
        }
        if case .equal = options.baseline, systems.allSatisfy({ $0.referenceRecords == 0 }), !systems.isEmpty {
            throw ImportError(
                .optionsInvalid, "No line matches --baseline-where \(options.baseline?.text ?? ""). Check the values.")
        }
        if options.baseline != nil, !systems.isEmpty, systems.allSatisfy({ $0.referenceRecords == $0.records }) {
            throw ImportError(
                .optionsInvalid, "Every line belongs to the named baseline; nothing is left to be judged against it.")
        }
    }

    private static func overlap(_ one: ClosedRange<Timestamp>?, _ other: ClosedRange<Timestamp>?) -> Bool {
        guard let one, let other else { return false }
        return one.overlaps(other)
    }

    private static func notes(_ scan: ImportScan, _ files: [MappedFile], _ options: ImportOptions) -> [String] {
        var notes = files.flatMap(\.mapping.notes)
        if scan.timeless > 0 {
            notes.append(
                "\(scan.timeless) of \(scan.records) records have no time: they are charted and not judged. Give "
                    + "--time-start and --time-step to say when they were.")
        }
        if scan.systemless > 0 {
            notes.append("\(scan.systemless) records name no system and are refused unless --system is given.")
        }
        if !scan.isInOrder, scan.index == nil {
            notes.append(
                "The records are not in the order of time and too many to be sorted here. Verdicts do not depend on it; "
                    + "whether an answer repeats an earlier one is seen in the order of the files.")
        }
        return notes
    }
}

extension MappedFile {
    /// Takes the order of day and month that the lines show.
    ///
    /// - Returns: what a person should know.
    fileprivate mutating func settleDates(_ orders: Set<TimeReader.DateOrder>) -> String? {
        guard let position = openDateRule else { return nil }
        let name = mapping.choices[position].rule.source.text
        if orders == [.dayFirst] {
            mapping.choices[position].rule.target = .member(.timeDayFirst)
            return nil
        }
        guard orders.isEmpty else { return nil }
        return
            "Dates in \(name) may be month/day or day/month; no line shows which. They are read as month/day; if that "
            + "is wrong set --map time_dmy=\(name)."
    }

    /// An id that comes again on other lines is no id of calls.
    fileprivate mutating func demoteID(repeated count: Int) -> String {
        guard let position = mapping.choices.firstIndex(where: { $0.rule.target == .member(.id) }) else { return "" }
        let name = mapping.choices[position].rule.source.text
        mapping.choices[position].rule.target = .attribute(String(name.prefix(64)))
        mapping.choices[position].origin = .values
        mapping.choices[position].reason = "the same value stands on lines that differ, so it names no call"
        return "\(name) was not taken as the calls' id: it comes again on \(count) lines that say something else. "
            + "Lines are told apart by their content."
    }
}
