import Storage
import Telemetry

/// The `where` of lists of calls: conditions that must all hold, `status:error+latency_ms:>1200+language:!es`.
///
/// Per condition: `!` not, `|` any of, `>`, `>=`, `<`, `<=`, `a..b` a range, `-` absent, `*` present. Keys are the members of
/// a call, and any other key is an attribute or slice dimension.
struct CallCondition: Sendable, Hashable {
    /// As it was sent, for addresses.
    let raw: String
    private let terms: [Term]

    /// Conditions of one list; more make no list clearer.
    static let limit = 16

    private struct Term: Sendable, Hashable {
        let key: String
        let test: Test
    }

    private enum Test: Sendable, Hashable {
        case isAbsent
        case isPresent
        case isOneOf([String])
        case isNoneOf([String])
        case isAbove(Double, orEqual: Bool)
        case isBelow(Double, orEqual: Bool)
        case isBetween(Double, Double)
    }

    /// - Parameter raw: the raw value of the parameter.
    /// - Throws: ``Problem`` that names the condition.
    init(_ raw: String) throws {
        self.raw = raw
        let parts = raw.split(separator: "+")
        guard parts.count <= Self.limit else { throw Problem(.invalid, "At most \(Self.limit) conditions are read.") }
        terms = try parts.map { part in
            guard let colon = part.firstIndex(of: ":") else {
                throw Problem(.invalid, "The condition '\(part.prefix(64))' has no colon: it reads key:value.")
            }
            let key = PercentCoding.decoded(part[..<colon])
            let value = String(part[part.index(after: colon)...])
            guard !key.isEmpty, !value.isEmpty else {
                throw Problem(.invalid, "The condition '\(part.prefix(64))' has an empty side.")
            }
            return Term(key: key, test: try Self.test(value, key: key))
        }
    }

    private static func test(_ value: String, key: String) throws -> Test {
        func number(_ text: some StringProtocol) throws -> Double {
            guard let number = Double(PercentCoding.decoded(text)), number.isFinite else {
                throw Problem(
                    .invalid, "The condition on '\(key.prefix(64))' compares with something that is no number.")
            }
            return number
        }
        func words(_ text: some StringProtocol) -> [String] {
            text.split { $0 == "|" }.map { PercentCoding.decoded($0) }
        }
        // Browsers and clients encode the signs of comparison; they are read either way.
        let value = value.replacing("%3E", with: ">").replacing("%3C", with: "<").replacing("%7C", with: "|")
        if value == "-" { return .isAbsent }
        if value == "*" { return .isPresent }
        if value.hasPrefix(">=") { return .isAbove(try number(value.dropFirst(2)), orEqual: true) }
        if value.hasPrefix(">") { return .isAbove(try number(value.dropFirst()), orEqual: false) }
        if value.hasPrefix("<=") { return .isBelow(try number(value.dropFirst(2)), orEqual: true) }
        if value.hasPrefix("<") { return .isBelow(try number(value.dropFirst()), orEqual: false) }
        if value.hasPrefix("!") { return .isNoneOf(words(value.dropFirst())) }
        if let dots = value.firstRange(of: "..") {
            return .isBetween(try number(value[..<dots.lowerBound]), try number(value[dots.upperBound...]))
        }
        return .isOneOf(words(value))
    }

    /// Whether a call fulfils all conditions.
    func holds(_ stored: StoredCall) -> Bool {
        terms.allSatisfy { term in
            let value = Self.value(term.key, of: stored)
            switch term.test {
            case .isAbsent: return value == nil
            case .isPresent: return value != nil
            case .isOneOf(let words): return value.map { words.contains($0.text) } ?? false
            case .isNoneOf(let words): return value.map { !words.contains($0.text) } ?? true
            case .isAbove(let limit, let orEqual):
                return value?.number.map { orEqual ? $0 >= limit : $0 > limit } ?? false
            case .isBelow(let limit, let orEqual):
                return value?.number.map { orEqual ? $0 <= limit : $0 < limit } ?? false
            case .isBetween(let low, let high):
                return value?.number.map { (low...max(low, high)).contains($0) } ?? false
            }
        }
    }

    private struct Value {
        let text: String
        var number: Double? { Double(text) }

        init(_ text: String) { self.text = text }
        init(_ number: Double) { text = "\(number)" }
        init(_ number: Int64) { text = String(number) }
    }

    private static func value(_ key: String, of stored: StoredCall) -> Value? {
        let call = stored.call
        let settlement = stored.settlement
        switch key {
        case "status": return Value(call.failed ? "error" : "ok")
        case "state":
            switch stored.state {
            case .settling: return Value("settling")
            case .settled: return Value("settled")
            case .duplicate: return Value("duplicate")
            }
        case "kind": return Value(call.kind.rawValue)
        case "error_type": return call.errorType.map(Value.init)
        case "http_status": return call.httpStatus.map { Value(Int64($0)) }
        case "provider": return call.provider.map(Value.init)
        case "model": return call.requestModel.map(Value.init)
        case "model_answered": return call.responseModel.map(Value.init)
        case "model_version": return call.modelVersion.map(Value.init)
        case "fingerprint": return call.fingerprint.map(Value.init)
        case "prompt": return (settlement?.prompt ?? call.prompt).map { Value($0.text) }
        case "service": return call.service.map(Value.init)
        case "version": return call.serviceVersion.map(Value.init)
        case "environment": return call.environment.map(Value.init)
        case "operation": return call.operation.map(Value.init)
        case "finish_reason": return call.finishReasons.first.map { Value($0.word) }
        case "latency_ms": return call.latencyMicroseconds.map { Value(Double($0) / 1_000) }
        case "ttft_ms": return call.timeToFirstTokenMicroseconds.map { Value(Double($0) / 1_000) }
        case "tokens.input": return call.tokens.input.map(Value.init)
        case "tokens.output": return call.tokens.output.map(Value.init)
        case "tokens.cache_read": return call.tokens.cacheRead.map(Value.init)
        case "tokens.reasoning": return call.tokens.reasoning.map(Value.init)
        case "cost_usd": return settlement?.price.picodollars.map { Value(Double($0) / 1e12) }
        case "user": return (settlement?.user ?? call.user).map { Value($0.text) }
        case "session": return (settlement?.session ?? call.session).map { Value($0.text) }
        default:
            if let slice = settlement?.row?.slices.first(where: { $0.dimension == key }) { return Value(slice.value) }
            return (settlement?.attributes[key] ?? call.attributes[key] ?? call.fields[key])?.sliceText.map(Value.init)
        }
    }
}
