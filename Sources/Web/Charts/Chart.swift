/// A picture of numbers: a value that is drawn as SVG and read as a table, both from the same figures.
package protocol Chart: Encodable, Sendable {
    /// One phrase: what the picture shows. The accessible name.
    var name: String { get }

    /// What one would say about it on the phone. The accessible description.
    var summary: String { get }

    /// The picture. `key` makes the ids inside it unique on its page.
    func svg(key: String) -> HTML

    /// The same figures for those who cannot or will not look.
    var table: HTML { get }
}

extension Chart {
    /// `<svg>` with name and description.
    func drawing(
        key: String, width: Double, height: Double, classes: String = "", _ content: HTML
    ) -> HTML {
        let classed: HTML? = classes.isEmpty ? nil : " class=\"\(classes)\""
        return """
            <svg\(classed) viewBox="0 0 \(at: width) \(at: height)" \
            width="100%" role="img" aria-labelledby="\(key)-t \(key)-d"><title id="\(key)-t">\(name)</title>\
            <desc id="\(key)-d">\(summary)</desc>\(content)</svg>
            """
    }

    /// The table behind a word that opens it; works without the script.
    package var twin: HTML {
        """
        <details class="twin"><summary>Table<span class="vh"> of the chart: \(name)</span></summary>\
        <div class="scroll" tabindex="0" role="group" aria-label="\(name), as a table">\(table)</div></details>
        """
    }
}

/// Text inside a drawing.
struct Label {
    var x: Double
    var y: Double
    var text: String
    var size = "12"
    var anchor = "start"
    var colour = Ink.third
    var isBold = false

    var markup: HTML {
        let anchored: HTML? = anchor == "start" ? nil : " text-anchor=\"\(anchor)\""
        let weight: HTML? = isBold ? " font-weight=\"600\"" : nil
        return """
            <text x="\(at: x)" y="\(at: y)"\(anchored) font-size="\(size)"\(weight) fill="\(colour)">\(text)</text>
            """
    }
}

/// The colours of drawings: variables of the style sheet, so that drawings follow the theme.
enum Ink {
    static let first = "var(--ink)"
    static let second = "var(--ink2)"
    static let third = "var(--ink3)"
    static let line = "var(--line)"
    static let zone = "var(--zone)"
    static let panel = "var(--panel)"
    static let operations = "var(--ops)"
    static let tilt = "var(--tilt)"

    static func of(_ group: SignalGroup) -> String {
        switch group {
        case .operations: operations
        case .quality: "var(--quality)"
        case .trust: "var(--trust)"
        case .cost: "var(--cost)"
        }
    }

    static func of(_ tone: Tone) -> String {
        switch tone {
        case .tilt: tilt
        case .watch: "var(--watch)"
        case .ok: operations
        case .learn, .plain: "var(--learn)"
        }
    }
}
