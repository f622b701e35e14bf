/// What the API document says about a route.
package struct RouteDescription: Sendable {
    /// The group that it stands in.
    package let group: String
    /// One sentence.
    package let summary: String
    /// What is sent, if anything.
    package let request: BodyDescription?
    /// What is answered when all goes well.
    package let answers: [AnswerDescription]
    /// The problems that it can answer with, beyond those that every route can.
    package let problems: [ProblemKind]

    package init(
        _ group: String, _ summary: String, request: BodyDescription? = nil, answers: [AnswerDescription],
        problems: [ProblemKind] = []
    ) {
        self.group = group
        self.summary = summary
        self.request = request
        self.answers = answers
        self.problems = problems
    }
}

/// A body that a route takes.
package struct BodyDescription: Sendable {
    /// In the order of preference.
    package let contentTypes: [String]
    /// What it holds; `nil` for bytes of another protocol.
    package let schema: APISchema?
    /// A request that works.
    package let example: JSONTree?

    package init(contentTypes: [String], schema: APISchema?, example: JSONTree? = nil) {
        self.contentTypes = contentTypes
        self.schema = schema
        self.example = example
    }
}

/// An answer of a route.
package struct AnswerDescription: Sendable {
    package let status: Int
    package let meaning: String
    /// `nil` without a body.
    package let contentType: String?
    package let schema: APISchema?

    package init(_ status: Int, _ meaning: String, contentType: String?, schema: APISchema?) {
        self.status = status
        self.meaning = meaning
        self.contentType = contentType
        self.schema = schema
    }

    /// A document of the API.
    package static func document<Content: Document>(_ type: Content.Type, status: Int = 200, _ meaning: String) -> Self
    {
        AnswerDescription(status, meaning, contentType: "application/json", schema: APISchema(of: type))
    }
}
