/// Small grammar.
package enum Words {
    /// `one` to `twelve`, then digits.
    package static func count(_ number: Int) -> String {
        let names = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ]
        return names.indices.contains(number) ? names[number] : NumberText.whole(number)
    }

    /// `1 call`, `66,410 calls`.
    package static func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        "\(NumberText.whole(number)) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// The first letter large.
    package static func capitalised(_ text: String) -> String {
        guard let first = text.first else { return text }
        return first.uppercased() + text.dropFirst()
    }

    /// `a`, `a and b`, `a, b and c`.
    package static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}
