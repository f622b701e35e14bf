/// A page of documentation: the shell around text that was written as Markdown and is part of the program.
package struct DocumentPage: Sendable {
    package let title: String
    package let path: String
    /// Made from our own documents at build or start; never from anything that was sent.
    package let body: HTML
    package let contents: [Heading]

    package init(title: String, path: String, body: HTML, contents: [Heading]) {
        self.title = title
        self.path = path
        self.body = body
        self.contents = contents
    }

    /// An entry of the table of contents.
    package struct Heading: Encodable, Sendable, Hashable {
        package let title: String
        /// The element's id.
        package let anchor: String

        package init(title: String, anchor: String) {
            self.title = title
            self.anchor = anchor
        }
    }
}
