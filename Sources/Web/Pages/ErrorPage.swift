/// What a browser sees when a request fails: what happened, what is not affected, and how to report it.
package struct ErrorPage: Encodable, Sendable {
    package let status: Int
    /// The name of the problem, as in `/problems/<name>`.
    package let problem: String
    package let title: String
    /// One or two sentences for the person.
    package let detail: String
    /// What goes on in spite of it; `nil` when nothing need be said, as for a page that does not exist.
    package let unaffected: String?
    package let requestID: String

    package init(status: Int, problem: String, title: String, detail: String, unaffected: String?, requestID: String) {
        self.status = status
        self.problem = problem
        self.title = title
        self.detail = detail
        self.unaffected = unaffected
        self.requestID = requestID
    }
}
