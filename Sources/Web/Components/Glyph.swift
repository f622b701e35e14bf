/// The small marks that carry a state by their shape; colour repeats it, and a word always stands beside them.
package enum Glyph {
    case tilting, watch, level, learning, check

    /// 11 pixels, in the colour of the text around it.
    package var markup: HTML {
        switch self {
        case .tilting: Self.mark("<path d=\"M6 11 .6 1.6h10.8z\" fill=\"currentColor\"/>")
        case .watch: Self.mark("<path d=\"M6 .5 11.5 6 6 11.5.5 6z\" fill=\"currentColor\"/>")
        case .level: Self.mark("<circle cx=\"6\" cy=\"6\" r=\"5\" fill=\"currentColor\"/>")
        case .learning:
            Self.mark(
                """
                <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.8" \
                stroke-dasharray="2.6 2"/>
                """)
        case .check:
            Self.mark(
                """
                <path d="M2.2 6.4 5 9.2 9.9 3.2" fill="none" stroke="currentColor" stroke-width="1.8" \
                stroke-linecap="round" stroke-linejoin="round"/>
                """)
        }
    }

    private static func mark(_ shape: HTML) -> HTML {
        "<svg width=\"11\" height=\"11\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">\(shape)</svg>"
    }
}

extension SignalState {
    /// The mark of the state.
    package var glyph: Glyph {
        switch self {
        case .tilting: .tilting
        case .watch: .watch
        case .level, .provisionalLevel: .level
        case .learning, .noSignal: .learning
        }
    }

    /// The state as people read it.
    package var title: String {
        switch self {
        case .tilting: "Tilting"
        case .watch: "Watch"
        case .level: "Level"
        case .provisionalLevel: "Level so far"
        case .learning: "Learning"
        case .noSignal: "No signal"
        }
    }

    /// The class that colours it: `tilt`, `watch`, `ok`, `learn`.
    package var tone: Tone {
        switch self {
        case .tilting: .tilt
        case .watch: .watch
        case .level, .provisionalLevel: .ok
        case .learning, .noSignal: .learn
        }
    }

    /// Shape, word and colour in one.
    package var pill: HTML { Pill.markup(tone, glyph: glyph, title) }
}

/// The few colours that mean something.
package enum Tone: String {
    case tilt, watch, ok, learn, plain
}

/// A word on a coloured ground.
package enum Pill {
    /// With a mark, for states.
    package static func markup(_ tone: Tone, glyph: Glyph, _ text: String) -> HTML {
        "<span class=\"pill \(tone.rawValue)\">\(glyph.markup)\(text)</span>"
    }

    /// Without a mark, for what is no state.
    package static func plain(_ text: String) -> HTML { "<span class=\"pill plain\">\(text)</span>" }
}
