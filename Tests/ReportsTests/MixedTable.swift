import Reports
import TestSupport

/// Rows of every kind of field, drawn from one fixed distribution unless a change is planted.
struct MixedTable {
    /// What is planted into the rows.
    struct Change {
        var shift = 0.0
        var share = 0.0
        var missing = 0.0
        var misspelt = 0.0
        var topic = 0.0
        var wrong = 0.0
    }

    private static let openings = ["please", "could you", "i want to", "how do i", "help me"]
    private static let verbs = ["change", "cancel", "find", "pay", "return", "open", "close", "print"]
    private static let things = ["order", "invoice", "account", "ticket", "parcel", "card", "booking", "password"]

    /// Column by column, in a fixed order.
    private(set) var numbers: [String: [Double]] = [:]
    var words: [String: [String?]] = [:]
    private let rows: Int

    init(rows: Int, change: Change = Change(), texts: Bool = true, using random: inout SeededGenerator) {
        self.rows = rows
        for row in 0..<rows {
            numbers["normal", default: []].append(random.normal(mean: change.shift))
            numbers["skewed", default: []].append(random.logNormal(median: 20, spread: 1))
            numbers["whole", default: []].append(Double(random.poisson(12)))
            numbers["mostly zero", default: []].append(random.chance(0.8) ? 0 : random.exponential(mean: 5))
            numbers["holes", default: []].append(random.chance(0.05 + change.missing) ? .nan : random.uniform())
            words["region", default: []].append(random.chance(0.3 + change.share) ? "north" : "south")
            words["plan", default: []].append("plan \(Int(12 * random.uniform() * random.uniform()))")
            let city = "city \(Int(300 * random.uniform() * random.uniform()))"
            words["city", default: []].append(random.chance(change.misspelt) ? city + "x\(row)" : city)
            words["ticket", default: []].append("T-\(10_000_000 + Int(random.next() % 80_000_000))")
            if texts {
                var text = [Self.openings, Self.verbs].map { $0.randomElement(using: &random) ?? "" }
                text.append(
                    "my \(Self.things.randomElement(using: &random) ?? "") number \(Int(random.next() % 100_000))")
                if random.chance(change.topic) { text.append("for the winter sale voucher") }
                words["request", default: []].append(text.joined(separator: " "))
            }
            let score = random.uniform()
            let truth = random.chance(score)
            numbers["score", default: []].append(score)
            words["predicted", default: []].append(score > 0.5 ? "yes" : "no")
            words["right", default: []].append(truth != random.chance(change.wrong) ? "yes" : "no")
        }
    }

    /// The table of some rows.
    func table(_ name: String, rows: [Int]? = nil) -> Table {
        let rows = rows ?? Array(0..<self.rows)
        let columns =
            numbers.keys.sorted().map { name in TableColumn(name: name, numbers: rows.map { numbers[name]![$0] }) }
            + words.keys.sorted().map { name in TableColumn(name: name, words: rows.map { words[name]![$0] }) }
        return Table(name: name, columns: columns)
    }

    static func options(performance: Bool = true) -> ReportOptions {
        var options = ReportOptions(reference: "", current: "")
        if performance { (options.prediction, options.label, options.score) = ("predicted", "right", "score") }
        return options
    }
}
