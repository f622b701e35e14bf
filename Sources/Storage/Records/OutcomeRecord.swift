import Telemetry

/// The record of an outcome: everything but its key, and its text and rationale, which stand with the texts.
enum OutcomeRecord {
    static let version: UInt8 = 1

    static func encode(_ outcome: Outcome) -> [UInt8] {
        var writer = RecordWriter(version: version, capacity: 256)
        writer.text(1, outcome.clientID)
        switch outcome.target {
        case .call(let key): writer.pair(2, key.words)
        case .span(let trace, let span):
            writer.pair(3, trace.words)
            writer.word(4, span.word)
        case .trace(let trace): writer.pair(3, trace.words)
        case .response(let id, let system, let trace):
            writer.text(5, id)
            writer.text(6, system?.text)
            writer.pair(7, trace?.words)
        case .session(let session): writer.text(8, session.text)
        }
        writer.natural(9, code(outcome.kind))
        writer.text(10, outcome.name)
        switch outcome.value {
        case .number(let number): writer.real(11, number)
        case .boolean(let flag): writer.flag(12, flag)
        case .text(let text): writer.text(13, text)
        case nil: break
        }
        writer.text(14, outcome.label)
        writer.real(15, outcome.range?.lowerBound)
        writer.real(16, outcome.range?.upperBound)
        writer.flag(17, outcome.better.map { $0 == .high })
        writer.natural(18, code(outcome.rater.kind))
        writer.text(19, outcome.rater.name)
        writer.text(20, outcome.rater.version)
        writer.integer(21, outcome.amountPicodollars)
        writer.time(22, outcome.time)
        if outcome.sampled != 1 { writer.real(23, outcome.sampled) }
        writer.pair(24, outcome.supersedes?.words)
        writer.word(25, outcome.loggedUnder?.word)
        return writer.bytes
    }

    static func decode(_ bytes: UnsafeRawBufferPointer, key: CallKey) throws(StorageError) -> Outcome {
        var reader = try RecordReader(bytes, version: version)
        var outcome = Outcome(
            key: key, target: .call(key), kind: .score, name: "", rater: Rater(.user),
            time: Timestamp(nanoseconds: 0))
        var trace: TraceID?
        var span: SpanID?
        var response: (id: String, system: SystemSlug?, trace: TraceID?)?
        var low: Double?
        while let tag = try reader.next() {
            switch tag {
            case 1: outcome.clientID = try reader.text()
            case 2: outcome.target = .call(CallKey(words: try reader.pair()))
            case 3: trace = try reader.trace()
            case 4: span = try reader.span()
            case 5: response = (try reader.text(), nil, nil)
            case 6: response?.system = try reader.system()
            case 7: response?.trace = try reader.trace()
            case 8: outcome.target = .session(try reader.person())
            case 9: outcome.kind = try kind(try reader.natural())
            case 10: outcome.name = try reader.text()
            case 11: outcome.value = .number(try reader.real())
            case 12: outcome.value = .boolean(try reader.flag())
            case 13: outcome.value = .text(try reader.text())
            case 14: outcome.label = try reader.text()
            case 15: low = try reader.real()
            case 16:
                let high = try reader.real()
                if let low, low <= high { outcome.range = low...high }
            case 17: outcome.better = try reader.flag() ? .high : .low
            case 18: outcome.rater.kind = try rater(try reader.natural())
            case 19: outcome.rater.name = try reader.text()
            case 20: outcome.rater.version = try reader.text()
            case 21: outcome.amountPicodollars = try reader.integer()
            case 22: outcome.time = try reader.time()
            case 23: outcome.sampled = try reader.real()
            case 24: outcome.supersedes = CallKey(words: try reader.pair())
            case 25: outcome.loggedUnder = try reader.span()
            default: try reader.skip()
            }
        }
        if let trace { outcome.target = span.map { .span(trace, $0) } ?? .trace(trace) }
        if let response { outcome.target = .response(response.id, system: response.system, trace: response.trace) }
        return outcome
    }

    /// On disk: never change a number.
    private static func code(_ kind: Outcome.Kind) -> UInt64 {
        switch kind {
        case .feedback: 1
        case .label: 2
        case .score: 3
        case .business: 4
        }
    }

    private static func kind(_ code: UInt64) throws(StorageError) -> Outcome.Kind {
        switch code {
        case 1: .feedback
        case 2: .label
        case 3: .score
        case 4: .business
        default: throw .damaged("an unknown kind of outcome")
        }
    }

    /// On disk: never change a number.
    private static func code(_ rater: Rater.Kind) -> UInt64 {
        switch rater {
        case .user: 1
        case .person: 2
        case .judge: 3
        case .check: 4
        }
    }

    private static func rater(_ code: UInt64) throws(StorageError) -> Rater.Kind {
        switch code {
        case 1: .user
        case 2: .person
        case 3: .judge
        case 4: .check
        default: throw .damaged("an unknown kind of rater")
        }
    }
}
