/// What people look for.
enum SearchTexts {
    static func query(_ dice: inout Dice) -> String {
        var text = dice.pick(things)
        if dice.chance(0.55) { text = dice.pick(qualities) + " " + text }
        if dice.chance(0.3) { text += " " + dice.pick(purposes) }
        return text
    }

    private static let things = [
        "desk lamp", "backpack", "kettle", "speaker", "blanket", "rain jacket", "headphones", "office chair",
        "water bottle",
        "notebook", "bike light", "door mat", "coffee grinder", "suitcase", "wool socks", "phone case", "garden hose",
        "cutting board", "tent", "mirror",
    ]
    private static let qualities = [
        "small", "black", "cheap", "waterproof", "wireless", "large", "red", "foldable", "quiet", "light", "wooden",
        "warm",
    ]
    private static let purposes = [
        "for travel", "for kids", "under 50", "with usb", "gift", "for two", "2026", "next day", "for the office",
        "set",
    ]
}
