/// `/problems/<name>`: what an error of the API means and what helps.
package struct ProblemPage: Encodable, Sendable {
    /// As in the path: `too-large`.
    package let name: String
    package let title: String
    package let status: [Int]
    /// What happened, in a sentence or two.
    package let meaning: String
    /// What usually causes it.
    package let causes: [String]
    /// What helps.
    package let remedies: [String]

    package init(name: String, title: String, status: [Int], meaning: String, causes: [String], remedies: [String]) {
        self.name = name
        self.title = title
        self.status = status
        self.meaning = meaning
        self.causes = causes
        self.remedies = remedies
    }
}
