/// Labels and predictions of both tables as numbers of the same classes.
struct ClassCodes: Sendable {
    /// One side's rows: classes, -1 for missing.
    struct Side: Sendable {
        var predicted: [Int32]
        var label: [Int32]
    }

    /// The classes, in the order of their names.
    let classes: [String]
    let reference: Side
    let current: Side

    /// - Parameters:
    ///   - reference: the table.
    ///   - current: the table.
    ///   - prediction: its column; nil when there is none.
    ///   - label: its column; nil when there is none.
    ///   - also: classes that exist besides those in the columns.
    init(_ reference: Table, _ current: Table, prediction: String?, label: String?, also: [String] = []) {
        var columns: [(joint: JointCategories, before: TableColumn?, now: TableColumn?)] = []
        for name in [prediction, label] {
            let before = name.flatMap { reference.column($0) }
            let now = name.flatMap { current.column($0) }
            columns.append((JointCategories(before, now), before, now))
        }
        let found = Set(columns.flatMap { $0.joint.names.compactMap { $0 } } + also)
        // A label of 1 and a prediction of "true" are one class, when nothing but yes and no occurs.
        let isYesAndNo = found.count > 2 && found.allSatisfy { Self.yesAndNo[$0.lowercased()] != nil }
        func name(_ text: String) -> String { isYesAndNo ? Self.yesAndNo[text.lowercased()] ?? text : text }
        let classes = Set(found.map(name)).sorted()
        var codes: [String: Int32] = [:]
        for (code, name) in classes.enumerated() { codes[name] = Int32(code) }
        func side(_ table: Table, _ isReference: Bool) -> Side {
            let both = columns.map { entry -> [Int32] in
                guard let column = isReference ? entry.before : entry.now else {
                    return [Int32](repeating: -1, count: table.rows)
                }
                let translation = entry.joint.names.map { $0.flatMap { codes[name($0)] } ?? -1 }
                return entry.joint.codes(column, isReference: isReference, rows: Array(0..<table.rows)).map {
                    $0 < 0 ? -1 : translation[Int($0)]
                }
            }
            return Side(predicted: both[0], label: both[1])
        }
        self.classes = classes
        self.reference = side(reference, true)
        self.current = side(current, false)
    }

    private static let yesAndNo = [
        "true": "1", "t": "1", "yes": "1", "y": "1", "1": "1", "false": "0", "f": "0", "no": "0", "n": "0", "0": "0",
    ]

    /// The class that counts as positive of two: "1", "true", "yes" or the rarer one among the reference's labels.
    func positive(named wanted: String?) -> Int32 {
        if let wanted, let place = classes.firstIndex(of: wanted) { return Int32(place) }
        if let place = classes.firstIndex(where: { ["1", "true", "yes", "y", "t"].contains($0.lowercased()) }) {
            return Int32(place)
        }
        let counts = classes.indices.map { code in reference.label.count { $0 == Int32(code) } }
        return Int32(counts.indices.min { counts[$0] < counts[$1] } ?? 0)
    }
}
