/// One part of what a call costs. The raw values are the names in `prices.json`.
public enum PriceComponent: String, Sendable, Hashable, Codable, CaseIterable {
    /// Input tokens that no other component prices.
    case input
    /// Output tokens that no other component prices.
    case output
    /// Input tokens that a cache answered.
    case cacheRead = "cache_read"
    /// Input tokens written to a cache.
    case cacheWrite = "cache_write"
    /// Input tokens written to a cache for an hour.
    case cacheWriteHour = "cache_write_1h"
    /// Output tokens spent on reasoning.
    case reasoning
    /// Input tokens of audio.
    case audioInput = "audio_input"
    /// Output tokens of audio.
    case audioOutput = "audio_output"
    /// The call itself.
    case request
}
