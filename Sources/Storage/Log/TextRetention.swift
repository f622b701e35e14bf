/// How long texts are kept, counted from arrival. On disk and in file names: never change a number.
public enum TextRetention: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Texts are not stored at all.
    case drop = 0
    /// 7 days.
    case week = 7
    /// 30 days, the default.
    case month = 30
    /// 90 days.
    case quarter = 90
    /// 400 days.
    case year = 400

    /// How many days.
    public var days: Int { rawValue }

    /// By length.
    public static func < (left: TextRetention, right: TextRetention) -> Bool { left.rawValue < right.rawValue }
}
