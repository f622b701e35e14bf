internal import CSimdJSON

/// Reads one JSON object a line into columns: objects inside become columns such as "user.country", lists of plain values
/// one text.
final class JSONLinesReader {
    private let path: String
    private let parser: OpaquePointer
    private var columns: [ColumnBuilder] = []
    private var places: [[UInt8]: Int] = [:]
    private var refusals = Refusals()
    private var rows = 0
    private var line = 0
    /// The column after the one that was filled last: lines write their members in the same order.
    private var expected = 0
    /// Names of the columns, for a comparison without a lookup.
    private var names: [[UInt8]] = []
    private var tooWide = false

    /// - Throws: ``ReportError/Code/unreadable`` without memory.
    init(path: String) throws(ReportError) {
        guard let parser = csimdjson_new(64) else {
            throw TableByteStream.unreadable(path, "there is no memory for its lines")
        }
        self.path = path
        self.parser = parser
    }

    deinit { csimdjson_free(parser) }

    /// - Throws: ``ReportError`` when the file cannot be read.
    func table(name: String, from window: ByteWindow, progress: (Double) -> Void) throws(ReportError) -> Table {
        var isAtEnd = false
        while !isAtEnd {
            let bytes = window.bytes
            var position = 0
            while position < bytes.count {
                let end = bytes[position...].firstIndex(of: 0x0A)
                if end == nil, !window.isLast, bytes.count - position <= TableLimits.rowBytes { break }
                let lineEnd = end ?? bytes.count
                take(UnsafeRawBufferPointer(rebasing: bytes[position..<lineEnd]))
                position = min(bytes.count, lineEnd + 1)
            }
            if rows * columns.count > TableLimits.cells { throw TableLimits.tooLarge(path) }
            window.drop(position)
            progress(window.fraction)
            if window.isLast {
                isAtEnd = true
            } else {
                try window.more(atLeast: TableLimits.piece)
                isAtEnd = window.isLast && window.bytes.isEmpty
            }
        }
        for column in columns.indices { columns[column].pad(to: rows) }
        if tooWide {
            throw ReportError(
                .tooLarge, what: "\(path) has more than \(FigureText.whole(TableLimits.columns)) members.",
                why: "Its objects probably use data as names.", whatToDo: "Keep the members that matter.")
        }
        return Table(
            name: name, columns: columns.indices.map { columns[$0].column() }, refusedRows: refusals.count,
            firstRefusal: refusals.first)
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        line += 1
        guard bytes.contains(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) else { return }
        guard bytes.count <= TableLimits.rowBytes, let base = bytes.baseAddress else {
            return refusals.add(line, "the line is longer than \(FigureText.whole(TableLimits.rowBytes)) bytes")
        }
        var view = csimdjson_view()
        let code = csimdjson_parse(parser, base.assumingMemoryBound(to: UInt8.self), bytes.count, &view)
        guard code == Int32(csimdjson_ok), let tape = view.tape, let strings = view.strings else {
            return refusals.add(line, "the line is no JSON")
        }
        guard Tape.kind(tape[1]) == UInt8(ascii: "{") else {
            return refusals.add(line, "the line is JSON, but no object")
        }
        rows += 1
        expected = 0
        members(Tape(words: tape, strings: strings), at: 1, prefix: [], depth: 0)
    }

    /// simdjson's tape, see CSimdJSON.
    private struct Tape {
        let words: UnsafePointer<UInt64>
        let strings: UnsafePointer<UInt8>

        static func kind(_ word: UInt64) -> UInt8 { UInt8(word >> 56) }

        /// The bytes of the string at an index.
        func text(_ index: Int) -> UnsafeBufferPointer<UInt8> {
            let start = strings + Int(words[index] & 0x00FF_FFFF_FFFF_FFFF)
            let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
            return UnsafeBufferPointer(start: start + 4, count: Int(UInt32(littleEndian: count)))
        }

        /// The index after the value at an index.
        func after(_ index: Int) -> Int {
            switch Self.kind(words[index]) {
            case UInt8(ascii: "{"), UInt8(ascii: "["): Int(words[index] & 0xFFFF_FFFF)
            case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
            default: index + 1
            }
        }
    }

    private func members(_ tape: Tape, at object: Int, prefix: [UInt8], depth: Int) {
        let end = tape.after(object) - 1
        var index = object + 1
        while index < end {
            let key = tape.text(index)
            let value = index + 1
            index = tape.after(value)
            if Tape.kind(tape.words[value]) == UInt8(ascii: "{"), depth + 1 < TableLimits.depth {
                members(tape, at: value, prefix: prefix + key + [UInt8(ascii: ".")], depth: depth + 1)
                continue
            }
            guard let column = column(prefix.isEmpty ? nil : prefix, key), columns[column].count < rows else {
                continue
            }
            columns[column].pad(to: rows - 1)
            append(tape, value, to: &columns[column])
        }
    }

    private func append(_ tape: Tape, _ index: Int, to column: inout ColumnBuilder) {
        switch Tape.kind(tape.words[index]) {
        case UInt8(ascii: "\""):
            let text = tape.text(index)
            if let start = text.baseAddress { column.append(start, count: text.count) }
        case UInt8(ascii: "l"): column.append(Double(Int64(bitPattern: tape.words[index + 1])))
        case UInt8(ascii: "u"): column.append(Double(tape.words[index + 1]))
        case UInt8(ascii: "d"): column.append(Double(bitPattern: tape.words[index + 1]))
        case UInt8(ascii: "t"): column.append(StaticString("true").utf8Start, count: 4)
        case UInt8(ascii: "f"): column.append(StaticString("false").utf8Start, count: 5)
        case UInt8(ascii: "["):
            let text = listed(tape, index)
            text.withUnsafeBufferPointer { text in
                if let start = text.baseAddress {
                    column.append(start, count: text.count)
                } else {
                    column.appendMissing()
                }
            }
        default: column.appendMissing()
        }
    }

    /// The plain values of a list with blanks between them.
    private func listed(_ tape: Tape, _ list: Int) -> [UInt8] {
        let end = tape.after(list) - 1
        var index = list + 1
        var text: [UInt8] = []
        while index < end, text.count < WordList.longest {
            var next: [UInt8] = []
            switch Tape.kind(tape.words[index]) {
            case UInt8(ascii: "\""): next = Array(tape.text(index))
            case UInt8(ascii: "l"): next = Array(String(Int64(bitPattern: tape.words[index + 1])).utf8)
            case UInt8(ascii: "u"): next = Array(String(tape.words[index + 1]).utf8)
            case UInt8(ascii: "d"): next = Array(String(Double(bitPattern: tape.words[index + 1])).utf8)
            case UInt8(ascii: "t"): next = Array("true".utf8)
            case UInt8(ascii: "f"): next = Array("false".utf8)
            default: break
            }
            if !next.isEmpty { text += (text.isEmpty ? [] : [0x20]) + next }
            index = tape.after(index)
        }
        return text
    }

    /// The place of a column, new or known.
    private func column(_ prefix: [UInt8]?, _ key: UnsafeBufferPointer<UInt8>) -> Int? {
        if prefix == nil, expected < names.count, names[expected].elementsEqual(key) {
            defer { expected += 1 }
            return expected
        }
        let name = (prefix ?? []) + key
        if let place = places[name] {
            expected = place + 1
            return place
        }
        guard columns.count < TableLimits.columns else {
            tooWide = true
            return nil
        }
        places[name] = columns.count
        names.append(name)
        columns.append(ColumnBuilder(name: String(decoding: name, as: UTF8.self)))
        expected = columns.count
        return columns.count - 1
    }
}
