public import Telemetry

/// What people call a slice.
public enum SliceTitle {
    /// One condition: `Spanish`, `billing`, `tier gold`.
    public static func of(_ value: SliceValue) -> String {
        switch value.dimension {
        case "language": languages[value.value.lowercased()] ?? value.value
        case "topic", "model", "market", "country", "supplier": value.value
        default: "\(dimension(value.dimension)) \(value.value)"
        }
    }

    /// A dimension: `service version` for `service_version`.
    public static func dimension(_ name: String) -> String {
        name.split(separator: "_").joined(separator: " ")
    }

    private static let languages = [
        "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
        "fi": "Finnish", "fr": "French", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean",
        "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
        "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
    ]
}
