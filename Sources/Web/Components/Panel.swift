/// A white box with a heading.
enum Panel {
    /// - Parameters:
    ///   - id: also the target of links; `nil` for none.
    ///   - detail: a few words beside the heading.
    ///   - right: what stands at the right end of the heading.
    static func markup(
        _ title: String, id: String? = nil, detail: String? = nil, right: HTML? = nil, classes: String? = nil,
        _ content: HTML
    ) -> HTML {
        let idAttribute: HTML? = id.map { " id=\"\($0)\"" }
        let more: HTML? = classes.map { " \($0)" }
        let sub: HTML? = detail.map { "<span class=\"sub\">\($0)</span>" }
        let end: HTML? = right.map { "<span class=\"r\">\($0)</span>" }
        return """
            <section class="panel\(more)"\(idAttribute) aria-label="\(title)"><div class="ph"><h2>\(title)</h2>\(sub)\(end)</div>\
            \(content)</section>
            """
    }
}
