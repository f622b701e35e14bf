/// C8, the drift pair: the reference as an outline over the current bars, both as shares of their own rows, in the same bins.
package struct DriftPairChart: Chart, Hashable {
    /// What the bins stand for.
    package enum Bins: Encodable, Sendable, Hashable {
        /// Neighbouring intervals between `edges`, one more than there are bins; drawn equally wide.
        case intervals(edges: [Double])
        /// Values by name, drawn from top to bottom.
        case values([String])
    }

    package let name: String
    package let summary: String
    package let bins: Bins
    /// Rows of the reference and of the current table in each bin.
    package let reference: [Int]
    package let current: [Int]

    /// - Precondition: as many counts on both sides as bins.
    package init(name: String, summary: String, bins: Bins, reference: [Int], current: [Int]) {
        precondition(reference.count == current.count)
        self.name = name
        self.summary = summary
        self.bins = bins
        self.reference = reference
        self.current = current
    }

    package func svg(key: String) -> HTML {
        switch bins {
        case .intervals(let edges): columns(edges, key: key)
        case .values(let values): rows(values, key: key)
        }
    }

    package var table: HTML {
        let (before, after) = shares
        let lines = reference.indices.map { index -> HTML in
            """
            <tr><th scope="row">\(label(of: index))</th><td>\(NumberText.whole(reference[index]))</td>\
            <td>\(NumberText.percent(before[index]))</td><td>\(NumberText.whole(current[index]))</td>\
            <td>\(NumberText.percent(after[index]))</td></tr>
            """
        }
        return """
            <table class="data"><thead><tr><th scope="col">\(heading)</th><th scope="col">Reference</th>\
            <th scope="col">share</th><th scope="col">Current</th><th scope="col">share</th></tr></thead>\
            <tbody>\(lines)</tbody></table>
            """
    }

    private var heading: String {
        switch bins {
        case .intervals: "From, up to"
        case .values: "Value"
        }
    }

    private func label(of index: Int) -> String {
        switch bins {
        case .intervals(let edges):
            "\(NumberText.significant(edges[index])) to \(NumberText.significant(edges[index + 1]))"
        case .values(let values): TextLimit.line(values[index], to: 60)
        }
    }

    private var shares: (before: [Double], after: [Double]) {
        let (rows, others) = (max(1, reference.reduce(0, +)), max(1, current.reduce(0, +)))
        return (reference.map { Double($0) / Double(rows) }, current.map { Double($0) / Double(others) })
    }

    private func columns(_ edges: [Double], key: String) -> HTML {
        let (before, after) = shares
        let most = max(before.max() ?? 0, after.max() ?? 0)
        let height = LinearScale(domain: 0...max(most, 1e-12), start: 92, end: 8)
        let step = 352 / Double(max(1, before.count))
        let bars = after.indices.map { index -> HTML in
            let x = 4 + Double(index) * step
            return """
                <rect x="\(at: x + 0.5)" y="\(at: height(after[index]))" width="\(at: max(0.5, step - 1))" \
                height="\(at: 92 - height(after[index]))"/>
                """
        }
        var outline: HTML = "M4 92"
        for (index, share) in before.enumerated() {
            outline.append("V\(at: height(share))H\(at: 4 + Double(index + 1) * step)" as HTML)
        }
        outline.append("V92")
        let content: HTML = """
            <g fill="\(Ink.operations)" opacity=".45">\(bars)</g>\
            <path d="\(outline)" fill="none" stroke="\(Ink.first)" stroke-width="1.5"/>\
            <path d="M4 92H356" stroke="\(Ink.line)"/>\(edgeLabels(edges, step: step))
            """
        return drawing(key: key, width: 360, height: 112, content)
    }

    /// As many edges as have room, the first and the last always.
    private func edgeLabels(_ edges: [Double], step: Double) -> [HTML] {
        guard let last = edges.indices.last else { return [] }
        var taken = TextWidth.of(NumberText.significant(edges[0]), size: 11) + 16
        var labels = [Label(x: 4, y: 107, text: NumberText.significant(edges[0]), size: "11").markup]
        let end = Label(x: 356, y: 107, text: NumberText.significant(edges[last]), size: "11", anchor: "end")
        let room = 356 - TextWidth.of(end.text, size: 11) - 12
        for index in edges.indices.dropFirst().dropLast() {
            let text = NumberText.significant(edges[index])
            let (middle, half) = (4 + Double(index) * step, TextWidth.of(text, size: 11) / 2)
            guard middle - half > taken, middle + half < room else { continue }
            labels.append(Label(x: middle, y: 107, text: text, size: "11", anchor: "middle").markup)
            taken = middle + half + 12
        }
        return labels + [end.markup]
    }

    private func rows(_ values: [String], key: String) -> HTML {
        let (before, after) = shares
        let most = max(before.max() ?? 0, after.max() ?? 0)
        let width = LinearScale(domain: 0...max(most, 1e-12), start: 128, end: 308)
        let lines = values.indices.map { index -> HTML in
            let y = Double(index) * 20
            let (was, isNow) = (width(before[index]), width(after[index]))
            return """
                \(Label(x: 120, y: y + 14, text: TextLimit.line(values[index], to: 17), anchor: "end").markup)\
                <rect x="128" y="\(at: y + 4)" width="\(at: isNow - 128)" height="12" fill="\(Ink.operations)" opacity=".45"/>\
                <path d="M128 \(at: y + 3)H\(at: was)V\(at: y + 17)H128" fill="none" stroke="\(Ink.first)" stroke-width="1.5"/>\
                \(Label(x: 314, y: y + 14, text: NumberText.percent(after[index]), size: "11").markup)
                """
        }
        let bottom = Double(max(1, values.count)) * 20 + 2
        return drawing(
            key: key, width: 360, height: bottom,
            "\(lines)<path d=\"M128 2V\(at: bottom - 2)\" stroke=\"\(Ink.line)\"/>")
    }
}
