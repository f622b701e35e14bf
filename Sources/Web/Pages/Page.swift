/// One page: a value from which its HTML and its `.json` twin are both made.
///
/// A page says all that is shown and nothing that is not shown. Numbers in it are raw, with n and range; words and
/// formatting are made in the markup only. Encoding it with ``PageJSON`` is the twin.
package protocol Page: Encodable, Sendable {
    /// For the browser's title bar and the top of a printed sheet, without the product's name.
    var title: String { get }

    /// The entry of the rail that is marked as current; `nil` on pages that belong to none.
    var section: Section? { get }

    /// The way here, outermost first; the last is the page itself.
    var crumbs: [Crumb] { get }

    /// What stands inside `<main>`.
    func main(in shell: Shell) -> HTML
}

extension Page {
    /// The whole document, ready to be sent with the content type `text/html; charset=utf-8`.
    package func document(in shell: Shell) -> HTML { shell.document(of: self) }
}

/// The top-level pages, in the order of the rail.
package enum Section: String, Encodable, Sendable, CaseIterable {
    case overview, incidents, systems, calls, changes
}

/// One step of the way to a page.
package struct Crumb: Encodable, Sendable, Hashable {
    package let title: String
    /// `nil` for the page itself.
    package let path: String?

    package init(_ title: String, path: String? = nil) {
        self.title = title
        self.path = path
    }
}
