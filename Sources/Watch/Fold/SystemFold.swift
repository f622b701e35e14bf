package import Sketches
package import Storage
package import Telemetry

/// The fold of one system: what it knows of the system's signals and slices, and the cells that wait to be written.
///
/// A function of the system's settled rows in storage order and of nothing else: no clock, no setting that may change.
package struct SystemFold: Sendable {
    package let system: SystemSlug

    // Known of the system; part of the checkpoint.
    private(set) var signals: [SignalName] = []
    private(set) var quantities: [Measure.Quantity] = []
    private(set) var dimensions: [SliceDimension] = []
    private(set) var kindCounts: [CallKind: UInt64] = [:]
    /// Width of verdict blocks: ten minutes until the first whole day has shown how busy the system is.
    private(set) var blockSeconds: Int64 = 600
    private var firstVerdict: Int64 = .max
    private var firstDayCalls: [Int64: UInt64] = [:]
    private var isBlockDecided = false
    /// Signals and dimensions beyond the limits, which are kept with the calls but not folded.
    private(set) var unfoldedSignals: Set<SignalName> = []
    private(set) var unfoldedDimensions: Set<String> = []

    // Derived from the above.
    private var signalNumbers: [SignalName: Int] = [:]
    private var dimensionNumbers: [String: Int] = [:]

    // Waiting to be written.
    private var open: [BucketKey: Accumulator] = [:]
    private var minutes: [Int64: Accumulator] = [:]
    private(set) var pendingRows = 0

    /// At most so many signals of a system are folded.
    package static let signalLimit = 40
    /// At most so many slice dimensions.
    package static let dimensionLimit = 40
    /// A system with so many calls on its first whole day has blocks of ten minutes, else of an hour.
    package static let busyDayCalls: UInt64 = 1_440
    /// The main kind is the commonest of the first calls.
    package static let callsForMainKind: UInt64 = 50

    /// Calls and failures per minute of a verdict block, for the plain rule on errors.
    package static let callsByMinute = SignalName(stored: "calls_by_minute")
    /// See ``callsByMinute``.
    package static let failuresByMinute = SignalName(stored: "failures_by_minute")
    /// When the calls of a named baseline were, in seconds since 1970: its ends say which period the record covers.
    package static let referenceSeconds = SignalName(stored: "reference_seconds")
    /// What stands in rows beside the signals.
    package static let auxiliary: [SignalName] = [callsByMinute, failuresByMinute, referenceSeconds]

    private struct BucketKey: Hashable {
        let hour: Int64
        /// Start of the verdict block; `.min` without one; `.max` for the reference record.
        let block: Int64
        let blockSeconds: Int64
    }

    package init(system: SystemSlug) {
        self.system = system
    }

    /// The kind whose calls make up latency, success, quality and slices: the commonest of the first 50 calls, with
    /// embeddings only where there is nothing else.
    package var mainKind: CallKind? {
        let candidates = kindCounts.filter { $0.key != .embedding }
        return (candidates.isEmpty ? kindCounts : candidates)
            .max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
    }

    /// Folds one row.
    package mutating func absorb(_ row: SettledRow) {
        pendingRows += 1
        if row.subject == .call { learnKind(row.kind) }
        if let time = row.verdictTime { learnPace(time, isCall: row.subject == .call) }

        let isMain = row.kind == mainKind
        var observations: [Accumulator.Observation] = []
        observations.reserveCapacity(row.measures.count)
        var failure: Bool?
        for measure in row.measures {
            if measure.signal == .success, row.subject == .call { failure = measure.value == 0 }
            guard isMain || Self.countsForEveryKind(measure.signal), let signal = number(of: measure) else { continue }
            observations.append(
                .init(
                    signal: signal, quantity: measure.quantity, value: measure.value,
                    key: Cell.key(of: measure.value, measure.quantity)))
        }

        let callSeconds = row.callTime.seconds
        let hour = callSeconds.flooredQuotient(by: 3_600) * 3_600
        let key: BucketKey
        if row.isReference {
            key = BucketKey(hour: hour, block: .max, blockSeconds: 0)
        } else if let time = row.verdictTime, !row.withdraws {
            let seconds = time.seconds
            key = BucketKey(
                hour: hour, block: seconds.flooredQuotient(by: blockSeconds) * blockSeconds, blockSeconds: blockSeconds)
        } else {
            key = BucketKey(hour: hour, block: .min, blockSeconds: 0)
        }

        // Taken out and put back, so that the cells are changed in place.
        var accumulator = open.removeValue(forKey: key) ?? Accumulator()
        accumulator.add(observations, to: Accumulator.overall, withdrawing: row.withdraws)
        if isMain || row.subject == .outcome {
            var seen: UInt64 = 0
            for slice in row.slices {
                guard let dimension = dimensionNumber(of: slice.dimension) else { continue }
                seen |= 1 << UInt64(dimension)
                guard let value = dimensions[dimension].number(of: slice.value) else { continue }
                accumulator.add(
                    observations, to: UInt32(dimension) << 16 | UInt32(value), withdrawing: row.withdraws)
            }
            for dimension in dimensions.indices where seen & (1 << UInt64(dimension)) == 0 {
                guard let value = dimensions[dimension].number(of: SliceValue.none) else { continue }
                accumulator.add(
                    observations, to: UInt32(dimension) << 16 | UInt32(value), withdrawing: row.withdraws)
            }
        }
        if let failure, let time = row.verdictTime, key.block != .min, key.block != .max {
            accumulator.add(
                minuteTally(time, block: key.block, failed: failure), to: Accumulator.overall, withdrawing: false)
        }
        if row.isReference {
            let second = Accumulator.Observation(
                signal: Self.place(ofAuxiliary: 2), quantity: .count, value: callSeconds, key: 0)
            accumulator.add([second], to: Accumulator.overall, withdrawing: false)
        }
        open[key] = accumulator

        if let time = row.verdictTime, Self.isRecent(row.callTime, settled: time) {
            let minute = callSeconds.flooredQuotient(by: 60) * 60
            var accumulator = minutes.removeValue(forKey: minute) ?? Accumulator()
            accumulator.add(observations, to: Accumulator.overall, withdrawing: row.withdraws)
            minutes[minute] = accumulator
        }
    }

    /// Cost and tokens count over all calls of a system; everything else over its main kind.
    private static func countsForEveryKind(_ signal: SignalName) -> Bool {
        signal == .cost || signal == .inputTokens || signal == .outputTokens
    }

    /// Minute rows serve the last days of live traffic; imported history, judged at its own time, has none.
    private static func isRecent(_ call: Timestamp, settled: Timestamp) -> Bool {
        let distance = settled.nanoseconds(since: call)
        return distance > 0 && distance < 8 * 86_400 * 1_000_000_000
    }

    private func minuteTally(_ time: Timestamp, block: Int64, failed: Bool) -> [Accumulator.Observation] {
        let minute = (time.seconds - block) / 60
        // Minute 0 would fall into the bin of zeros, which is as good as any other: keys are minutes here, not values.
        let key = Int32(minute)
        let calls = Accumulator.Observation(
            signal: Self.place(ofAuxiliary: 0), quantity: .count, value: minute, key: key)
        let failures = Accumulator.Observation(
            signal: Self.place(ofAuxiliary: 1), quantity: .count, value: minute, key: key)
        return failed ? [calls, failures] : [calls]
    }

    /// Auxiliary cells stand behind the places of the signals.
    private static func place(ofAuxiliary index: Int) -> Int { Accumulator.signalLimit - 1 - index }

    private mutating func learnKind(_ kind: CallKind) {
        guard kindCounts.values.reduce(0, +) < Self.callsForMainKind else { return }
        kindCounts[kind, default: 0] += 1
    }

    private mutating func learnPace(_ time: Timestamp, isCall: Bool) {
        guard !isBlockDecided else { return }
        let seconds = time.seconds
        firstVerdict = min(firstVerdict, seconds)
        let day = seconds.flooredQuotient(by: 86_400)
        let firstWholeDay = (firstVerdict + 86_399).flooredQuotient(by: 86_400)
        if isCall { firstDayCalls[day, default: 0] += 1 }
        if day > firstWholeDay {
            isBlockDecided = true
            blockSeconds = firstDayCalls[firstWholeDay, default: 0] >= Self.busyDayCalls ? 600 : 3_600
            firstDayCalls = [:]
        }
    }

    private mutating func number(of measure: Measure) -> Int? {
        if let known = signalNumbers[measure.signal] {
            // A name that changes what it counts keeps its first quantity; the rest is on the call's page only.
            return quantities[known] == measure.quantity ? known : nil
        }
        guard signals.count < Self.signalLimit else {
            if unfoldedSignals.count < 100 { unfoldedSignals.insert(measure.signal) }
            return nil
        }
        signalNumbers[measure.signal] = signals.count
        signals.append(measure.signal)
        quantities.append(measure.quantity)
        return signals.count - 1
    }

    private mutating func dimensionNumber(of name: String) -> Int? {
        if let known = dimensionNumbers[name] { return known }
        guard dimensions.count < Self.dimensionLimit else {
            if unfoldedDimensions.count < 100 { unfoldedDimensions.insert(name) }
            return nil
        }
        dimensionNumbers[name] = dimensions.count
        dimensions.append(SliceDimension(name: name))
        return dimensions.count - 1
    }

    /// Hands over what waits, as tables to be merged into the stored rows.
    package mutating func drain(into tables: inout [RollupKey: CellTable]) {
        for (key, accumulator) in open {
            var overall = CellTable()
            var slices = CellTable()
            var tallies = CellTable()
            accumulator.forEachCell { slot, signal, cell in
                if slot != Accumulator.overall {
                    let dimension = dimensions[Int(slot >> 16)]
                    let value = SliceValue(dimension.name, dimension.values[Int(slot & 0xFFFF)])
                    slices.cells[value, default: [:]][signals[signal]] = cell
                } else if signal >= Self.place(ofAuxiliary: 2) {
                    let name = Self.auxiliary[Accumulator.signalLimit - 1 - signal]
                    tallies.cells[CellTable.overall, default: [:]][name] = cell
                } else {
                    overall.cells[CellTable.overall, default: [:]][signals[signal]] = cell
                }
            }
            let day = key.hour.flooredQuotient(by: 86_400) * 86_400
            add(overall, .chart, 3_600, key.hour, .overall, to: &tables)
            add(overall, .chart, 86_400, day, .overall, to: &tables)
            add(slices, .chart, 86_400, day, .slices, to: &tables)
            if key.block == .max {
                overall.merge(tallies)
                add(overall, .reference, 0, 0, .overall, to: &tables)
                add(slices, .reference, 0, 0, .slices, to: &tables)
            } else if key.block != .min {
                overall.merge(tallies)
                add(overall, .verdict, Int(key.blockSeconds), key.block, .overall, to: &tables)
                add(slices, .verdict, Int(key.blockSeconds), key.block, .slices, to: &tables)
            }
        }
        for (minute, accumulator) in minutes {
            var overall = CellTable()
            accumulator.forEachCell { _, signal, cell in
                overall.cells[CellTable.overall, default: [:]][signals[signal]] = cell
            }
            add(overall, .chart, 60, minute, .overall, to: &tables)
        }
        open = [:]
        minutes = [:]
        pendingRows = 0
    }

    private func add(
        _ table: CellTable, _ kind: RollupKind, _ resolution: Int, _ start: Int64, _ part: RollupPart,
        to tables: inout [RollupKey: CellTable]
    ) {
        guard !table.cells.isEmpty else { return }
        let key = RollupKey(
            system: system, kind: kind, resolution: resolution, start: start, dimension: part.rawValue)
        tables[key, default: CellTable()].merge(table)
    }
}

// The stored form: what is known of the system. What waits is written before the checkpoint.
extension SystemFold {
    package func write(to writer: inout ByteWriter) {
        writer.write(text: system.text)
        writer.write(varint: UInt64(signals.count))
        for (signal, quantity) in zip(signals, quantities) {
            writer.write(text: signal.text)
            writer.write(byte: quantity.rawValue)
        }
        writer.write(varint: UInt64(dimensions.count))
        for dimension in dimensions { dimension.write(to: &writer) }
        let kinds = kindCounts.sorted { $0.key.rawValue < $1.key.rawValue }
        writer.write(varint: UInt64(kinds.count))
        for (kind, count) in kinds {
            writer.write(text: kind.rawValue)
            writer.write(varint: count)
        }
        writer.write(zigzag: blockSeconds)
        writer.write(byte: isBlockDecided ? 1 : 0)
        writer.write(zigzag: firstVerdict)
        let days = firstDayCalls.sorted { $0.key < $1.key }
        writer.write(varint: UInt64(days.count))
        for (day, count) in days {
            writer.write(zigzag: day)
            writer.write(varint: count)
        }
        for names in [unfoldedSignals.map(\.text).sorted(), unfoldedDimensions.sorted()] {
            writer.write(varint: UInt64(names.count))
            for name in names { writer.write(text: name) }
        }
    }

    package init(reading reader: inout ByteReader) throws(SketchError) {
        guard let slug = SystemSlug(try reader.readText()) else {
            throw SketchError(.malformed, "The fold's checkpoint names no system.")
        }
        self.init(system: slug)
        for number in 0..<(try reader.readCount(of: 2)) {
            let name = SignalName(stored: try reader.readText())
            guard let quantity = Measure.Quantity(rawValue: try reader.readByte()) else {
                throw SketchError(.malformed, "The fold's checkpoint names an unknown quantity.")
            }
            signals.append(name)
            quantities.append(quantity)
            signalNumbers[name] = number
        }
        for number in 0..<(try reader.readCount(of: 3)) {
            let dimension = try SliceDimension(reading: &reader)
            dimensionNumbers[dimension.name] = number
            dimensions.append(dimension)
        }
        for _ in 0..<(try reader.readCount(of: 2)) {
            guard let kind = CallKind(rawValue: try reader.readText()) else {
                throw SketchError(.malformed, "The fold's checkpoint names an unknown kind of call.")
            }
            kindCounts[kind] = try reader.readVarint()
        }
        blockSeconds = try reader.readZigzag()
        isBlockDecided = try reader.readByte() == 1
        firstVerdict = try reader.readZigzag()
        for _ in 0..<(try reader.readCount(of: 2)) {
            let day = try reader.readZigzag()
            firstDayCalls[day] = try reader.readVarint()
        }
        for _ in 0..<(try reader.readCount(of: 1)) { unfoldedSignals.insert(SignalName(stored: try reader.readText())) }
        for _ in 0..<(try reader.readCount(of: 1)) { unfoldedDimensions.insert(try reader.readText()) }
    }
}
