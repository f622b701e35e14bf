import Simulation
import Telemetry

/// One world, generated once and looked at by many tests: everything that arrives until two days after now.
struct Observed: Sendable {
    /// A call without its texts.
    struct CallLine: Sendable {
        var system: String
        var id: String
        var time: Timestamp
        var arrival: Timestamp
        var days: Double
        var attributes: [String: AttributeValue]
        var user: String
        var failed: Bool
        var milliseconds: Double?
        var inputTokens: Int64?
        var outputTokens: Int64?
        var prompt: String?
        var fingerprint: String?
        var price: CallPrice
    }

    struct OutcomeLine: Sendable {
        var system: String
        var callID: String
        var name: String
        var value: Double?
        var label: String?
        var callTime: Timestamp
        var arrival: Timestamp
    }

    static let now = Timestamp(rfc3339: "2026-11-21T16:20:00Z") ?? Timestamp(seconds: 0)
    /// Two fifths of the demo's traffic: enough for every statement below, in a debug build too.
    static let scale = 0.4
    static let world = World(seed: 20_261_121, now: now, scale: scale)
    static let whole = Observed(world)
    private static let lastDay = 2

    var calls: [CallLine] = []
    var outcomes: [OutcomeLine] = []
    var changes: [Change] = []
    var repeats = 0
    var records = 0
    var isInOrder = true
    var outOfOrderCalls = 0
    var textBytes = 0
    var hostile: [String] = []
    /// Fields of every payment with its day.
    var payments: [(days: Double, fields: [String: AttributeValue])] = []
    /// Outcomes by the id of their call.
    var outcomesByCall: [String: [OutcomeLine]] = [:]

    init(_ world: World) {
        var traffic = world.traffic()
        let book = PriceBook([DemoPrices.table(now: world.now), .builtIn])
        var last = Timestamp(nanoseconds: .min)
        var newestCall = Timestamp(nanoseconds: .min)
        for day in -world.days...Self.lastDay {
            for record in traffic.records(until: world.now.advanced(bySeconds: Int64(day) * 86_400)) {
                records += 1
                if record.arrival < last { isInOrder = false }
                last = record.arrival
                if record.isRepeated {
                    repeats += 1
                    continue
                }
                switch record.content {
                case .call(let sent):
                    let call = sent.call
                    if call.time < newestCall.advanced(bySeconds: -60) { outOfOrderCalls += 1 }
                    newestCall = max(newestCall, call.time)
                    let system = call.system?.text ?? ""
                    calls.append(
                        CallLine(
                            system: system, id: call.clientID ?? "", time: call.time, arrival: record.arrival,
                            days: call.time.seconds(since: world.now) / 86_400, attributes: call.attributes,
                            user: sent.userID ?? "", failed: call.failed,
                            milliseconds: call.latencyMicroseconds.map { Double($0) / 1_000 },
                            inputTokens: call.tokens.input, outputTokens: call.tokens.output, prompt: call.prompt?.text,
                            fingerprint: call.fingerprint, price: book.price(of: call)))
                    let texts = (call.content.input + call.content.output).map(\.text)
                    textBytes += texts.reduce(0) { $0 + $1.utf8.count }
                    hostile += texts.filter {
                        $0.contains("<script>") || $0.contains("=HYPERLINK") || $0.contains("@mail.example")
                    }
                    if system == "fraud-scoring" {
                        payments.append((call.time.seconds(since: world.now) / 86_400, call.fields))
                    }
                case .outcome(let sent):
                    let value: Double? =
                        switch sent.outcome.value {
                        case .number(let number): number
                        case .boolean(let flag): flag ? 1 : 0
                        case .text, nil: nil
                        }
                    outcomes.append(
                        OutcomeLine(
                            system: sent.system.text, callID: sent.callID, name: sent.outcome.name, value: value,
                            label: sent.outcome.label, callTime: sent.callTime, arrival: record.arrival))
                case .change(let change): changes.append(change)
                }
            }
        }
        outcomesByCall = Dictionary(grouping: outcomes, by: \.callID)
    }

    /// Calls of a system within some days from now.
    func calls(_ system: String, _ days: Range<Double> = -90..<0) -> [CallLine] {
        calls.filter { $0.system == system && days.contains($0.days) }
    }

    /// Whether the share of calls agrees with a planned one, by the error of a share.
    static func agrees(_ count: Int, of total: Int, with planned: Double) -> Bool {
        let error = (planned * (1 - planned) / Double(total)).squareRoot()
        return abs(Double(count) / Double(total) - planned) < 5 * error
    }

    /// Values of one outcome with the calls they are about.
    func values(_ name: String, of calls: [CallLine]) -> [Double] {
        calls.flatMap { call in (outcomesByCall[call.id] ?? []).filter { $0.name == name }.compactMap(\.value) }
    }
}

/// Mean and the standard error of a mean.
func mean(_ values: [Double]) -> (value: Double, error: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count - 1))
    return (mean, (variance / Double(values.count)).squareRoot())
}

/// The value below which a share of the values lies.
func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

/// Whether an observed mean agrees with a planted one: within four standard errors, and moods widen those by a half.
func agrees(_ values: [Double], with planted: Double) -> Bool {
    let (value, error) = mean(values)
    return abs(value - planted) < 6 * error
}
