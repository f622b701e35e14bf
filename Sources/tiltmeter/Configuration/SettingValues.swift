/// Reads what people write as values of settings.
enum SettingValues {
    /// `true`, `false`, `yes`, `no`, `on`, `off`.
    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }

    /// A whole number within a range.
    static func integer(_ range: ClosedRange<Int>) -> @Sendable (String) -> Int? {
        { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    /// A number within a range.
    static func number(_ range: ClosedRange<Double>) -> @Sendable (String) -> Double? {
        { text in Double(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    /// A share, written as a percentage or a number up to 1.
    static func share(_ text: String) -> Double? {
        let percent = text.hasSuffix("%")
        guard let number = Double(text.filter { $0 != "%" && $0 != " " }) else { return nil }
        let share = percent ? number / 100 : number
        return (0...1).contains(share) ? share : nil
    }

    /// A number of bytes, such as `16 MiB`, `512 KiB`, `1048576`.
    static func bytes(_ range: ClosedRange<Int>) -> @Sendable (String) -> Int? {
        { text in
            let units: [(String, Int)] = [
                ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000), ("MB", 1_000_000),
                ("kB", 1_000), ("B", 1), ("", 1),
            ]
            for (unit, factor) in units where text.hasSuffix(unit) {
                let amount = text.dropLast(unit.count).filter { $0 != " " }
                guard let number = Int(amount) else { continue }
                let (product, overflow) = number.multipliedReportingOverflow(by: factor)
                return !overflow && range.contains(product) ? product : nil
            }
            return nil
        }
    }

    /// A duration in whole seconds, such as `30 s`, `10 min`, `24 h`, `90 d`.
    static func seconds(_ range: ClosedRange<Int>) -> @Sendable (String) -> Int? {
        { text in
            for (unit, factor) in [("min", 60), ("s", 1), ("h", 3_600), ("d", 86_400)] where text.hasSuffix(unit) {
                guard let number = Int(text.dropLast(unit.count).filter { $0 != " " }) else { continue }
                let (product, overflow) = number.multipliedReportingOverflow(by: factor)
                return !overflow && range.contains(product) ? product : nil
            }
            return nil
        }
    }

    /// Texts with commas between them; empty for none.
    static func list(_ text: String) -> [String]? {
        text.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map { text in
            String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// One of a few words.
    static func choice(_ words: [String]) -> @Sendable (String) -> String? {
        { words.contains($0) ? $0 : nil }
    }
}
