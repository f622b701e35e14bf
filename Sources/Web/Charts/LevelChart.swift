/// C1, the level: how far a signal is from its own normal, in tolerances. Left is always worse, −4 to +4; what lies beyond
/// stays at the edge. The figures stand beside it in words, so it is decoration to assistive technology.
package struct LevelChart: Encodable, Sendable, Hashable {
    package let lean: Lean?
    package let state: SignalState

    package init(_ reading: Reading) {
        self.init(lean: reading.lean, state: reading.state)
    }

    package init(lean: Lean?, state: SignalState) {
        self.lean = lean
        self.state = state
    }

    /// The picture.
    package var svg: HTML {
        let scale = LinearScale(domain: -4...4, start: 8, end: 142)
        return """
            <svg viewBox="0 0 150 20" aria-hidden="true"><path d="M1 10H149" stroke="var(--line2)"/>\
            <rect x="\(at: scale(-1))" y="3" width="\(at: scale(1) - scale(-1))" height="14" rx="4" fill="var(--zone)"/>\
            <path d="M75 4v12" stroke="var(--ink3)"/>\(bubble(scale))</svg>
            """
    }

    private func bubble(_ scale: LinearScale) -> HTML {
        let tone = state.tone
        guard let lean, tone != .learn else {
            let (low, high) = (clipped(lean?.low ?? -3.4), clipped(lean?.high ?? 3.4))
            return """
                <path d="M\(at: scale(low)) 10H\(at: scale(high))" stroke="var(--learn)" stroke-width="3" \
                stroke-dasharray="3 3"/>
                """
        }
        let (low, high) = (scale(clipped(lean.low)), scale(clipped(lean.high)))
        return """
            <rect x="\(at: low)" y="6.5" width="\(at: max(0, high - low))" height="7" rx="3.5" \
            fill="\(Ink.of(tone))" opacity=".42"/>\(Mark.markup(tone, x: scale(clipped(lean.value)), y: 10))
            """
    }

    private func clipped(_ value: Double) -> Double { min(4, max(-4, value.isFinite ? value : 0)) }
}
