/// The different values of a field over both tables, with how often each occurs on either side.
struct JointCategories: Sendable {
    /// The values; nil for a word whose text was dropped for memory.
    private(set) var names: [String?] = []
    /// Rows of the reference by value.
    private(set) var reference: [Int] = []
    /// Current rows by value.
    private(set) var current: [Int] = []

    /// Values whose order in both tables is the same number: the words' own codes and the numbers translate to these.
    private var referenceCodes = Translation()
    private var currentCodes = Translation()

    /// From a column's own codes and numbers to the joint ones.
    private struct Translation: Sendable {
        var words: [Int32] = []
        var numbers: [UInt64: Int32] = [:]
    }

    private struct Index {
        var byHash: [UInt64: Int32] = [:]
        var byNumber: [UInt64: Int32] = [:]
    }

    /// - Complexity: O(rows); a hash lookup per row only for numbers.
    init(_ reference: TableColumn?, _ current: TableColumn?) {
        var index = Index()
        if let reference { referenceCodes = count(reference, &index, \.reference) }
        if let current { currentCodes = count(current, &index, \.current) }
    }

    /// From counts by value.
    init(counts before: [String: UInt64], _ now: [String: UInt64]) {
        for name in Set(before.keys).union(now.keys).sorted() {
            names.append(name)
            reference.append(Int(before[name] ?? 0))
            current.append(Int(now[name] ?? 0))
        }
    }

    /// Rows with a value.
    var referenceTotal: Int { reference.reduce(0, +) }
    /// Current rows with a value.
    var currentTotal: Int { current.reduce(0, +) }

    /// The joint codes of some rows of a column that was part of the count, -1 for missing.
    func codes(_ column: TableColumn, isReference: Bool, rows: [Int]) -> [Int32] {
        let translation = isReference ? referenceCodes : currentCodes
        switch column.content {
        case .words(let codes, _): return rows.map { codes[$0] < 0 ? -1 : translation.words[Int(codes[$0])] }
        case .numbers(let numbers, _):
            return rows.map { row in
                let cell = numbers[row]
                if let code = WordAmongNumbers.code(cell) { return translation.words[Int(code)] }
                return cell.isNaN ? -1 : translation.numbers[Self.key(cell)] ?? -1
            }
        }
    }

    /// The same rows counted by something that many values share; values whose text was dropped are left out.
    func grouped(_ group: (String) -> String) -> JointCategories {
        var joint = JointCategories(nil, nil)
        var places: [String: Int32] = [:]
        for (code, name) in names.enumerated() {
            guard let name else { continue }
            let key = group(name)
            let place = places[key] ?? joint.add(key)
            places[key] = place
            joint.reference[Int(place)] += reference[code]
            joint.current[Int(place)] += current[code]
        }
        return joint
    }

    private mutating func count(
        _ column: TableColumn, _ index: inout Index, _ side: WritableKeyPath<JointCategories, [Int]>
    ) -> Translation {
        var translation = Translation()
        switch column.content {
        case .words(let codes, let words):
            var counts = [Int](repeating: 0, count: words.count)
            counts.withUnsafeMutableBufferPointer { counts in
                for code in codes where code >= 0 { counts[Int(code)] &+= 1 }
            }
            translation.words = translate(words, &index)
            for (code, count) in counts.enumerated() { self[keyPath: side][Int(translation.words[code])] += count }
        case .numbers(let numbers, let words):
            translation.words = translate(words, &index)
            var counts: [UInt64: Int] = [:]
            var wordCounts = [Int](repeating: 0, count: words.count)
            for cell in numbers {
                if let code = WordAmongNumbers.code(cell) {
                    wordCounts[Int(code)] += 1
                } else if !cell.isNaN {
                    counts[Self.key(cell), default: 0] += 1
                }
            }
            for (code, count) in wordCounts.enumerated() {
                self[keyPath: side][Int(translation.words[code])] += count
            }
            for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
                let code = place(number: key, &index)
                translation.numbers[key] = code
                self[keyPath: side][Int(code)] += count
            }
        }
        return translation
    }

    private mutating func translate(_ words: WordList, _ index: inout Index) -> [Int32] {
        (0..<words.count).map { code in
            let number =
                words.withBytes(code) { bytes in
                    bytes.baseAddress.flatMap { DecimalNumber.read($0, count: bytes.count) }
                } ?? nil
            if let number { return place(number: Self.key(number), &index) }
            let hash = words.hash(code)
            if let known = index.byHash[hash] { return known }
            index.byHash[hash] = Int32(names.count)
            return add(words.word(code))
        }
    }

    /// "1", "1.0" and 1 are one value: the way a number is written says nothing about what it means.
    private mutating func place(number key: UInt64, _ index: inout Index) -> Int32 {
        if let known = index.byNumber[key] { return known }
        index.byNumber[key] = Int32(names.count)
        return add(FigureText.exact(Double(bitPattern: key)))
    }

    private mutating func add(_ name: String?) -> Int32 {
        names.append(name)
        reference.append(0)
        current.append(0)
        return Int32(names.count - 1)
    }

    private static func key(_ number: Double) -> UInt64 { (number + 0.0).bitPattern }
}
