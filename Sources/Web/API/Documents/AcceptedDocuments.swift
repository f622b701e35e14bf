/// `accepted/1`: what became of one call, outcome or change that was sent alone.
package struct AcceptedDocument: Document {
    package static let schemaName = "accepted/1"

    /// What became of it.
    package enum State: String, Codable, Sendable, Hashable, CaseIterable {
        case stored, known
    }

    package var schema = Self.schemaName
    package var id: String
    package var state: State
    package var url: String?
    /// How many outcomes of this request wait for their call.
    package var awaited: Int?
    package var warnings: [ItemRemark]?

    package init(id: String, state: State, url: String?, awaited: Int?, warnings: [ItemRemark]) {
        self.id = id
        self.state = state
        self.url = url
        self.awaited = awaited
        self.warnings = warnings.isEmpty ? nil : warnings
    }

    package static let example = AcceptedDocument(
        id: "req-8f1c", state: .stored, url: "/calls/0f1e2d3c4b5a69788796a5b4c3d2e1f0", awaited: 1,
        warnings: [.example])
}

/// `accepted/1` of several: what became of a batch. Its order does not matter, and sending it again changes nothing.
package struct AcceptedBatchDocument: Document {
    package static let schemaName = "accepted/1"

    package var schema = Self.schemaName
    package var received: Int
    package var stored: Int
    package var known: Int
    package var refused: Int
    /// How many of the stored outcomes wait for their call.
    package var awaited: Int?
    /// The first hundred that were refused; all with `?report=full`.
    package var errors: [ItemRemark]
    package var warnings: [ItemRemark]

    package init(
        received: Int, stored: Int, known: Int, refused: Int, awaited: Int?, errors: [ItemRemark],
        warnings: [ItemRemark]
    ) {
        self.received = received
        self.stored = stored
        self.known = known
        self.refused = refused
        self.awaited = awaited
        self.errors = errors
        self.warnings = warnings
    }

    package static let example = AcceptedBatchDocument(
        received: 4, stored: 2, known: 1, refused: 1, awaited: 0, errors: [.example], warnings: [.example])
}

/// What is to be said about one item of a batch.
package struct ItemRemark: Codable, Sendable, Hashable {
    /// From 0.
    package var index: Int
    /// Of JSON lines, from 1.
    package var line: Int?
    /// As sent.
    package var id: String?
    /// The problem, for refusals.
    package var type: String?
    package var detail: String
    /// A JSON Pointer within the item.
    package var pointer: String?

    package init(index: Int, line: Int?, id: String?, type: String?, detail: String, pointer: String?) {
        self.index = index
        self.line = line
        self.id = id
        self.type = type
        self.detail = detail
        self.pointer = pointer
    }

    package static let example = ItemRemark(
        index: 3, line: 4, id: "x", type: "/problems/invalid", detail: "must be >= 0", pointer: "/latency_ms")
}
