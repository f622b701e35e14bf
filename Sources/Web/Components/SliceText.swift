package import Telemetry

/// How slices are written: in words for people, canonical for addresses.
package enum SliceText {
    /// `Spanish, billing`; `all calls` for the slice of everything.
    package static func words(_ slice: Slice) -> String {
        slice.values.isEmpty ? "all calls" : slice.values.map(words).joined(separator: ", ")
    }

    /// One condition: `Spanish`, `billing`, `tier gold`.
    package static func words(_ value: SliceValue) -> String {
        switch value.dimension {
        case "language": languages[value.value.lowercased()] ?? value.value
        case "topic", "model", "market", "country", "supplier": value.value
        default: "\(name(value.dimension)) \(value.value)"
        }
    }

    /// A dimension as people read it: `service version`.
    package static func name(_ dimension: String) -> String {
        dimension.replacing("_", with: " ")
    }

    private static let languages = [
        "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
        "fi": "Finnish", "fr": "French", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean",
        "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
        "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
    ]
}
