import Telemetry

/// Calls as a table, for the list and for a system's latest.
struct CallTable {
    let calls: [CallRow]
    let showsSystem: Bool

    var markup: HTML {
        let system: HTML? = showsSystem ? "<th scope=\"col\">System</th>" : nil
        return """
            <table class="rows cards"><thead><tr><th scope="col">Time</th>\(system)<th scope="col">Asked</th>\
            <th scope="col">Model</th><th scope="col">State</th><th scope="col" class="r">Latency</th>\
            <th scope="col" class="r">Tokens</th><th scope="col" class="r">Cost</th><th scope="col" class="r">Score</th></tr></thead>\
            <tbody>\(calls.map(row))</tbody></table>
            """
    }

    private func row(_ call: CallRow) -> HTML {
        let system: HTML? =
            showsSystem ? "<td data-l=\"System\"><a href=\"\(call.system.path)\">\(call.system.title)</a></td>" : nil
        let excerpt: HTML =
            call.excerpt.map { "\(TextLimit.line($0, to: 120))" } ?? "<span class=\"q\">text not kept</span>"
        let slices = call.slices.prefix(4).map { SliceText.words($0) }.joined(separator: ", ")
        return """
            <tr><th scope="row"><a href="/calls/\(call.id)" data-row>\(call.time.markup)</a></th>\(system)\
            <td class="full"><div class="clip">\(excerpt)</div><div class="small">\(TextLimit.line(slices, to: 80))</div></td>\
            <td data-l="Model">\(call.model.map { TextLimit.line($0, to: 40) } ?? "")</td>\
            <td data-l="State">\(call.status.markup)</td>\
            <td class="r" data-l="Latency">\(call.latencySeconds.map { FigureFormat(unit: .seconds, value: $0).text($0) } ?? "")</td>\
            <td class="r" data-l="Tokens">\(call.tokens.map(NumberText.whole) ?? "")</td>\
            <td class="r" data-l="Cost">\(call.cost.markup)</td><td class="r" data-l="Score">\(call.score.map(\.short))</td></tr>
            """
    }
}

extension CallStatus {
    /// Shape, word and colour.
    var markup: HTML {
        switch self {
        case .ok: "ok"
        case .failed(let type):
            """
            <span class="t-tilt">\(Glyph.tilting.markup) failed</span>\
            \(type.map { "<div class=\"small\">\(TextLimit.line($0, to: 40))</div>" as HTML })
            """
        }
    }
}

extension CallCost {
    /// Dollars, or the reason why there are none.
    var markup: HTML {
        switch self {
        case .priced(let dollars): "\(FigureFormat(unit: .usd, value: dollars).text(dollars))"
        case .noUsage: "<span class=\"q\">unpriced, no usage</span>"
        case .noPrice: "<span class=\"q\">unpriced, no price</span>"
        case .notApplicable: ""
        }
    }
}

extension ScoreRow {
    /// Value, or label.
    var valueText: String {
        let number = value.map { NumberText.decimal($0, places: $0.rounded() == $0 ? 0 : 2) }
        let scale = high.map { " of \(NumberText.decimal($0, places: $0.rounded() == $0 ? 0 : 2))" } ?? ""
        return [number.map { $0 + scale }, label.map { TextLimit.line($0, to: 40) }].compactMap { $0 }.joined(
            separator: " ")
    }

    /// For a cell.
    var short: HTML {
        "\(valueText)<div class=\"small\">\(TextLimit.line(name, to: 24))</div>"
    }

    /// `judge rel 3`.
    var raterText: String {
        [rater.rawValue, raterName, raterVersion].compactMap { $0 }.map { TextLimit.line($0, to: 40) }.joined(
            separator: " ")
    }
}
