import Telemetry

/// The record of a settlement: everything but the call's key, the merged content, and the row of the folds, which has a
/// record of its own.
enum SettlementRecord {
    static let version: UInt8 = 1

    /// - Parameter call: the call, when it is settled at birth: what equals the call's own is left out then.
    static func encode(_ settlement: Settlement, of call: Call?) -> [UInt8] {
        var writer = RecordWriter(version: version, capacity: 256)
        writer.time(1, settlement.time)
        writer.mark(2, call != nil)
        if call == nil || call?.system != settlement.system { writer.text(3, settlement.system.text) }
        if let call {
            writer.changed(4, settlement.user?.text, from: call.user?.text)
            writer.changed(5, settlement.session?.text, from: call.session?.text)
            if settlement.prompt != call.prompt {
                writer.mark(16, settlement.prompt == nil)
                writer.prompt(6, settlement.prompt)
            }
            writer.changed(7, settlement.mitigation, from: call.mitigation)
            if settlement.attributes != call.attributes {
                writer.mark(17, true)
                writer.attributes(8, settlement.attributes)
            }
        } else {
            writer.text(4, settlement.user?.text)
            writer.text(5, settlement.session?.text)
            writer.prompt(6, settlement.prompt)
            writer.text(7, settlement.mitigation)
            writer.attributes(8, settlement.attributes)
        }
        writer.pair(9, settlement.duplicateOf?.words)
        writer.facts(10, settlement.facts)
        switch settlement.price {
        case .priced(let amount, let table, let guessed):
            writer.integer(11, amount)
            writer.text(12, table)
            writer.mark(13, guessed)
        case .noUsage: writer.natural(14, 1)
        case .noPrice: writer.natural(14, 2)
        }
        return writer.bytes
    }

    /// - Parameter call: the call when it was settled at birth, else ignored.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, key: CallKey, call: Call?
    ) throws(StorageError) -> Settlement {
        var reader = try RecordReader(bytes, version: version)
        var settlement = Settlement(
            call: key, system: call?.system ?? .unassigned, time: Timestamp(nanoseconds: 0))
        var price: (amount: Int64, table: String, guessed: Bool)?
        while let tag = try reader.next() {
            switch tag {
            case 1: settlement.time = try reader.time()
            case 2:
                _ = try reader.flag()
                guard let call else { throw .damaged("a settlement without its call") }
                settlement.user = call.user
                settlement.session = call.session
                settlement.prompt = call.prompt
                settlement.mitigation = call.mitigation
                settlement.attributes = call.attributes
            case 3: settlement.system = try reader.system()
            case 4: settlement.user = try reader.optionalText().map(PersonKey.init(stored:))
            case 5: settlement.session = try reader.optionalText().map(PersonKey.init(stored:))
            case 6: settlement.prompt = try reader.prompt()
            case 7: settlement.mitigation = try reader.optionalText()
            case 8: try reader.attribute(into: &settlement.attributes)
            case 9: settlement.duplicateOf = CallKey(words: try reader.pair())
            case 10: settlement.facts = try reader.facts()
            case 11: price = (try reader.integer(), price?.table ?? "", price?.guessed ?? false)
            case 12: price = (price?.amount ?? 0, try reader.text(), price?.guessed ?? false)
            case 13: price = (price?.amount ?? 0, price?.table ?? "", try reader.flag())
            case 14: settlement.price = try reader.natural() == 2 ? .noPrice : .noUsage
            case 16:
                _ = try reader.flag()
                settlement.prompt = nil
            case 17:
                _ = try reader.flag()
                settlement.attributes = [:]
            default: try reader.skip()
            }
        }
        if let price {
            settlement.price = .priced(picodollars: price.amount, tableVersion: price.table, guessed: price.guessed)
        }
        return settlement
    }
}

extension RecordWriter {
    /// Text that differs from what the reader knows; absence is empty text, which none of these can be.
    fileprivate mutating func changed(_ tag: UInt64, _ value: String?, from known: String?) {
        if value != known { text(tag, value ?? "") }
    }

    mutating func facts(_ tag: UInt64, _ facts: CallFacts) {
        guard facts != CallFacts() else { return }
        group(tag) { writer in
            writer.flag(1, facts.truncated)
            writer.flag(2, facts.filtered)
            writer.flag(3, facts.refused)
            writer.flag(4, facts.empty)
            writer.flag(5, facts.repeated)
            writer.flag(6, facts.retried)
            writer.integer(7, facts.inputCharacters.map(Int64.init))
            writer.integer(8, facts.outputCharacters.map(Int64.init))
            writer.text(9, facts.outputScript)
            writer.word(10, facts.inputHash)
            writer.word(11, facts.outputHash)
        }
    }
}

extension RecordReader {
    fileprivate mutating func optionalText() throws(StorageError) -> String? {
        let text = try text()
        return text.isEmpty ? nil : text
    }

    mutating func facts() throws(StorageError) -> CallFacts {
        var reader = try group()
        var facts = CallFacts()
        while let tag = try reader.next() {
            switch tag {
            case 1: facts.truncated = try reader.flag()
            case 2: facts.filtered = try reader.flag()
            case 3: facts.refused = try reader.flag()
            case 4: facts.empty = try reader.flag()
            case 5: facts.repeated = try reader.flag()
            case 6: facts.retried = try reader.flag()
            case 7: facts.inputCharacters = Int(truncatingIfNeeded: try reader.integer())
            case 8: facts.outputCharacters = Int(truncatingIfNeeded: try reader.integer())
            case 9: facts.outputScript = try reader.text()
            case 10: facts.inputHash = try reader.word()
            case 11: facts.outputHash = try reader.word()
            default: try reader.skip()
            }
        }
        return facts
    }
}
