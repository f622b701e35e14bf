extension ErrorPage: Page {
    package var section: Section? { nil }
    package var crumbs: [Crumb] { [Crumb("\(status)")] }

    package func main(in shell: Shell) -> HTML {
        """
        <h1>\(title)</h1><p class="lede">\(detail)</p>\(unaffected.map { "<p class=\"lede\">\($0)</p>" as HTML })\
        <div class="meta"><a href="/">Overview</a><a href="/problems/\(problem)">What this means</a>\
        <span>Request <span class="mono">\(requestID)</span></span></div>
        """
    }
}
