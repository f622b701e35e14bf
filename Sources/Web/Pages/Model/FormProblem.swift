/// What was wrong with a form that came back, shown in its place.
package struct FormProblem: Encodable, Sendable, Hashable {
    /// The last part of the form's path: `dismiss`, `notes`.
    package let action: String
    /// One sentence for the person who sent it.
    package let message: String
    /// What was entered, so that nothing is typed twice.
    package let entered: String

    package init(action: String, message: String, entered: String) {
        self.action = action
        self.message = message
        self.entered = entered
    }
}
