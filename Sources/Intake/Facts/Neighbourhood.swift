import DequeModule
package import Telemetry

/// What settling remembers of the calls before, system by system, to tell whether an answer repeats an earlier one,
/// whether a question was asked again, and whether texts arrive at all.
///
/// Bounded, in memory, lost at a restart: a settlement is final when it is written, so nothing is ever computed again
/// from here.
package struct Neighbourhood: Sendable {
    /// How many different outputs of a system are remembered.
    package static let rememberedOutputs = 1_000
    /// Over how many calls of a system it is judged whether texts arrive.
    package static let contentWindow = 1_000
    /// A question asked again later than this is a new question.
    package static let retryWindowNanoseconds: Int64 = 60_000_000_000
    /// How many questions are remembered over all systems; the oldest are forgotten first.
    package static let rememberedQuestions = 50_000

    private var systems: [SystemSlug: SystemMemory] = [:]
    private var questions: [Question: Asked] = [:]
    private var questionOrder: Deque<Question> = []

    private struct Question: Hashable, Sendable {
        let system: SystemSlug
        let place: Place
        let prompt: String?
        let text: UInt64
    }

    private struct Asked: Sendable {
        let call: CallKey
        let time: Timestamp
    }

    private enum Place: Hashable, Sendable {
        case session(PersonKey)
        case trace(TraceID)
    }

    private let rememberedOutputs: Int

    /// Nothing remembered.
    package init(rememberedOutputs: Int = Self.rememberedOutputs) {
        self.rememberedOutputs = rememberedOutputs
    }

    /// Decides the facts that need neighbours, and remembers the call.
    ///
    /// - Parameters:
    ///   - facts: measured from the call's own text; `empty` is a candidate until here.
    ///   - call: with what its ancestors lent.
    ///   - system: that the call settles into.
    package mutating func complete(_ facts: CallFacts, of call: Call, in system: SystemSlug) -> CallFacts {
        guard call.kind == .llm else { return facts }
        var facts = facts
        let contentArrives = systems[system, default: SystemMemory()].saw(
            content: facts.hasInput || facts.hasOutput)
        if contentArrives {
            if facts.refused == nil, facts.filtered == true { facts.refused = true }
            if facts.hasOutput, !call.failed {
                // While the memory fills, every day would find more repetitions than the one before.
                let isRepeated = facts.outputHash.map {
                    systems[system]?.repeats($0, by: call.key, remembering: rememberedOutputs) ?? false
                }
                facts.repeated = systems[system]?.isFull == true ? isRepeated ?? false : nil
            }
        } else {
            facts.empty = nil
        }
        facts.retried = retried(facts, call: call, system: system)
        return facts
    }

    private mutating func retried(_ facts: CallFacts, call: Call, system: SystemSlug) -> Bool? {
        guard let text = facts.inputHash, let place = call.session.map(Place.session) ?? call.traceID.map(Place.trace)
        else { return nil }
        let question = Question(system: system, place: place, prompt: call.prompt?.name, text: text)
        guard let earlier = questions.updateValue(Asked(call: call.key, time: call.time), forKey: question) else {
            questionOrder.append(question)
            if questionOrder.count > Self.rememberedQuestions { questions[questionOrder.removeFirst()] = nil }
            return false
        }
        if earlier.time > call.time { questions[question] = earlier }
        // A call that comes again because its first commit failed does not ask again.
        guard earlier.call != call.key, earlier.time < call.time else { return false }
        return call.time.nanoseconds(since: earlier.time) <= Self.retryWindowNanoseconds
    }
}

/// What is remembered of one system.
private struct SystemMemory: Sendable {
    private var contentRing: Deque<Bool> = []
    private var withContent = 0
    private var lastSeen: [UInt64: (turn: UInt64, call: CallKey)] = [:]
    private var order: Deque<(output: UInt64, turn: UInt64)> = []
    private var turn: UInt64 = 0
    /// True once an output was forgotten: from then on all are compared with equally many.
    private(set) var isFull = false

    /// Notes whether a call brought text; true when at least half of the last calls did.
    mutating func saw(content: Bool) -> Bool {
        contentRing.append(content)
        if content { withContent += 1 }
        if contentRing.count > Neighbourhood.contentWindow, contentRing.removeFirst() { withContent -= 1 }
        return withContent * 2 >= contentRing.count
    }

    /// Notes an output; true when another call had it and it is one of the last different ones.
    mutating func repeats(_ output: UInt64, by call: CallKey, remembering limit: Int) -> Bool {
        turn += 1
        order.append((output, turn))
        let earlier = lastSeen[output]
        lastSeen[output] = (turn, earlier?.call ?? call)
        while lastSeen.count > limit || order.count > 4 * limit {
            isFull = true
            let oldest = order.removeFirst()
            if lastSeen[oldest.output]?.turn == oldest.turn { lastSeen[oldest.output] = nil }
        }
        return earlier.map { $0.call != call } ?? false
    }
}
