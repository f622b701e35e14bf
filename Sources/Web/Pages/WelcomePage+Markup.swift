extension WelcomePage: Page {
    package var title: String { "Welcome" }
    package var section: Section? { .overview }
    package var crumbs: [Crumb] { [Crumb("Overview")] }

    package func main(in shell: Shell) -> HTML {
        """
        <h1 data-wait>Nothing to watch yet.</h1>\
        <p class="lede">Load the demo, import a file, or send one call. The first call opens the overview.</p>\
        <div class="ways">\(demo)\(file)\(call)</div>\
        <div class="two">\(clients)\(ladder)</div>
        """
    }

    private var key: String { needsKey ? "tmk_…" : "" }

    private var demo: HTML {
        Panel.markup(
            "Load the demo",
            """
            <p>90 days of seven invented systems, with faults planted in some of them. Nothing is mixed with your own data.</p>\
            \(Code.block("\(command) demo", label: "the command that starts the demo"))
            """)
    }

    private var file: HTML {
        Panel.markup(
            "Import a file",
            """
            <p>JSON lines, CSV, or what a Collector wrote. With history the first verdicts are there at once.</p>\
            \(Code.block("\(command) import calls.jsonl \\\n  --system support-answers", label: "the command that imports a file"))
            """)
    }

    private var call: HTML {
        let header = needsKey ? " \\\n  -H 'Authorization: Bearer \(key)'" : ""
        return Panel.markup(
            "Send one call",
            """
            <p>It appears while you look.</p>\
            \(Code.block("curl \(address)/v1/calls\(header) \\\n  --json '{\"system\":\"support-answers\",\n  \"input\":\"…\",\"output\":\"…\"}'", label: "a call to send"))
            """)
    }

    private var clients: HTML {
        let parts = Client.all(address: address, key: needsKey ? key : nil).enumerated().map { index, client -> HTML in
            let open: HTML? = index == 0 ? " open" : nil
            return """
                <details\(open)><summary>\(client.name)<span class="sub">\(client.detail)</span></summary>\
                \(Code.block(client.settings, label: "settings for \(client.name)"))</details>
                """
        }
        return """
            <section class="panel clients" aria-label="Connect an application"><div class="ph"><h2>Connect an application</h2>\
            <span class="sub">OpenTelemetry, no SDK of ours</span></div>\
            <p class="none">Point the exporter that is already there to <code>\(address)</code>. OpenTelemetry over HTTP is read as \
            it comes, protobuf or JSON, in every common dialect of AI telemetry.</p>\(parts)</section>
            """
    }

    private var ladder: HTML {
        let steps: [(String, String)] = [
            ("1 call", "what it looks like: fields, models, tokens"),
            ("50 calls", "cost and speed, as charts only"),
            ("3 days and 500 calls", "a provisional baseline, the first verdicts"),
            ("14 days", "the full baseline, with the rhythm of the week"),
            ("feedback, labels or scores", "quality and trust; each signal says how many events it still needs"),
        ]
        let items = steps.map { step, gives -> HTML in
            "<li><span class=\"t-learn\">\(Glyph.learning.markup)</span><span><b>\(step)</b><br><span class=\"w\">\(gives)</span></span></li>"
        }
        return Panel.markup(
            "What you will see, and when", detail: "imported history skips the wait",
            "<ul class=\"ladder\">\(items)</ul>")
    }

    /// How one kind of client is told where to send.
    private struct Client {
        let name: String
        let detail: String
        let settings: String

        static func all(address: String, key: String?) -> [Client] {
            let header = key.map { "\nOTEL_EXPORTER_OTLP_HEADERS=\"Authorization=Bearer \($0)\"" } ?? ""
            let yamlHeader = key.map { "\n    headers:\n      authorization: Bearer \($0)" } ?? ""
            return [
                Client(
                    name: "Python", detail: "any OpenTelemetry instrumentation",
                    settings: """
                        OTEL_EXPORTER_OTLP_ENDPOINT=\(address)
                        OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                        OTEL_SERVICE_NAME=support-answers\(header)
                        """),
                Client(
                    name: "JavaScript", detail: "Node, Vercel AI SDK, OpenLLMetry",
                    settings: """
                        OTEL_EXPORTER_OTLP_ENDPOINT=\(address)
                        OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                        OTEL_SERVICE_NAME=support-answers\(header)
                        """),
                Client(
                    name: "Collector", detail: "beside what you export to already",
                    settings: """
                        exporters:
                          otlphttp/tiltmeter:
                            endpoint: \(address)\(yamlHeader)
                        service:
                          pipelines:
                            traces:
                              exporters: [otlphttp/tiltmeter]
                        """),
                Client(
                    name: "curl", detail: "one call as JSON, with feedback",
                    settings: """
                        curl \(address)/v1/calls\(key.map { " -H 'Authorization: Bearer \($0)'" } ?? "") --json '{
                          "system": "support-answers", "id": "req-1",
                          "model": "gpt-4o-mini", "input": "How do I cancel?",
                          "output": "Under Settings, Billing.",
                          "tokens": {"input": 412, "output": 58},
                          "latency_ms": 1380,
                          "attributes": {"language": "en"}
                        }'
                        curl \(address)/v1/outcomes --json '{
                          "system": "support-answers", "call_id": "req-1",
                          "kind": "feedback", "name": "thumbs", "value": true
                        }'
                        """),
            ]
        }
    }
}
