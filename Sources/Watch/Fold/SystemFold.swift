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
    /// Rows up to here that came too late are judged by their own times; `nil` for none.
    private(set) var judgedAgainThrough: LogPosition?
    private var firstVerdict: Int64 = .max
    private var firstDayCalls: [Int64: UInt64] = [:]
    private var isBlockDecided = false
    /// Signals and dimensions beyond the limits, which are kept with the calls but not folded.
    private(set) var unfoldedSignals: Set<SignalName> = []
    private(set) var unfoldedDimensions: Set<String> = []

    // Derived from the above. Rows of one system name their measures and dimensions in the same order, so that what stood
    // at a position last time is tried first.
    private var kindsCounted: UInt64 = 0
    private var signalNumbers: [SignalName: Int] = [:]
    private var dimensionNumbers: [String: Int] = [:]
    private var lastSignals: [(name: SignalName, number: Int)] = []
    private var lastDimensions: [(name: String, number: Int)] = []

    // Waiting to be written; the bucket in hand stands apart, since rows of one time come together.
    private var open: [BucketKey: Accumulator] = [:]
    private var currentKey: BucketKey?
    private var current = Accumulator()
    private var minutes: [Int64: Accumulator] = [:]
    private var currentMinute: Int64?
    private var minuteCells = Accumulator()
    private var observations: ContiguousArray<Accumulator.Observation> = []
    private var targets: ContiguousArray<Accumulator.Address> = []
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

    package init(system: SystemSlug, judgedAgainThrough: LogPosition? = nil) {
        self.system = system
        self.judgedAgainThrough = judgedAgainThrough
    }

    /// The kind whose calls make up latency, success, quality and slices: the commonest of the first 50 calls, with
    /// embeddings only where there is nothing else.
    package private(set) var mainKind: CallKind?

    /// Folds one row.
    /// - Parameter position: where it stands in the log.
    package mutating func absorb(_ settled: SettledRow, at position: LogPosition = .start) {
        var row = settled
        if let judgedAgainThrough, row.verdictTime == nil, position <= judgedAgainThrough {
            row.verdictTime = row.lateVerdictTime
        }
        pendingRows += 1
        if row.subject == .call { learnKind(row.kind) }
        if let time = row.verdictTime { learnPace(time, isCall: row.subject == .call) }

        let isMain = row.kind == mainKind
        let failure = observe(row.measures, isMain: isMain, isCall: row.subject == .call)
        let callSeconds = row.callTime.seconds
        let key = bucket(of: row, callSeconds: callSeconds)
        if key != currentKey {
            if let currentKey { open[currentKey] = current }
            current = open.removeValue(forKey: key) ?? Accumulator()
            currentKey = key
        }
        address(row.slices, isSliced: isMain || row.subject == .outcome)
        current.add(observations, to: targets, withdrawing: row.withdraws)
        if row.isReference {
            note([auxiliary(2, value: callSeconds, key: 0)])
        } else if let failure, let time = row.verdictTime, key.block != .min {
            let minute = (time.seconds - key.block) / 60
            let tally = auxiliary(0, value: minute, key: Int32(minute))
            note(failure ? [tally, auxiliary(1, value: minute, key: Int32(minute))] : [tally])
        }

        if let time = settled.verdictTime, Self.isRecent(row.callTime, settled: time) {
            let minute = callSeconds.flooredQuotient(by: 60) * 60
            if minute != currentMinute {
                if let currentMinute { minutes[currentMinute] = minuteCells }
                minuteCells = minutes.removeValue(forKey: minute) ?? Accumulator()
                currentMinute = minute
            }
            minuteCells.add(observations, to: [.overall], withdrawing: row.withdraws)
        }
    }

    /// Numbers the row's measures; what does not count for this kind of call is left out.
    /// - Returns: whether the call failed; `nil` for outcomes.
    private mutating func observe(_ measures: [Measure], isMain: Bool, isCall: Bool) -> Bool? {
        observations.removeAll(keepingCapacity: true)
        var failure: Bool?
        for (position, measure) in measures.enumerated() {
            if isCall, measure.signal == .success { failure = measure.value == 0 }
            guard isMain || Self.countsForEveryKind(measure.signal), let signal = number(of: measure, at: position)
            else { continue }
            observations.append(
                .init(
                    signal: signal, quantity: measure.quantity, value: measure.value,
                    key: Cell.key(of: measure.value, measure.quantity)))
        }
        return failure
    }

    private func bucket(of row: SettledRow, callSeconds: Int64) -> BucketKey {
        let hour = callSeconds.flooredQuotient(by: 3_600) * 3_600
        if row.isReference { return BucketKey(hour: hour, block: .max, blockSeconds: 0) }
        guard let time = row.verdictTime, !row.withdraws else {
            return BucketKey(hour: hour, block: .min, blockSeconds: 0)
        }
        let block = time.seconds.flooredQuotient(by: blockSeconds) * blockSeconds
        return BucketKey(hour: hour, block: block, blockSeconds: blockSeconds)
    }

    /// Numbers the row's slice values; of a dimension that the row lacks the value is *none*.
    private mutating func address(_ slices: [SliceValue], isSliced: Bool) {
        targets.removeAll(keepingCapacity: true)
        targets.append(.overall)
        guard isSliced else { return }
        var seen: UInt64 = 0
        for (position, slice) in slices.enumerated() {
            guard let dimension = dimensionNumber(of: slice.dimension, at: position) else { continue }
            seen |= 1 << UInt64(dimension)
            guard let value = dimensions[dimension].number(of: slice.value) else { continue }
            targets.append(.init(dimension: dimension, value: value))
        }
        for dimension in dimensions.indices where seen & (1 << UInt64(dimension)) == 0 {
            guard let value = dimensions[dimension].number(of: SliceValue.none) else { continue }
            targets.append(.init(dimension: dimension, value: value))
        }
    }

    private mutating func note(_ tallies: ContiguousArray<Accumulator.Observation>) {
        current.add(tallies, to: [.overall], withdrawing: false)
    }

    /// Auxiliary cells stand behind the places of the signals; their keys are minutes, not bins of values.
    private func auxiliary(_ index: Int, value: Int64, key: Int32) -> Accumulator.Observation {
        .init(signal: Self.place(ofAuxiliary: index), quantity: .count, value: value, key: key)
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

    private static func place(ofAuxiliary index: Int) -> Int { Accumulator.signalLimit - 1 - index }

    private mutating func learnKind(_ kind: CallKind) {
        guard kindsCounted < Self.callsForMainKind else { return }
        kindsCounted += 1
        kindCounts[kind, default: 0] += 1
        chooseMainKind()
    }

    private mutating func chooseMainKind() {
        let candidates = kindCounts.filter { $0.key != .embedding }
        mainKind =
            (candidates.isEmpty ? kindCounts : candidates)
            .max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
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

    private mutating func number(of measure: Measure, at position: Int) -> Int? {
        if position < lastSignals.count, lastSignals[position].name == measure.signal {
            let known = lastSignals[position].number
            // A name that changes what it counts keeps its first quantity; the rest is on the call's page only.
            return quantities[known] == measure.quantity ? known : nil
        }
        let number: Int
        if let known = signalNumbers[measure.signal] {
            number = known
        } else {
            guard signals.count < Self.signalLimit else {
                if unfoldedSignals.count < 100 { unfoldedSignals.insert(measure.signal) }
                return nil
            }
            number = signals.count
            signalNumbers[measure.signal] = number
            signals.append(measure.signal)
            quantities.append(measure.quantity)
        }
        if position < lastSignals.count {
            lastSignals[position] = (measure.signal, number)
        } else if position == lastSignals.count {
            lastSignals.append((measure.signal, number))
        }
        return quantities[number] == measure.quantity ? number : nil
    }

    private mutating func dimensionNumber(of name: String, at position: Int) -> Int? {
        if position < lastDimensions.count, lastDimensions[position].name == name {
            return lastDimensions[position].number
        }
        let number: Int
        if let known = dimensionNumbers[name] {
            number = known
        } else {
            guard dimensions.count < Self.dimensionLimit else {
                if unfoldedDimensions.count < 100 { unfoldedDimensions.insert(name) }
                return nil
            }
            number = dimensions.count
            dimensionNumbers[name] = number
            dimensions.append(SliceDimension(name: name))
        }
        if position < lastDimensions.count {
            lastDimensions[position] = (name, number)
        } else if position == lastDimensions.count {
            lastDimensions.append((name, number))
        }
        return number
    }

    /// Hands over what waits, as tables to be merged into the stored rows.
    package mutating func drain(into tables: inout [RollupKey: CellTable]) {
        if let currentKey { open[currentKey] = current }
        if let currentMinute { minutes[currentMinute] = minuteCells }
        current = Accumulator()
        minuteCells = Accumulator()
        // Each is taken out before it is read: what is held twice is copied whole.
        while let (key, held) = open.popFirst() {
            var accumulator = held
            var overall: NamedCells = []
            var tallies: NamedCells = []
            var rows: [CellRow] = []
            accumulator.forEachSlot { address, cells in
                if address.dimension >= 0 {
                    let dimension = dimensions[address.dimension]
                    let value = SliceValue(dimension.name, dimension.values[address.value])
                    rows.append(CellRow(value, cells.map { (signals[$0.signal], $0.cell) }))
                } else {
                    for (signal, cell) in cells {
                        if signal >= Self.place(ofAuxiliary: 2) {
                            tallies.append((Self.auxiliary[Accumulator.signalLimit - 1 - signal], cell))
                        } else {
                            overall.append((signals[signal], cell))
                        }
                    }
                }
            }
            let charted = Self.table(overall)
            let judged = Self.table(overall + tallies)
            let slices = CellTable(rows)
            let day = key.hour.flooredQuotient(by: 86_400) * 86_400
            add(charted, .chart, 3_600, key.hour, .overall, to: &tables)
            add(charted, .chart, 86_400, day, .overall, to: &tables)
            add(slices, .chart, 86_400, day, .slices, to: &tables)
            if key.block == .max {
                add(judged, .reference, 0, 0, .overall, to: &tables)
                add(slices, .reference, 0, 0, .slices, to: &tables)
            } else if key.block != .min {
                add(judged, .verdict, Int(key.blockSeconds), key.block, .overall, to: &tables)
                add(slices, .verdict, Int(key.blockSeconds), key.block, .slices, to: &tables)
            }
        }
        while let (minute, held) = minutes.popFirst() {
            var accumulator = held
            var overall: NamedCells = []
            accumulator.forEachSlot { _, cells in overall += cells.map { (signals[$0.signal], $0.cell) } }
            add(Self.table(overall), .chart, 60, minute, .overall, to: &tables)
        }
        currentKey = nil
        currentMinute = nil
        pendingRows = 0
    }

    private typealias NamedCells = [(signal: SignalName, cell: Cell)]

    private static func table(_ overall: NamedCells) -> CellTable {
        CellTable(overall.isEmpty ? [] : [CellRow(CellTable.overall, overall)])
    }

    private func add(
        _ table: CellTable, _ kind: RollupKind, _ resolution: Int, _ start: Int64, _ part: RollupPart,
        to tables: inout [RollupKey: CellTable]
    ) {
        guard !table.isEmpty else { return }
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
        writer.write(byte: judgedAgainThrough == nil ? 0 : 1)
        if let judgedAgainThrough {
            writer.write(zigzag: judgedAgainThrough.part)
            writer.write(zigzag: judgedAgainThrough.row)
        }
    }

    /// - Parameter version: of the stored state that it stands in.
    package init(reading reader: inout ByteReader, version: UInt8) throws(SketchError) {
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
            let count = try reader.readVarint()
            kindCounts[kind] = count
            kindsCounted += count
        }
        chooseMainKind()
        blockSeconds = try reader.readZigzag()
        isBlockDecided = try reader.readByte() == 1
        firstVerdict = try reader.readZigzag()
        for _ in 0..<(try reader.readCount(of: 2)) {
            let day = try reader.readZigzag()
            firstDayCalls[day] = try reader.readVarint()
        }
        for _ in 0..<(try reader.readCount(of: 1)) { unfoldedSignals.insert(SignalName(stored: try reader.readText())) }
        for _ in 0..<(try reader.readCount(of: 1)) { unfoldedDimensions.insert(try reader.readText()) }
        guard version > 1, try reader.readByte() == 1 else { return }
        judgedAgainThrough = LogPosition(part: try reader.readZigzag(), row: try reader.readZigzag())
    }
}
