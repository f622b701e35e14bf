internal import OTLP
internal import Telemetry

/// The records of a plan in the order in which they are stored: the baseline first, then by time.
///
/// Files that stand in that order already are read from front to end; else records are fetched where they stand, from a
/// temporary copy where the file is compressed.
package final class RecordSequence {
    /// A record with what decides where it goes.
    package struct Element {
        package var record: ImportRecord
        var content: RecordContent
        package var heading: MappedRecords.Heading
        /// Which file of the plan.
        package var file: Int
    }

    /// What comes next.
    package enum Step {
        case record(Element)
        case refused(ImportRecord, file: Int, RefusedRecord)
    }

    /// Records that were given out: the place to go on from after a stop.
    package private(set) var position = 0

    private let plan: ImportPlan
    private let mapped: [MappedRecords]
    private var parsers: [RecordParser]
    private let sources: [ImportSource]
    private var reader: (file: Int, records: ImportRecordReader)?

    /// - Parameter folder: where temporary copies may be written.
    package init(_ plan: ImportPlan, folder: String) throws(ImportError) {
        var plan = plan
        var sources: [ImportSource] = []
        var mapped: [MappedRecords] = []
        for (number, file) in plan.mapped.enumerated() {
            mapped.append(try file.reader(plan.options))
            if plan.scan.index != nil, file.file.compression != .none {
                sources.append(try plan.copy(number, folder: folder))
            } else {
                sources.append(file.file.source)
            }
        }
        self.plan = plan
        self.mapped = mapped
        self.sources = sources
        parsers = plan.mapped.map { RecordParser($0.file.format) }
    }

    /// Bytes of the files that were read; `nil` when records are fetched one by one.
    var fileOffset: Int64? {
        guard let reader else { return nil }
        return plan.mapped[..<reader.file].reduce(0) { $0 + $1.file.size } + reader.records.fileOffset
    }

    /// What a record becomes: items of our own API, as JSON.
    package func items(_ element: Element) throws(RefusedRecord) -> [[UInt8]] {
        try mapped[element.file].items(element.content, time: element.heading.time) ?? [element.record.bytes]
    }

    /// Steps over records that were stored before a stop.
    package func skip(_ count: Int) throws(ImportError) {
        if plan.scan.index != nil {
            position = count
            return
        }
        while position < count, try nextInFiles() != nil {}
    }

    /// - Throws: ``ImportError`` when a file cannot be read any more or has changed.
    package func next() throws(ImportError) -> Step? {
        guard let (record, file, ordinal) = plan.scan.index == nil ? try nextInFiles() : try nextInOrder() else {
            return nil
        }
        do throws(RefusedRecord) {
            let content = try parsers[file].content(record)
            let heading = try mapped[file].heading(content, ordinal: ordinal)
            return .record(Element(record: record, content: content, heading: heading, file: file))
        } catch {
            return .refused(record, file: file, error)
        }
    }

    private func nextInFiles() throws(ImportError) -> (ImportRecord, file: Int, ordinal: Int)? {
        var file = reader?.file ?? 0
        while file < plan.mapped.count {
            if reader?.file != file { reader = (file, try plan.mapped[file].file.records(plan.limits)) }
            if let record = try reader?.records.next() {
                position += 1
                return (record, file, position - 1)
            }
            file += 1
        }
        return nil
    }

    private func nextInOrder() throws(ImportError) -> (ImportRecord, file: Int, ordinal: Int)? {
        guard let index = plan.scan.index, position < index.count else { return nil }
        let (entry, ordinal) = index.entry(at: position)
        position += 1
        var bytes: [UInt8] = []
        let count = try sources[entry.file].read(at: entry.offset, count: entry.length, appendingTo: &bytes)
        guard count == entry.length else {
            throw ImportError(.fileChanged, "\(plan.mapped[entry.file].file.name) was cut while it was imported.")
        }
        let record = ImportRecord(
            line: entry.line, offset: entry.offset, bytes: bytes, fault: plan.scan.faults[ordinal])
        return (record, entry.file, ordinal)
    }
}

extension ImportPlan {
    /// Writes the records of a compressed file to a temporary copy and lets the index point there.
    fileprivate mutating func copy(_ number: Int, folder: String) throws(ImportError) -> ImportSource {
        let copy = try ImportSource(temporaryIn: folder)
        let reader = try mapped[number].file.records(limits)
        var offsets: [Int64] = []
        var end: Int64 = 0
        var pending: [UInt8] = []
        while let record = try reader.next() {
            offsets.append(end + Int64(pending.count))
            pending += record.bytes
            if pending.count >= 1_048_576 {
                try copy.write(pending.span.bytes, at: end)
                end += Int64(pending.count)
                pending.removeAll(keepingCapacity: true)
            }
        }
        try copy.write(pending.span.bytes, at: end)
        guard offsets.count == scan.fileRecords[number] else {
            throw ImportError(.fileChanged, "\(mapped[number].file.name) changed while it was read.")
        }
        scan.moveIndex(file: number, to: offsets)
        return copy
    }
}
