extension SystemsPage: Page {
    package var title: String { "Systems" }
    package var section: Section? { .systems }
    package var crumbs: [Crumb] { [Crumb("Systems")] }

    package func main(in shell: Shell) -> HTML {
        let lost: HTML? =
            unassigned > 0
            ? """
            <p class="lede">\(Words.counted(unassigned, "call")) came without a usable system name and wait in \
            <a href="/calls?system=unassigned">unassigned</a>.</p>
            """ : nil
        return """
            <h1>\(sentence)</h1>\
            <p class="lede">Each against its own baseline, over the last \(days) days. Left is always worse.</p>\(lost)\
            \(systems.isEmpty ? nil : Board.markup(systems, now: shell.now))
            """
    }

    private var sentence: String {
        let groups: [(Tone, String)] = [(.tilt, "tilting"), (.watch, "to watch"), (.ok, "level"), (.learn, "learning")]
        let parts = groups.compactMap { tone, word -> String? in
            let count = systems.count { $0.state.tone == tone }
            return count > 0 ? "\(Words.count(count)) \(word)" : nil
        }
        guard !parts.isEmpty else { return "No systems yet." }
        return
            "\(Words.capitalised(Words.count(systems.count))) \(systems.count == 1 ? "system" : "systems"): \(Words.list(parts))."
    }
}
