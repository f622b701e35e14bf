/// The tier at which a provider served a call.
package enum ServiceTier {
    private static let standard: Set<String> = ["auto", "default", "standard", "none"]

    /// The tier in lower case; `nil` for the standard one, whatever a provider calls it.
    package static func canonical(_ name: String?) -> String? {
        guard let name = name?.lowercased(), !name.isEmpty, !standard.contains(name) else { return nil }
        return String(name.prefix(128))
    }
}
