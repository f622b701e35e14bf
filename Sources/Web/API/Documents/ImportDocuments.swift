package import Telemetry

/// What judging says about one system once an import has ended.
package struct ImportVerdict: Codable, Sendable, Hashable {
    package var system: String
    /// The most urgent state of its signals.
    package var state: SignalDocument.State
    /// One sentence.
    package var words: String
    /// Every tilt of it, those that are going on first, then newest first.
    package var tilts: [TiltDocument]
    package var signals: [SignalDocument]
    /// The address of its page.
    package var url: String

    package init(
        system: String, state: SignalDocument.State, words: String, tilts: [TiltDocument], signals: [SignalDocument],
        url: String
    ) {
        self.system = system
        self.state = state
        self.words = words
        self.tilts = tilts
        self.signals = signals
        self.url = url
    }

    static let example = ImportVerdict(
        system: "support-answers", state: .tilting, words: "1 tilt is going on.", tilts: [.example],
        signals: [.example], url: "/systems/support-answers")
}
