internal import OTLP
internal import Telemetry

/// What one reading of every record says before anything is stored: how many there are, when and whose they are, whether
/// they stand in the order of time, which cannot be read.
struct ImportScan: Sendable {
    /// What the records say about one system.
    struct System: Sendable {
        var records = 0
        var referenceRecords = 0
        var current: ClosedRange<Timestamp>?
        var reference: ClosedRange<Timestamp>?
    }

    /// Records, those that are refused included.
    private(set) var records = 0
    /// Records of each file.
    private(set) var fileRecords: [Int] = []
    /// Records that cannot be read or have no meaning.
    private(set) var refused = 0
    /// The first of them.
    private(set) var refusals: [RefusedLine] = []
    /// Records without a time.
    private(set) var timeless = 0
    /// Records without a system.
    private(set) var systemless = 0
    /// Records without id and time: their key is made of the file's content and the line.
    private(set) var nameless = 0
    /// Records of each system that is named in lines or options.
    private(set) var systems: [SystemSlug: System] = [:]
    /// Where the records stand; `nil` when they are to be read as they stand in the files.
    private(set) var index: RecordIndex?
    /// Why a record's bytes are no record, by its number.
    private(set) var faults: [Int: ImportRecord.Fault] = [:]
    /// True when every record comes after the one before it, over all files.
    private(set) var isInOrder = true
    /// Files whose ids come again on lines that say something else, with how many do.
    private(set) var repeatedIDs: [Int: Int] = [:]

    /// What dates say about the order of day and month, for files whose sample left it open.
    private(set) var dateOrders: [Int: Set<TimeReader.DateOrder>] = [:]

    private var lastKey: (isReference: Bool, time: Int64)?

    private static let namedRefusals = 20
    private static let systemLimit = 10_000

    /// Reads all records once.
    ///
    /// - Throws: ``ImportError``.
    init(
        _ files: [MappedFile], options: ImportOptions, limits: ImportLimits,
        progress: (ImportProgress) -> Void
    ) async throws(ImportError) {
        index = RecordIndex()
        let totalBytes = files.reduce(0) { $0 + $1.file.size }
        var doneBytes: Int64 = 0
        for (number, file) in files.enumerated() {
            let start = records
            var state = try FileState(file, options: options, limits: limits)
            while let record = try state.records.next() {
                take(record, file: number, of: file, &state, limits: limits)
                if records % 2_000 == 0 {
                    progress(
                        ImportProgress(
                            stage: .scanning, records: records, totalRecords: nil,
                            bytes: doneBytes + state.records.fileOffset, totalBytes: totalBytes, refused: refused))
                    // Others wait for this thread while the file is read.
                    await Task.yield()
                }
            }
            doneBytes += file.file.size
            fileRecords.append(records - start)
            if state.repeatedIDs > 0 { repeatedIDs[number] = state.repeatedIDs }
        }
        if isInOrder { index = nil }
        index?.sort()
        progress(
            ImportProgress(
                stage: .scanning, records: records, totalRecords: records, bytes: totalBytes, totalBytes: totalBytes,
                refused: refused))
    }

    /// Lets the index point at a copy of a file.
    mutating func moveIndex(file: Int, to offsets: [Int64]) {
        index?.relocate(file: file) { offsets[$0] }
    }

    /// What is kept while one file is read.
    private struct FileState {
        let records: ImportRecordReader
        var parser: RecordParser
        let mapped: MappedRecords
        let comparesIDs: Bool
        let watchesDates: Bool
        var ids: [Int: Int] = [:]
        var repeatedIDs = 0

        init(_ file: MappedFile, options: ImportOptions, limits: ImportLimits) throws(ImportError) {
            records = try file.file.records(limits)
            parser = RecordParser(file.file.format)
            mapped = try file.reader(options)
            watchesDates = file.openDateRule != nil
            let idChoice = file.mapping.choices.first { $0.rule.target == .member(.id) }
            comparesIDs = idChoice.map { $0.origin != .hand } ?? false
        }
    }

    private mutating func take(
        _ record: ImportRecord, file: Int, of mapped: MappedFile, _ state: inout FileState, limits: ImportLimits
    ) {
        let ordinal = records
        records += 1
        var heading = MappedRecords.Heading(time: nil, id: nil, system: nil, isReference: false)
        do throws(RefusedRecord) {
            let content = try state.parser.content(record)
            if state.watchesDates, let order = state.mapped.timeText(content).flatMap(TimeReader.evidence) {
                dateOrders[file, default: []].insert(order)
            }
            heading = try state.mapped.heading(content, ordinal: ordinal)
            if !mapped.file.format.isOTLP { count(heading) }
            if state.comparesIDs, let id = heading.id, state.ids.count < limits.comparedRecords {
                compare(id, heading, record, &state)
            }
        } catch {
            refuse(record, file: mapped.file, error, limits: limits)
            if let fault = record.fault { faults[ordinal] = fault }
        }
        place(record, file: file, heading, limits: limits)
    }

    private mutating func count(_ heading: MappedRecords.Heading) {
        if heading.time == nil {
            timeless += 1
            if heading.id == nil { nameless += 1 }
        }
        guard let slug = heading.system else {
            systemless += 1
            return
        }
        guard systems[slug] != nil || systems.count < Self.systemLimit else { return }
        systems[slug, default: System()].take(heading)
    }

    private func compare(
        _ id: String, _ heading: MappedRecords.Heading, _ record: ImportRecord, _ state: inout FileState
    ) {
        var name = Hasher()
        name.combine(heading.system?.text)
        name.combine(id)
        let line = record.bytes.hashValue
        let known = state.ids.updateValue(line, forKey: name.finalize())
        if let known, known != line { state.repeatedIDs += 1 }
    }

    private mutating func place(
        _ record: ImportRecord, file: Int, _ heading: MappedRecords.Heading, limits: ImportLimits
    ) {
        let key = (isReference: heading.isReference, time: heading.time?.nanoseconds ?? .max)
        if let lastKey {
            let isBefore = lastKey.isReference == key.isReference ? key.time < lastKey.time : key.isReference
            if isBefore { isInOrder = false }
        }
        lastKey = key
        guard index != nil else { return }
        if records > limits.sortedRecords {
            index = nil
            return
        }
        index?.append(
            RecordIndex.Entry(
                file: file, line: record.line, offset: record.offset, length: record.bytes.count,
                isReference: heading.isReference, time: key.time))
    }

    private mutating func refuse(
        _ record: ImportRecord, file: ImportFile, _ reason: RefusedRecord, limits: ImportLimits
    ) {
        refused += 1
        guard refusals.count < Self.namedRefusals else { return }
        refusals.append(RefusedLine(record, file: file, reason, limits: limits))
    }
}

extension ImportScan.System {
    fileprivate mutating func take(_ heading: MappedRecords.Heading) {
        records += 1
        if heading.isReference { referenceRecords += 1 }
        guard let time = heading.time else { return }
        func grown(_ range: ClosedRange<Timestamp>?) -> ClosedRange<Timestamp> {
            range.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
        }
        if heading.isReference { reference = grown(reference) } else { current = grown(current) }
    }
}

extension RefusedLine {
    init(_ record: ImportRecord, file: ImportFile, _ reason: RefusedRecord, limits: ImportLimits) {
        self.init(
            file: file.name, line: record.line, type: reason.type, detail: reason.detail,
            raw: String(decoding: record.bytes.prefix(limits.refusedBytes), as: UTF8.self))
    }
}
