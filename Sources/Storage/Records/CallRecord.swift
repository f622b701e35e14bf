import Telemetry

/// The record of a call: everything but its key, which stands in the row, and its content, which stands with the texts.
enum CallRecord {
    static let version: UInt8 = 1

    static func encode(_ call: Call) -> [UInt8] {
        var writer = RecordWriter(version: version)
        writer.text(1, call.clientID)
        writer.pair(2, call.traceID?.words)
        writer.word(3, call.spanID?.word)
        writer.word(4, call.parentSpanID?.word)
        writer.mark(5, call.parentIsRemote)
        writer.text(6, call.name)
        writer.text(7, call.dialect)
        writer.text(8, call.scope)
        writer.natural(9, UInt64(code(call.kind)))
        writer.text(10, call.operation)
        writer.time(11, call.time)
        writer.mark(12, call.timeAssumed)
        writer.integer(13, call.latencyMicroseconds)
        writer.integer(14, call.timeToFirstTokenMicroseconds)
        writer.text(15, call.system?.text)
        writer.text(16, call.service)
        writer.text(17, call.serviceVersion)
        writer.text(18, call.environment)
        writer.text(19, call.provider)
        writer.text(20, call.requestModel)
        writer.text(21, call.responseModel)
        writer.text(22, call.modelVersion)
        writer.text(23, call.responseID)
        writer.text(24, call.fingerprint)
        writer.text(25, call.serviceTier)
        writer.attributes(26, call.parameters)
        writer.prompt(27, call.prompt)
        writer.finishReasons(28, call.finishReasons)
        writer.tokens(29, call.tokens)
        writer.integer(30, call.clientCostPicodollars)
        writer.mark(31, call.failed)
        writer.text(32, call.errorType)
        writer.integer(33, call.httpStatus.map(Int64.init))
        writer.text(34, call.user?.text)
        writer.text(35, call.session?.text)
        writer.attributes(36, call.attributes)
        writer.attributes(37, call.fields)
        if let prediction = call.prediction { writer.prediction(38, prediction) }
        writer.text(39, call.mitigation)
        return writer.bytes
    }

    /// What was measured of the call's text, to stand behind its record: no part of what tells it from another call with
    /// its key, since a later version of the program may measure otherwise.
    static func encode(textFacts facts: CallFacts) -> ArraySlice<UInt8> {
        var writer = RecordWriter(version: version, capacity: 64)
        writer.facts(40, facts)
        return writer.bytes.dropFirst()
    }

    static func decode(_ bytes: UnsafeRawBufferPointer, key: CallKey) throws(StorageError) -> Call {
        var reader = try RecordReader(bytes, version: version)
        var call = Call(key: key, kind: .llm, time: Timestamp(nanoseconds: 0))
        while let tag = try reader.next() {
            switch tag {
            case 1: call.clientID = try reader.text()
            case 2: call.traceID = try reader.trace()
            case 3: call.spanID = try reader.span()
            case 4: call.parentSpanID = try reader.span()
            case 5: call.parentIsRemote = try reader.flag()
            case 6: call.name = try reader.text()
            case 7: call.dialect = try reader.text()
            case 8: call.scope = try reader.text()
            case 9: call.kind = try kind(UInt8(truncatingIfNeeded: try reader.natural()))
            case 10: call.operation = try reader.text()
            case 11: call.time = try reader.time()
            case 12: call.timeAssumed = try reader.flag()
            case 13: call.latencyMicroseconds = try reader.integer()
            case 14: call.timeToFirstTokenMicroseconds = try reader.integer()
            case 15: call.system = try reader.system()
            case 16: call.service = try reader.text()
            case 17: call.serviceVersion = try reader.text()
            case 18: call.environment = try reader.text()
            case 19: call.provider = try reader.text()
            case 20: call.requestModel = try reader.text()
            case 21: call.responseModel = try reader.text()
            case 22: call.modelVersion = try reader.text()
            case 23: call.responseID = try reader.text()
            case 24: call.fingerprint = try reader.text()
            case 25: call.serviceTier = try reader.text()
            case 26: try reader.attribute(into: &call.parameters)
            case 27: call.prompt = try reader.prompt()
            case 28: call.finishReasons.append(try reader.finishReason())
            case 29: call.tokens = try reader.tokens()
            case 30: call.clientCostPicodollars = try reader.integer()
            case 31: call.failed = try reader.flag()
            case 32: call.errorType = try reader.text()
            case 33: call.httpStatus = Int(truncatingIfNeeded: try reader.integer())
            case 34: call.user = try reader.person()
            case 35: call.session = try reader.person()
            case 36: try reader.attribute(into: &call.attributes)
            case 37: try reader.attribute(into: &call.fields)
            case 38: call.prediction = try reader.prediction()
            case 39: call.mitigation = try reader.text()
            case 40: call.textFacts = try reader.facts()
            default: try reader.skip()
            }
        }
        return call
    }

    /// On disk: never change a number.
    static func code(_ kind: CallKind) -> UInt8 {
        switch kind {
        case .llm: 1
        case .embedding: 2
        case .classifier: 3
        case .regressor: 4
        case .ranker: 5
        }
    }

    static func kind(_ code: UInt8) throws(StorageError) -> CallKind {
        switch code {
        case 1: .llm
        case 2: .embedding
        case 3: .classifier
        case 4: .regressor
        case 5: .ranker
        default: throw .damaged("an unknown kind of call")
        }
    }
}

extension RecordWriter {
    mutating func tokens(_ tag: UInt64, _ tokens: TokenUsage) {
        guard tokens != TokenUsage() else { return }
        group(tag) { writer in
            writer.integer(1, tokens.input)
            writer.integer(2, tokens.output)
            writer.integer(3, tokens.cacheRead)
            writer.integer(4, tokens.cacheWrite)
            writer.integer(5, tokens.cacheWriteHour)
            writer.integer(6, tokens.reasoning)
            writer.integer(7, tokens.audioInput)
            writer.integer(8, tokens.audioOutput)
        }
    }

    mutating func prediction(_ tag: UInt64, _ prediction: Prediction) {
        group(tag) { writer in
            writer.text(1, prediction.label)
            writer.real(2, prediction.score)
            writer.real(3, prediction.value)
            for (label, probability) in prediction.probabilities.sorted(by: { $0.key < $1.key }) {
                writer.group(4) { pair in
                    pair.text(1, label)
                    pair.real(2, probability)
                }
            }
            for item in prediction.ranking { writer.text(5, item) }
        }
    }
}

extension RecordReader {
    mutating func tokens() throws(StorageError) -> TokenUsage {
        var reader = try group()
        var tokens = TokenUsage()
        while let tag = try reader.next() {
            switch tag {
            case 1: tokens.input = try reader.integer()
            case 2: tokens.output = try reader.integer()
            case 3: tokens.cacheRead = try reader.integer()
            case 4: tokens.cacheWrite = try reader.integer()
            case 5: tokens.cacheWriteHour = try reader.integer()
            case 6: tokens.reasoning = try reader.integer()
            case 7: tokens.audioInput = try reader.integer()
            case 8: tokens.audioOutput = try reader.integer()
            default: try reader.skip()
            }
        }
        return tokens
    }

    mutating func prediction() throws(StorageError) -> Prediction {
        var reader = try group()
        var prediction = Prediction()
        while let tag = try reader.next() {
            switch tag {
            case 1: prediction.label = try reader.text()
            case 2: prediction.score = try reader.real()
            case 3: prediction.value = try reader.real()
            case 4:
                var pair = try reader.group()
                var label = ""
                var probability = 0.0
                while let tag = try pair.next() {
                    switch tag {
                    case 1: label = try pair.text()
                    case 2: probability = try pair.real()
                    default: try pair.skip()
                    }
                }
                prediction.probabilities[label] = probability
            case 5: prediction.ranking.append(try reader.text())
            default: try reader.skip()
            }
        }
        return prediction
    }
}
