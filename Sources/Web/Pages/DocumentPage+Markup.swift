extension DocumentPage: Page {
    package var section: Section? { nil }
    package var crumbs: [Crumb] { [Crumb("Documentation", path: "/docs"), Crumb(title)] }

    private enum CodingKeys: String, CodingKey {
        case title, path, body, contents
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(title, forKey: .title)
        try container.encode(path, forKey: .path)
        try container.encode(body.text, forKey: .body)
        try container.encode(contents, forKey: .contents)
    }

    package func main(in shell: Shell) -> HTML {
        let entries = contents.map { "<a href=\"#\($0.anchor)\">\($0.title)</a>" as HTML }
        let jump: HTML? = entries.isEmpty ? nil : "<nav class=\"jump\" aria-label=\"On this page\">\(entries)</nav>"
        return "<h1>\(title)</h1>\(jump)<div class=\"prose\">\(body)</div>"
    }
}
