extension ProblemPage: Page {
    package var section: Section? { nil }
    package var crumbs: [Crumb] { [Crumb("Problems"), Crumb(name)] }

    package func main(in shell: Shell) -> HTML {
        """
        <h1>\(title)</h1><div class="meta">\(status.map { Pill.plain("\($0)") })<span class="mono">/problems/\(name)</span></div>\
        <div class="prose"><p>\(meaning)</p>\(list("What causes it", causes))\(list("What helps", remedies))\
        <h2>In an answer</h2><p>Errors are documents of type <code>application/problem+json</code> (RFC 9457). \
        <code>type</code> is <code>/problems/\(name)</code>, <code>detail</code> says what was wrong with this request, \
        and <code>request_id</code> is in the server’s log too.</p></div>
        """
    }

    private func list(_ title: String, _ items: [String]) -> HTML? {
        guard !items.isEmpty else { return nil }
        return "<h2>\(title)</h2><ul>\(items.map { "<li>\($0)</li>" as HTML })</ul>"
    }
}
