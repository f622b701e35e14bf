import Statistics
import TestSupport
import Testing

@Suite("Slice discovery (docs/statistics.md 5)")
struct SliceTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("05_slices")
    }

    /// The generated table of the vectors.
    static func table() -> (columns: [[Int32]], failures: [Double]) {
        let columns = [("f0", 4), ("f1", 5), ("f2", 3)].map { name, values in
            (0..<4000).map { Int32(Double(values) * HashedInput.unit(name, $0)) }
        }
        let failures = (0..<4000).map { row in
            let rate = columns[0][row] == 2 && columns[1][row] == 3 ? 0.25 : 0.08
            return HashedInput.unit("fail", row) < rate ? 1.0 : 0
        }
        return (columns, failures)
    }

    @Test("the likelihood ratio agrees with the reference")
    func ratio() throws {
        for vector in try vectors.cases(of: "scan_llr") {
            let ratio = try SliceScan.logLikelihoodRatio(
                observed: vector["observed"].number, expected: vector["expected"].number)
            expectClose(ratio, try vector["out"].number)
        }
    }

    @Test("the scan finds what the reference finds")
    func scan() throws {
        let vector = try vectors.cases(of: "slice_scan")[0]
        let (columns, failures) = Self.table()
        #expect(try failures.reduce(0, +) == vector["total_failures"].number)
        let findings = try SliceScan.findings(
            columns: columns, failures: failures, expected: [Double](repeating: vector["b"].number, count: 4000),
            settings: .init(minimumSize: Int(vector["sigma"].number), findings: Int(vector["k"].number)))
        let expected = try vector["out"].list
        #expect(findings.count == expected.count)
        for (finding, expected) in zip(findings, expected) {
            let fields = try expected.object
            #expect(
                try finding.predicates.map { [Double($0.column), Double($0.value)] } == #require(fields["slice"]).rows)
            expectClose(finding.logLikelihoodRatio, try #require(fields["llr"]).number)
            expectClose(finding.observed, try #require(fields["observed"]).number)
            expectClose(finding.expected, try #require(fields["expected"]).number)
            expectClose(finding.riskRatio, try #require(fields["risk_ratio"]).number)
            expectClose(finding.excess, try #require(fields["excess"]).number)
            #expect(try Double(finding.size) == #require(fields["size"]).number)
        }
    }

    @Test("no scan of few calls misses what trying every combination finds", arguments: 0..<20)
    func bruteForce(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let columns = (0..<4).map { _ in (0..<600).map { _ in Int32.random(in: -1...3, using: &random) } }
        let expected = (0..<600).map { _ in 0.05 + 0.1 * random.uniform() }
        let failures = (0..<600).map { row in
            random.chance(expected[row] * (columns[1][row] == 2 && columns[3][row] == 0 ? 4 : 1)) ? 1.0 : 0
        }
        let settings = SliceScan.Settings(minimumSize: 15, findings: 1, minimumGain: 0)
        let found = SliceScan.findings(columns: columns, failures: failures, expected: expected, settings: settings)
        var best = 0.0
        func consider(_ predicates: [(Int, Int32)]) {
            let rows = (0..<600).filter { row in predicates.allSatisfy { columns[$0.0][row] == $0.1 } }
            let observed = rows.reduce(0) { $0 + failures[$1] }
            let expectation = rows.reduce(0) { $0 + expected[$1] }
            guard rows.count >= 15, observed - expectation >= 5 else { return }
            best = max(best, SliceScan.logLikelihoodRatio(observed: observed, expected: expectation))
        }
        for a in 0..<4 {
            for va in Int32(0)...3 {
                consider([(a, va)])
                for b in (a + 1)..<max(4, a + 1) {
                    for vb in Int32(0)...3 {
                        consider([(a, va), (b, vb)])
                        for c in (b + 1)..<max(4, b + 1) {
                            for vc in Int32(0)...3 { consider([(a, va), (b, vb), (c, vc)]) }
                        }
                    }
                }
            }
        }
        expectClose(found.first?.logLikelihoodRatio ?? 0, best)
    }

    /// The definition, word for word: all slices with enough calls, the most striking one, the shortest within four nats that
    /// contains it; its calls leave, and so on.
    private static func naive(
        _ columns: [[Int32]], _ failures: [Double], _ expected: [Double], _ settings: SliceScan.Settings
    ) -> [[SliceFinding.Predicate]] {
        var slices: [[SliceFinding.Predicate]] = [[]]
        for (column, codes) in columns.enumerated() {
            let values = Set(codes).filter { $0 >= 0 }.sorted()
            slices += slices.filter { $0.count < settings.maximumLevel }.flatMap { slice in
                values.map { slice + [.init(column: column, value: $0)] }
            }
        }
        func rows(_ slice: [SliceFinding.Predicate], _ alive: Set<Int>) -> [Int] {
            alive.filter { row in slice.allSatisfy { columns[$0.column][row] == $0.value } }.sorted()
        }
        var alive = Set(failures.indices)
        slices = slices.filter { !$0.isEmpty && rows($0, alive).count >= settings.minimumSize }
        var found: [[SliceFinding.Predicate]] = []
        while found.count < settings.findings {
            let scored = slices.compactMap { slice -> (slice: [SliceFinding.Predicate], ratio: Double)? in
                let rows = rows(slice, alive)
                let (observed, risk) = (rows.reduce(0) { $0 + failures[$1] }, rows.reduce(0) { $0 + expected[$1] })
                guard observed - risk >= settings.minimumExcess else { return nil }
                return (slice, SliceScan.logLikelihoodRatio(observed: observed, expected: risk))
            }
            guard let best = scored.max(by: { $0.ratio < $1.ratio }) else { break }
            let shorter = scored.filter { entry in
                entry.slice.count < best.slice.count && entry.slice.allSatisfy { best.slice.contains($0) }
                    && best.ratio - entry.ratio < settings.minimumGain
            }
            let length = shorter.map(\.slice.count).min()
            let chosen = shorter.filter { $0.slice.count == length }.max { $0.ratio < $1.ratio } ?? best
            found.append(chosen.slice)
            alive.subtract(rows(chosen.slice, alive))
        }
        return found
    }

    @Test("finding after finding is what the plain definition finds", arguments: 0..<6, 1...3)
    func peeling(seed: UInt64, level: Int) {
        var random = SeededGenerator(seed: 300 + seed)
        let columns = (0..<4).map { column in
            (0..<600).map { _ in Int32(random.uniform() * random.uniform() * Double(5 + column)) - 1 }
        }
        let expected = (0..<600).map { _ in 0.03 + 0.1 * random.uniform() }
        let failures = (0..<600).map { row in
            let isWorse = columns[0][row] == 1 || columns[2][row] == 2 && columns[3][row] == 0
            return random.chance(expected[row] * (isWorse ? 3 : 1)) ? 1.0 : 0
        }
        let settings = SliceScan.Settings(minimumSize: 20, findings: 4, maximumLevel: level, minimumExcess: 3)
        let found = SliceScan.findings(columns: columns, failures: failures, expected: expected, settings: settings)
        #expect(found.map(\.predicates) == Self.naive(columns, failures, expected, settings))
    }

    @Test("an attribute that repeats another, or is mostly missing, is left out")
    func leftOut() {
        let (columns, failures) = Self.table()
        let expected = [Double](repeating: 0.08, count: 4000)
        let settings = SliceScan.Settings(minimumSize: 40, findings: 1)
        let sparse = (0..<4000).map { $0.isMultiple(of: 3) ? columns[0][$0] : Int32(-1) }
        let found = SliceScan.findings(
            columns: [columns[0].map { 3 - $0 }] + columns + [sparse], failures: failures, expected: expected,
            settings: settings)
        #expect(found.first?.predicates == [.init(column: 0, value: 1), .init(column: 2, value: 3)])
        #expect(SliceScan.findings(columns: [], failures: [], expected: [], settings: settings).isEmpty)
    }

    @Test("the risk model reproduces the reference, value by value about, in total exactly")
    func riskModel() throws {
        let (columns, failures) = Self.table()
        let model = try #require(RiskModel(columns: columns, failures: failures))
        let expected = model.expected(columns: columns, count: 4000)
        expectClose(expected.reduce(0, +), failures.reduce(0, +), relative: 1e-9)
        let unknown = model.expected(columns: columns.map { _ in [99, -1] }, count: 2)
        expectClose(unknown, [model.mean, model.mean], relative: 0.05)
        #expect(RiskModel(columns: [], failures: []) == nil)
    }

    @Test("a planted slice that was always bad is expected, and one that got worse is found")
    func alwaysBad() throws {
        var random = SeededGenerator(seed: 7)
        func world(_ count: Int, worse: Bool) -> (columns: [[Int32]], failures: [Double]) {
            let columns = (0..<5).map { _ in (0..<count).map { _ in Int32.random(in: 0...5, using: &random) } }
            let failures = (0..<count).map { row in
                var rate = columns[0][row] == 1 ? 0.3 : 0.05
                if worse && columns[2][row] == 3 && columns[4][row] == 0 { rate = min(1, rate * 2.5) }
                return random.chance(rate) ? 1.0 : 0
            }
            return (columns, failures)
        }
        let reference = world(30_000, worse: false)
        let model = try #require(RiskModel(columns: reference.columns, failures: reference.failures))
        let live = world(40_000, worse: true)
        let found = SliceScan.findings(
            columns: live.columns, failures: live.failures,
            expected: model.expected(columns: live.columns, count: 40_000), settings: .init(calls: 40_000))
        #expect(found.first?.predicates == [.init(column: 2, value: 3), .init(column: 4, value: 0)])
    }

    /// Each day's list may ring with probability 0.2 / 30 at most; 60 lists of five unchanged slices ring twice or more with
    /// probability 6 in 100 at that bound, three times with less than 1 in 100.
    @Test("confirmation on fresh calls seldom confirms what did not change")
    func confirmation() {
        var random = SeededGenerator(seed: 8)
        var rang = 0
        for _ in 0..<60 {
            let reference = (0..<5).map { index in
                (count: 4000.0, failures: Double(random.binomial(4000, index < 3 ? 0.08 : 0.02)))
            }
            var confirmation = SliceConfirmation(reference: reference, delta: 0.05, monthlyBudget: 0.2)
            for _ in 0..<400 {
                for slice in 0..<5 {
                    let rate = slice < 3 ? 0.08 : 0.02
                    confirmation.insert(failure: random.chance(rate) ? 1 : 0, expected: rate, slice: slice)
                }
            }
            rang += confirmation.confirmed.isEmpty ? 0 : 1
        }
        #expect(rang <= 2)
    }

    @Test("confirmation confirms a slice that fails two and a half times as often")
    func confirmed() {
        var random = SeededGenerator(seed: 9)
        var confirmation = SliceConfirmation(
            reference: [(count: 4000, failures: 320), (count: 4000, failures: 80)], delta: 0.05, monthlyBudget: 0.1)
        for _ in 0..<1500 {
            confirmation.insert(failure: random.chance(0.2) ? 1 : 0, expected: 0.08, slice: 0)
            confirmation.insert(failure: random.chance(0.02) ? 1 : 0, expected: 0.02, slice: 1)
        }
        #expect(confirmation.confirmed == [0])
        #expect(confirmation.standards[1] == .model)
    }

    @Test("the contrast of a word agrees with the reference")
    func contrast() throws {
        for vector in try vectors.cases(of: "log_odds_z") {
            let contrast = try TokenContrast(
                failing: (vector["y_in"].number, vector["n_in"].number),
                others: (vector["y_out"].number, vector["n_out"].number), priorCount: vector["prior_count"].number,
                priorTotal: vector["prior_total"].number)
            expectClose(contrast.difference, try vector["delta"].number)
            expectClose(contrast.z, try vector["z"].number)
        }
    }

    @Test(
        "a text's template has placeholders for what differs",
        arguments: [
            ("Order 4711 of ann@example.com, see https://x.y/z?q=1 today", "order <num> of <mail> see <url> today"),
            ("Error 9f8e7d6c5b4a at 2026-11-21T10:00:00Z", "error <hex> at <date>"),
            ("id 123e4567-e89b-12d3-a456-426614174000 failed", "id <id> failed"),
            ("He said \"never 5 times\" twice", "he said <str> twice"),
            ("1,234.50 euro", "<num> euro"), ("a facade is no hex", "a facade is no hex"), ("", ""),
            (
                "one two three four five six seven eight nine ten eleven twelve thirteen",
                "one two three four five six seven eight nine ten eleven twelve"
            ),
        ])
    func template(text: String, words: String) {
        #expect(TextTemplate.words(text).joined(separator: " ") == words)
    }

    @Test("texts of one template share its number")
    func templateIdentifier() {
        #expect(TextTemplate.identifier("Invoice 17 of 3 pages") == TextTemplate.identifier("invoice 99 of 250 pages"))
        #expect(TextTemplate.identifier("Invoice 17") != TextTemplate.identifier("Offer 17"))
    }
}
