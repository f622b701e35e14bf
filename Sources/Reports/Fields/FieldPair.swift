/// A field of both tables and what its values are.
struct FieldPair: Sendable {
    let name: String
    let reference: TableColumn
    let current: TableColumn
    let referenceCounts: ColumnCounts
    let currentCounts: ColumnCounts

    init(_ name: String, _ reference: TableColumn, _ current: TableColumn) {
        self.name = name
        self.reference = reference
        self.current = current
        referenceCounts = ColumnCounts(reference)
        currentCounts = ColumnCounts(current)
    }

    /// The share of numbers among all values of both tables from which on a field is one of numbers.
    private static let numericShare = 0.95
    /// Names up to which whole numbers count as names.
    static let fewNames = 10
    /// Values compared by name; what is rarer is joined.
    static let namedValues = 49

    /// Whether numbers became words, or words numbers: beyond what chance explains, and for a fifth of the values or more.
    func typeChange(level: Double) -> Bool {
        guard referenceCounts.present > 0, currentCounts.present > 0 else { return false }
        let before = Double(referenceCounts.numbers) / Double(referenceCounts.present)
        let now = Double(currentCounts.numbers) / Double(currentCounts.present)
        guard (now - before).magnitude >= 0.2 else { return false }
        return Proportion.test(
            (referenceCounts.numbers, referenceCounts.present), (currentCounts.numbers, currentCounts.present)
        ).p <= level
    }

    /// Whether the values of both tables together are numbers.
    var isNumeric: Bool {
        let present = referenceCounts.present + currentCounts.present
        return present > 0
            && Double(referenceCounts.numbers + currentCounts.numbers) >= Self.numericShare * Double(present)
    }

    /// What numbers are: yes and no, names, ids or measurements.
    func numericKind(_ before: SortedNumbers, _ now: SortedNumbers) -> FieldKind {
        let distinct = Self.distinct(before, now, limit: Self.fewNames + 1)
        let total = before.values.count + now.values.count
        if distinct.count <= 2, distinct.allSatisfy({ $0 == 0 || $0 == 1 }) { return .boolean }
        let isWhole = distinct.allSatisfy { $0 == $0.rounded() && $0.isFinite }
        if isWhole, distinct.count <= Self.fewNames, total >= 5 * distinct.count { return .categorical }
        if isWhole, isIdentifier(before, reference), isIdentifier(now, current) { return .identifier }
        return .numeric
    }

    private func isIdentifier(_ sorted: SortedNumbers, _ column: TableColumn) -> Bool {
        guard sorted.values.count >= 20, sorted.distinct == sorted.values.count else { return false }
        guard sorted.values.allSatisfy({ $0 == $0.rounded() && $0.isFinite }) else { return false }
        if Self.isNamedLikeIdentifier(name) { return true }
        let cells = column.numbers
        return zip(cells, cells.dropFirst()).allSatisfy { $0 < $1 }
    }

    private static func isNamedLikeIdentifier(_ name: String) -> Bool {
        let plain = name.lowercased()
        return ["id", "uuid", "guid", "key", "index", "row"].contains(plain)
            || [" id", "_id", ".id", "-id", "_uuid", "_key"].contains { plain.hasSuffix($0) } || name.hasSuffix("Id")
            || name.hasSuffix("ID")
    }

    /// The different values of both, rising, at most `limit`.
    private static func distinct(_ before: SortedNumbers, _ now: SortedNumbers, limit: Int) -> [Double] {
        var found: [Double] = []
        for sorted in [before, now] {
            var position = 0
            while position < sorted.values.count, found.count < limit {
                let value = sorted.values[position]
                if !found.contains(value) { found.append(value) }
                position = sorted.count(upTo: value)
            }
        }
        return found
    }

    /// What words are: times, yes and no, names, ids or texts.
    func wordKind(_ joint: JointCategories) -> FieldKind {
        let total = joint.referenceTotal + joint.currentTotal
        let distinct = joint.names.count
        let sample = stride(from: 0, to: distinct, by: max(1, distinct / 1000)).compactMap { joint.names[$0] }
        guard !sample.isEmpty, total > 0 else { return .categorical }
        let times = sample.count { text in
            var text = text
            return text.withUTF8 { ISOTime.seconds($0) != nil }
        }
        if Double(times) >= 0.95 * Double(sample.count) { return .time }
        if distinct <= 2, sample.allSatisfy({ Self.yesAndNo.contains($0.lowercased()) }) { return .boolean }
        let words = Double(sample.reduce(0) { $0 + Self.words(in: $1) }) / Double(sample.count)
        if total >= 40, Double(distinct) >= 0.9 * Double(total) { return words >= 3 ? .text : .identifier }
        if words >= 3, distinct > 50, Double(distinct) >= 0.2 * Double(total) { return .text }
        return .categorical
    }

    private static let yesAndNo: Set<String> = ["true", "false", "yes", "no", "t", "f", "y", "n"]

    private static func words(in text: String) -> Int {
        text.utf8.split(separator: 0x20).count
    }
}
