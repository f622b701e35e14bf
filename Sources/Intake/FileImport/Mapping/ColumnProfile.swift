internal import OTLP
internal import Telemetry

/// What a sample says about one column.
struct ColumnProfile {
    /// The column's name, or the path of a member.
    let name: String
    /// Records that have a value.
    private(set) var present = 0
    /// Values that are numbers.
    private(set) var numbers = 0
    /// Values that are whole numbers.
    private(set) var integers = 0
    /// Values that are 0 or 1.
    private(set) var bits = 0
    /// Values that are `true` or `false` in some spelling.
    private(set) var truths = 0
    /// Values that read as a time; numbers only from 1973 on.
    private(set) var times = 0
    /// Values that are words for nothing.
    private(set) var voids = 0
    /// Values that are lists.
    private(set) var lists = 0
    /// Values that are lists of messages with roles.
    private(set) var conversations = 0
    /// Values that are objects.
    private(set) var objects = 0
    /// Numbers that would lose something if they were read as numbers: codes such as `00123`.
    private(set) var codes = 0
    /// Characters of the longest text.
    private(set) var longest = 0
    /// Values with blanks in them.
    private(set) var phrases = 0
    /// Smallest and largest number.
    private(set) var range: ClosedRange<Double>?
    /// Different values; at most ``distinctLimit``.
    private(set) var distinct: Set<String> = []
    /// Order of day and month where a date shows it.
    private(set) var dateOrders: Set<TimeReader.DateOrder> = []
    /// Dates that could be read both ways.
    private(set) var ambiguousDates = 0

    static let distinctLimit = 2_001

    private var numbersSeen: [Double] = []
    private var charactersSum = 0

    init(name: String) {
        self.name = name
    }

    /// The name as it is looked up.
    var normal: String { ColumnName.normalised(name) }
    /// Values that are neither nothing nor a word for it.
    var meaningful: Int { present - voids }
    /// The value in the middle, of numbers.
    var median: Double? { numbersSeen.isEmpty ? nil : numbersSeen.sorted()[numbersSeen.count / 2] }
    /// Characters of a text, on average.
    var meanLength: Int { meaningful == 0 ? 0 : charactersSum / meaningful }
    /// A few values, for people.
    var examples: [String] { Array(distinct.sorted().prefix(3)) }

    /// All values are numbers, and stay what they are when read as such.
    var isNumeric: Bool { meaningful > 0 && numbers == meaningful && codes == 0 }
    /// All values are 0 or 1.
    var isBinary: Bool { meaningful > 0 && bits == meaningful }
    /// All values are `true` or `false`.
    var isBoolean: Bool { meaningful > 0 && truths == meaningful }
    /// The values read as times, but for a few that are wrong and are refused one by one.
    var isTime: Bool { meaningful > 0 && times * 20 >= meaningful * 19 }
    /// All values are whole numbers.
    var isInteger: Bool { isNumeric && integers == meaningful }
    /// Scalars only.
    var isScalar: Bool { meaningful > 0 && lists == 0 && objects == 0 }
    /// Text that is read rather than counted.
    var isProse: Bool { isScalar && !isNumeric && !isTime && (phrases * 2 > meaningful || longest > 100) }

    mutating func take(_ value: SourceValue, decimalComma: Bool) {
        if case .absent = value { return }
        if case .text(let text) = value, text.isEmpty { return }
        present += 1
        if case .json(let json) = value {
            if let array = json.array {
                lists += 1
                if Self.isConversation(array) { conversations += 1 }
                return
            }
            if json.kind == .object {
                objects += 1
                return
            }
        }
        if value.isVoid {
            voids += 1
            return
        }
        guard let text = value.text else { return }
        if let number = value.number(decimalComma: decimalComma) {
            take(number, text: text, isInteger: value.integer != nil)
        }
        let word = text.trimmed.lowercased()
        if word == "true" || word == "false" { truths += 1 }
        if isTime(value, text: text) { times += 1 }
        if let order = TimeReader.evidence(text) { dateOrders.insert(order) }
        if TimeReader.isAmbiguous(text) { ambiguousDates += 1 }
        let length = text.utf8.count
        charactersSum += length
        longest = max(longest, length)
        if text.utf8.contains(0x20) { phrases += 1 }
        if distinct.count < Self.distinctLimit { distinct.insert(length > 256 ? String(text.prefix(256)) : text) }
    }

    private mutating func take(_ number: Double, text: String, isInteger: Bool) {
        numbers += 1
        if isInteger { integers += 1 }
        if number == 0 || number == 1 { bits += 1 }
        let digits = text.trimmed.drop { $0 == "-" || $0 == "+" }
        if digits.first == "0", digits.dropFirst().first.map({ $0.isNumber }) == true { codes += 1 }
        if digits.count > 15, isInteger { codes += 1 }
        range = range.map { min($0.lowerBound, number)...max($0.upperBound, number) } ?? number...number
        numbersSeen.append(number)
    }

    private func isTime(_ value: SourceValue, text: String) -> Bool {
        if case .json(let json) = value, json.kind == .integer || json.kind == .real {
            return json.number.map {
                $0 >= TimeReader.smallestUnixTime && TimeReader(order: .monthFirst).read($0) != nil
            }
                ?? false
        }
        return TimeReader(order: .monthFirst).read(text) != nil || TimeReader(order: .dayFirst).read(text) != nil
    }

    private static func isConversation(_ array: JSONArray) -> Bool {
        !array.isEmpty
            && array.allSatisfy { $0["role"]?.text != nil && ($0["content"] != nil || $0["text"] != nil) }
    }
}
