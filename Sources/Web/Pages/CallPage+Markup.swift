import Telemetry

extension CallPage: Page {
    package var title: String { "Call \(id)" }
    package var section: Section? { .calls }
    package var crumbs: [Crumb] {
        [Crumb("Calls", path: "/calls"), Crumb(system.title, path: "/calls?system=\(system.slug)"), Crumb(id)]
    }

    /// The longest text that a page shows of one message, in bytes; the API has all.
    package static let longestText = 20_000

    package func main(in shell: Shell) -> HTML {
        """
        <div class="ihead"><div><h1>A call of \(SignalWords.lowered(system.title))</h1>\
        <div class="meta">\(statusPill)\(settlingPill)<span>\(time.markup)</span>\
        <a href="\(system.path)">\(system.title)</a><span class="mono">\(id)</span></div></div></div>\(errorLine)\
        <div class="cols"><div class="stack">\(tracePanel)\(conversation)\(documentsPanel)\(toolsPanel)\
        \(fieldPanel("Input fields", fields))\(fieldPanel("Prediction", prediction))\(scoresPanel)\(outcomesPanel)</div>\
        <div class="stack">\(modelPanel)\(costPanel)\(factsPanel)\(fieldPanel("Attributes", attributes))\
        \(fieldPanel("Parameters", parameters))</div></div>
        """
    }

    private var statusPill: HTML {
        switch status {
        case .ok: Pill.markup(.ok, glyph: .level, "Ok")
        case .failed: Pill.markup(.tilt, glyph: .tilting, "Failed")
        }
    }

    private var settlingPill: HTML {
        switch settling {
        case .pending(let until): Pill.markup(.learn, glyph: .learning, "Settling until \(TimeText.clock(until))")
        case .settled: Pill.plain("Settled")
        case .duplicate(let original):
            "\(Pill.plain("Duplicate"))<a href=\"/calls/\(original)\">counts as \(original)</a>"
        }
    }

    private var errorLine: HTML? {
        guard case .failed(let type) = status else { return nil }
        let text = [type, errorMessage].compactMap { $0 }.joined(separator: ": ")
        return text.isEmpty ? nil : "<p class=\"lede t-tilt\">\(TextLimit.bounded(text, to: 1000))</p>"
    }

    // What happened.

    private var tracePanel: HTML? {
        guard let end = spans.map({ $0.start + $0.duration }).max(), end > 0 else { return nil }
        let scale = LinearScale(domain: 0...end, start: 1, end: 399)
        let rows = spans.map { span -> HTML in
            let colour = span.isFailed ? Ink.tilt : span.isThis ? "var(--quality)" : Ink.operations
            let title: HTML =
                span.isThis
                ? "<b class=\"this\">\(TextLimit.line(span.name, to: 80))</b><span class=\"vh\">, this call</span>"
                : span.call.map { "<a href=\"/calls/\($0)\">\(TextLimit.line(span.name, to: 80))</a>" }
                    ?? "\(TextLimit.line(span.name, to: 80))"
            let failed: HTML? = span.isFailed ? " <span class=\"t-tilt\">\(Glyph.tilting.markup) failed</span>" : nil
            return """
                <tr><th scope="row" class="d\(min(6, max(0, span.depth)))">\(title)\(failed)</th>\
                <td><svg viewBox="0 0 400 16" preserveAspectRatio="none" aria-hidden="true">\
                <rect x="\(at: scale(span.start))" y="4" width="\(at: max(2, scale(span.start + span.duration) - scale(span.start)))" \
                height="8" rx="2" fill="\(colour)"/></svg></td>\
                <td class="r">\(seconds(span.start))</td><td class="r">\(seconds(span.duration))</td></tr>
                """
        }
        return Panel.markup(
            "Trace", detail: traceID,
            """
            <div class="scroll" tabindex="0" role="group" aria-label="Trace, scrolls sideways"><table class="rows trace"><thead>\
            <tr><th scope="col">Step</th><th scope="col"><span class="vh">When</span></th><th scope="col" class="r">Start</th>\
            <th scope="col" class="r">Took</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }

    private func seconds(_ value: Double) -> String { FigureFormat(unit: .seconds, value: value).text(value) }

    private var conversation: HTML {
        switch texts {
        case .notSent: return absent("The client sent no texts. Tokens, cost and speed are measured without them.")
        case .dropped: return absent("The system’s settings drop texts before they are stored.")
        case .expired: return absent("The texts are older than the system keeps them; the figures stay.")
        case .notAllowed: return absent("Your role does not include reading texts of calls.")
        case .shown: break
        }
        guard !input.isEmpty || !output.isEmpty else { return .empty }
        return Panel.markup(
            "Messages", detail: "shown as sent, as text",
            "\(input.map { turn($0, isInput: true) })\(output.map { turn($0, isInput: false) })")
    }

    private func absent(_ sentence: String) -> HTML { Panel.markup("Messages", "<p class=\"none\">\(sentence)</p>") }

    private func turn(_ message: Message, isInput: Bool) -> HTML {
        let cut: HTML? = message.isTruncated ? "<span>cut when it was stored</span>" : nil
        let language: HTML? = message.language.map { " lang=\"\($0)\"" }
        return """
            <div class="turn"><div class="who">\(TextLimit.line(message.role, to: 40))\(cut)</div>\
            <div class="bub\(isInput ? " user" : "")"\(language) tabindex="0" role="group" \
            aria-label="\(isInput ? "Input" : "Output"), \(TextLimit.line(message.role, to: 40))">\
            \(TextLimit.bounded(message.text, to: Self.longestText))</div></div>
            """
    }

    private var documentsPanel: HTML? {
        guard !documents.isEmpty else { return nil }
        let items = documents.map { document -> HTML in
            let score: HTML? = document.score.map {
                "<span class=\"w\">score \(NumberText.decimal($0, places: 2))</span>"
            }
            let text: HTML? = document.text.map { "<p>\(TextLimit.bounded($0, to: 2000))</p>" }
            return
                "<div class=\"doc\"><span class=\"mono\">\(TextLimit.line(document.id, to: 120))</span> \(score)\(text)</div>"
        }
        return Panel.markup("Retrieved documents", detail: "\(documents.count)", "<div class=\"docs\">\(items)</div>")
    }

    private var toolsPanel: HTML? {
        guard !tools.isEmpty else { return nil }
        let items = tools.map { tool -> HTML in
            func part(_ label: String, _ text: String?) -> HTML? {
                text.map {
                    """
                    <div class="who">\(label)</div><div class="bub mono" tabindex="0" role="group" \
                    aria-label="\(label) of \(TextLimit.line(tool.name, to: 60))">\(TextLimit.bounded($0, to: 4000))</div>
                    """
                }
            }
            return """
                <div class="turn"><b>\(TextLimit.line(tool.name, to: 80))</b>\(part("Arguments", tool.arguments))\
                \(part("Result", tool.result))</div>
                """
        }
        return Panel.markup("Tools", "\(items)")
    }

    private func fieldPanel(_ title: String, _ fields: [Field]) -> HTML? {
        guard !fields.isEmpty else { return nil }
        return Panel.markup(title, "<dl class=\"kv\">\(fields.compactMap { pair($0.name, $0.value) })</dl>")
    }

    private func pair(_ name: String, _ value: String?) -> HTML? {
        value.map { "<dt>\(TextLimit.line(name, to: 80))</dt><dd class=\"long\">\(TextLimit.line($0, to: 300))</dd>" }
    }

    private var scoresPanel: HTML {
        guard !scores.isEmpty else { return Panel.markup("Scores", "<p class=\"none\">No score yet.</p>") }
        let rows = scores.map { score -> HTML in
            let why: HTML? = score.rationale.map { "<div class=\"small\">\(TextLimit.bounded($0, to: 1000))</div>" }
            return """
                <tr><th scope="row">\(TextLimit.line(score.name, to: 60))\(why)</th><td class="strong" data-l="Value">\(score.valueText)</td>\
                <td data-l="Rater">\(score.raterText)</td><td data-l="Time">\(score.time.markup)</td></tr>
                """
        }
        return Panel.markup(
            "Scores",
            """
            <table class="rows cards"><thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Rater</th>\
            <th scope="col">Time</th></tr></thead><tbody>\(rows)</tbody></table>
            """)
    }

    private var outcomesPanel: HTML? {
        guard !outcomes.isEmpty else { return nil }
        let rows = outcomes.map { outcome -> HTML in
            let text: HTML? = outcome.text.map { "<div class=\"small\">\(TextLimit.bounded($0, to: 1000))</div>" }
            let amount = outcome.amount.map { FigureFormat(unit: .usd, value: $0).text($0) }
            let value = [outcome.value.map { TextLimit.line($0, to: 80) }, amount].compactMap { $0 }.joined(
                separator: ", ")
            return """
                <tr><th scope="row">\(TextLimit.line(outcome.name, to: 60))\(text)</th><td data-l="Kind">\(outcome.kind.rawValue)</td>\
                <td class="strong" data-l="Value">\(value)</td><td data-l="By">\(outcome.by ?? "")</td>\
                <td data-l="Time">\(outcome.time.markup)<div class="small">arrived \
                \(DurationText.short(seconds: outcome.arrived.seconds(since: time))) after the call</div></td></tr>
                """
        }
        return Panel.markup(
            "Outcomes", detail: "what arrived later",
            """
            <table class="rows cards"><thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Value</th>\
            <th scope="col">By</th><th scope="col">Time</th></tr></thead><tbody>\(rows)</tbody></table>
            """)
    }

    // What is known of it.

    private var modelPanel: HTML {
        let same = modelAsked == modelAnswered
        return Panel.markup(
            "Model",
            """
            <dl class="kv">\(pair("Provider", provider))\(pair("Asked for", modelAsked))\
            \(pair(same ? "Answered" : "Answered, another", modelAnswered))\(pair("Fingerprint", fingerprint))\
            \(pair("Prompt", prompt))\(pair("Operation", operation))\(pair("Version", version))\(pair("Environment", environment))\
            \(pair("Latency", latencySeconds.map(seconds)))\(pair("To first token", firstTokenSeconds.map(seconds)))\
            \(pair("User", user))\(pair("Session", session))</dl>
            """)
    }

    private var costPanel: HTML {
        let rows = tokens.map {
            "<dt>\(Words.capitalised($0.kind.title)) tokens</dt><dd>\(NumberText.whole($0.count))</dd>" as HTML
        }
        let parts = cost.parts.map { part -> HTML in
            let dollars = Double(part.count) * part.dollarsPerMillion / 1_000_000
            return """
                <dt>\(NumberText.whole(part.count)) \(part.kind.title) × \
                $\(NumberText.decimal(part.dollarsPerMillion, places: part.dollarsPerMillion < 1 ? 3 : 2)) per million</dt>\
                <dd>\(FigureFormat(unit: .usd, value: dollars).text(dollars))</dd>
                """
        }
        let clients: HTML? = cost.clients.map {
            "<dt>As the client sent it</dt><dd>\(FigureFormat(unit: .usd, value: $0).text($0))</dd>"
        }
        let guessed: HTML? = cost.isProviderGuessed ? "<dt>Provider</dt><dd>guessed from the model</dd>" : nil
        return Panel.markup(
            "Tokens and cost",
            "<dl class=\"kv\">\(rows)\(parts)<dt>Cost</dt><dd>\(cost.ours.markup)</dd>\(guessed)\(clients)</dl>")
    }

    private var factsPanel: HTML {
        let rows = facts.map { fact -> HTML in
            let value: HTML =
                switch fact.holds {
                case nil: "<span class=\"t-learn\">\(Glyph.learning.markup) not measurable</span>"
                case true?: fact.kind == .success ? "yes" : "<span class=\"t-watch\">\(Glyph.watch.markup) yes</span>"
                case false?: fact.kind == .success ? "<span class=\"t-tilt\">\(Glyph.tilting.markup) no</span>" : "no"
                }
            return "<dt>\(Words.capitalised(fact.kind.rawValue))</dt><dd>\(value)</dd>"
        }
        return Panel.markup("Facts", detail: "derived when it arrived", "<dl class=\"kv\">\(rows)</dl>")
    }
}

extension CallPage.TokenCount.Kind {
    /// As people read it.
    var title: String {
        switch self {
        case .input: "input"
        case .output: "output"
        case .reasoning: "reasoning"
        case .cacheRead: "cached input"
        case .cacheWrite: "cache write"
        case .audioInput: "audio input"
        case .audioOutput: "audio output"
        }
    }
}
