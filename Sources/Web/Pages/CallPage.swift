package import Telemetry

/// `/calls/<id>`: one call with all that is known of it.
package struct CallPage: Encodable, Sendable {
    package let id: String
    package let system: SystemHeading
    package let time: Timestamp
    package let status: CallStatus
    package let errorMessage: String?
    package let settling: Settling
    /// Asked for and answered. Text from outside.
    package let modelAsked: String?
    package let modelAnswered: String?
    package let provider: String?
    package let fingerprint: String?
    package let prompt: String?
    package let version: String?
    package let environment: String?
    package let operation: String?
    package let latencySeconds: Double?
    package let firstTokenSeconds: Double?
    package let tokens: [TokenCount]
    package let cost: Cost
    /// In order of start, parents before children.
    package let spans: [Span]
    package let input: [Message]
    package let output: [Message]
    package let texts: Texts
    package let documents: [Document]
    package let tools: [ToolCall]
    package let fields: [Field]
    package let prediction: [Field]
    package let attributes: [Field]
    package let parameters: [Field]
    package let facts: [Fact]
    package let scores: [ScoreRow]
    package let outcomes: [OutcomeRow]
    /// Pseudonyms.
    package let user: String?
    package let session: String?
    package let traceID: String?

    package init(
        id: String, system: SystemHeading, time: Timestamp, status: CallStatus, errorMessage: String?,
        settling: Settling, modelAsked: String?, modelAnswered: String?, provider: String?, fingerprint: String?,
        prompt: String?, version: String?, environment: String?, operation: String?, latencySeconds: Double?,
        firstTokenSeconds: Double?, tokens: [TokenCount], cost: Cost, spans: [Span], input: [Message],
        output: [Message], texts: Texts, documents: [Document], tools: [ToolCall], fields: [Field],
        prediction: [Field], attributes: [Field], parameters: [Field], facts: [Fact], scores: [ScoreRow],
        outcomes: [OutcomeRow], user: String?, session: String?, traceID: String?
    ) {
        self.id = id
        self.system = system
        self.time = time
        self.status = status
        self.errorMessage = errorMessage
        self.settling = settling
        self.modelAsked = modelAsked
        self.modelAnswered = modelAnswered
        self.provider = provider
        self.fingerprint = fingerprint
        self.prompt = prompt
        self.version = version
        self.environment = environment
        self.operation = operation
        self.latencySeconds = latencySeconds
        self.firstTokenSeconds = firstTokenSeconds
        self.tokens = tokens
        self.cost = cost
        self.spans = spans
        self.input = input
        self.output = output
        self.texts = texts
        self.documents = documents
        self.tools = tools
        self.fields = fields
        self.prediction = prediction
        self.attributes = attributes
        self.parameters = parameters
        self.facts = facts
        self.scores = scores
        self.outcomes = outcomes
        self.user = user
        self.session = session
        self.traceID = traceID
    }

    /// Whether the call's numbers are final.
    package enum Settling: Encodable, Sendable, Hashable {
        /// Spans of its trace may still come, until then.
        case pending(until: Timestamp)
        case settled(at: Timestamp)
        /// Another record is the same call; it counts there.
        case duplicate(of: String)
    }

    /// Whether texts are there to be read.
    package enum Texts: String, Encodable, Sendable, Hashable {
        case shown
        /// The client did not send them.
        case notSent = "not_sent"
        /// The system's text policy drops them.
        case dropped
        /// Retention removed them.
        case expired
        /// Who looks may not read them.
        case notAllowed = "not_allowed"
    }

    /// Tokens of one kind.
    package struct TokenCount: Encodable, Sendable, Hashable {
        package let kind: Kind
        package let count: Int

        package init(kind: Kind, count: Int) {
            self.kind = kind
            self.count = count
        }

        /// Kinds of tokens.
        package enum Kind: String, Encodable, Sendable, Hashable {
            case input, output, reasoning
            case cacheRead = "cache_read"
            case cacheWrite = "cache_write"
            case audioInput = "audio_input"
            case audioOutput = "audio_output"
        }
    }

    /// Ours and the client's own.
    package struct Cost: Encodable, Sendable, Hashable {
        package let ours: CallCost
        package let isProviderGuessed: Bool
        /// US dollars, as the client sent it.
        package let clients: Double?
        /// The priced parts; empty when unpriced.
        package let parts: [Part]

        package init(ours: CallCost, isProviderGuessed: Bool, clients: Double?, parts: [Part]) {
            self.ours = ours
            self.isProviderGuessed = isProviderGuessed
            self.clients = clients
            self.parts = parts
        }

        /// One priced part.
        package struct Part: Encodable, Sendable, Hashable {
            package let kind: TokenCount.Kind
            package let count: Int
            /// US dollars per million.
            package let dollarsPerMillion: Double

            package init(kind: TokenCount.Kind, count: Int, dollarsPerMillion: Double) {
                self.kind = kind
                self.count = count
                self.dollarsPerMillion = dollarsPerMillion
            }
        }
    }

    /// One step of the trace.
    package struct Span: Encodable, Sendable, Hashable {
        package let name: String
        /// 0 for the root.
        package let depth: Int
        /// Seconds from the start of the trace.
        package let start: Double
        package let duration: Double
        package let isFailed: Bool
        /// Whether it is the call of this page.
        package let isThis: Bool
        /// Another call in the same trace.
        package let call: String?

        package init(
            name: String, depth: Int, start: Double, duration: Double, isFailed: Bool, isThis: Bool, call: String?
        ) {
            self.name = name
            self.depth = depth
            self.start = start
            self.duration = duration
            self.isFailed = isFailed
            self.isThis = isThis
            self.call = call
        }
    }

    /// One message.
    package struct Message: Encodable, Sendable, Hashable {
        package let role: String
        package let text: String
        /// Whether more was sent than is kept.
        package let isTruncated: Bool
        /// BCP 47, when the language was found.
        package let language: String?

        package init(role: String, text: String, isTruncated: Bool, language: String?) {
            self.role = role
            self.text = text
            self.isTruncated = isTruncated
            self.language = language
        }
    }

    /// One document that was retrieved.
    package struct Document: Encodable, Sendable, Hashable {
        package let id: String
        package let score: Double?
        package let text: String?

        package init(id: String, score: Double?, text: String?) {
            self.id = id
            self.score = score
            self.text = text
        }
    }

    /// One tool that the model called.
    package struct ToolCall: Encodable, Sendable, Hashable {
        package let name: String
        package let arguments: String?
        package let result: String?

        package init(name: String, arguments: String?, result: String?) {
            self.name = name
            self.arguments = arguments
            self.result = result
        }
    }

    /// A name and a value as sent. Text from outside.
    package struct Field: Encodable, Sendable, Hashable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Something derived from the call.
    package struct Fact: Encodable, Sendable, Hashable {
        package let kind: Kind
        /// `nil` when it cannot be measured.
        package let holds: Bool?

        package init(kind: Kind, holds: Bool?) {
            self.kind = kind
            self.holds = holds
        }

        /// Kinds of facts.
        package enum Kind: String, Encodable, Sendable, Hashable, CaseIterable {
            case success, truncated, filtered, refused, empty, repeated, retried
        }
    }

    /// Feedback, a label or a business outcome.
    package struct OutcomeRow: Encodable, Sendable, Hashable {
        package let kind: Kind
        package let name: String
        package let value: String?
        package let text: String?
        package let amount: Double?
        package let time: Timestamp
        package let arrived: Timestamp
        package let by: String?

        package init(
            kind: Kind, name: String, value: String?, text: String?, amount: Double?, time: Timestamp,
            arrived: Timestamp, by: String?
        ) {
            self.kind = kind
            self.name = name
            self.value = value
            self.text = text
            self.amount = amount
            self.time = time
            self.arrived = arrived
            self.by = by
        }

        /// Kinds of outcomes other than scores.
        package enum Kind: String, Encodable, Sendable, Hashable {
            case feedback, label, business
        }
    }
}
