import Foundation
import Telemetry
import Testing
import Web

/// The numbers of an attribute in the first element that matches.
private func number(_ pattern: String, in html: HTML) -> Double? {
    guard let match = html.text.firstMatch(of: try! Regex(pattern)) else { return nil }
    return match.output.count > 1 ? Double(match.output[1].substring ?? "") : nil
}

@Suite("The level") struct LevelChartTests {
    private func centre(_ lean: Double) -> Double? {
        number(
            "cx=\"([0-9.]+)\"",
            in: LevelChart(lean: Lean(value: lean, low: lean - 0.4, high: lean + 0.4), state: .level).svg)
    }

    @Test("draws worse to the left of the middle, better to the right")
    func direction() throws {
        #expect(centre(0) == 75)
        let (worse, better) = (try #require(centre(-2)), try #require(centre(2)))
        #expect(worse < 75)
        #expect(better > 75)
    }

    @Test("keeps what lies beyond four tolerances at the edge")
    func clips() {
        #expect(centre(-40) == centre(-4))
        #expect(centre(-.infinity) != nil)
    }

    @Test("carries each state by a shape of its own")
    func shapes() {
        let lean = Lean(value: -1, low: -2, high: 0)
        let drawings = [SignalState.level, .watch, .tilting, .noSignal(.neverSent)].map {
            LevelChart(lean: lean, state: $0).svg.text
        }
        #expect(drawings[0].contains("<circle"))
        #expect(!drawings[1].contains("<circle") && !drawings[2].contains("<circle"))
        #expect(drawings[3].contains("stroke-dasharray"))
        #expect(Set(drawings).count == 4)
    }
}

@Suite("The four strips") struct StripsChartTests {
    @Test("say the most urgent state and how many")
    func verdicts() {
        let quality = StripsChart(group: .quality, readings: Story.rows.map(\.quality))
        #expect(quality.verdict.text == "1 tilting")
        #expect(quality.counts == "Quality: 1 tilting, 1 to watch, 4 level, 1 learning")
        #expect(StripsChart(group: .operations, readings: Story.rows.map(\.operations)).verdict.text == "7 of 7 level")
        #expect(StripsChart(group: .trust, readings: [Story.noTrust()]).verdict.text == "no signal")
    }
}

@Suite("The wedge") struct WedgeChartTests {
    @Test("is silent from the estimated onset to the moment it was noticed")
    func silent() {
        #expect(DurationText.short(seconds: Story.wedge.silentSeconds) == "3 d 18 h")
        #expect(Story.wedge.svg(key: "w").text.contains("silent for 3 d 18 h"))
    }

    @Test("is drawn for wide and for narrow screens, with a name and a description each")
    func twice() {
        let text = Story.wedge.svg(key: "w").text
        #expect(text.components(separatedBy: "<svg").count == 3)
        #expect(text.contains("aria-labelledby=\"w-w-t w-w-d\"") && text.contains("aria-labelledby=\"w-n-t w-n-d\""))
        #expect(text.contains("92.6 (90.3 to 94.8)"))
    }

    @Test("draws down as worse, also where a higher figure is the worse one")
    func downIsWorse() throws {
        func end(_ better: Better, _ values: [Double]) throws -> Double {
            let points = values.enumerated().map {
                SeriesPoint(
                    time: Story.start.advanced(bySeconds: Int64($0.offset) * 86_400), value: $0.element, low: nil,
                    high: nil, n: 10)
            }
            let wedge = WedgeChart(
                signal: Story.signal("x", "X", .cost, .usd, better), operations: [], operationsBaseline: 1,
                points: points, baseline: 1, tolerance: 0.1,
                onset: Onset(estimate: points[1].time, earliest: points[1].time, latest: points[1].time),
                noticed: points[2].time, flags: [])
            return try #require(number("<circle cx=\"[0-9.]+\" cy=\"([0-9.]+)\"", in: wedge.svg(key: "w")))
        }
        let costs = (dearer: try end(.low, [1, 1, 1.2, 1.4]), cheaper: try end(.low, [1, 1, 0.9, 0.8]))
        #expect(costs.dearer > costs.cheaper)
        let scores = (lower: try end(.high, [1, 1, 0.8, 0.6]), higher: try end(.high, [1, 1, 1.1, 1.2]))
        #expect(scores.lower > scores.higher)
    }

    @Test("is nothing rather than broken with too few points")
    func empty() {
        let wedge = WedgeChart(
            signal: Story.groundedness, operations: [], operationsBaseline: 0, points: [], baseline: 0, tolerance: 0,
            onset: Story.onset, noticed: Story.noticed, flags: [])
        #expect(!wedge.svg(key: "w").text.contains("nan"))
    }

    @Test("has a table of the same figures")
    func table() {
        let rows = Story.wedge.table.text.components(separatedBy: "<tr>").count - 2
        #expect(rows == Story.wedge.points.count)
        #expect(Story.wedge.table.text.contains("<td>92.6</td>"))
    }
}

@Suite("The lanes") struct LanesChartTests {
    @Test("put the suspect change, its guide and the axis on the same x to a tenth")
    func aligned() throws {
        let text = Story.lanes.svg(key: "l")
        let diamond = try #require(
            number("<path d=\"M([0-9.]+) [0-9.]+l5 7-5 7-5-7z\" fill=\"var\\(--tilt\\)\"", in: text))
        let guide = try #require(
            number("<path d=\"M([0-9.]+) 34V[0-9.]+\" stroke=\"var\\(--tilt\\)\"", in: text))
        #expect(abs(diamond - guide) < 0.11)
    }

    @Test("name what lies inside the range of the onset")
    func describes() {
        #expect(Story.lanes.summary.contains("Model fingerprint A to B on 2 Nov 22:10"))
    }

    @Test("show at most five changes and say how many more there are")
    func folds() {
        let many = (0..<9).map { index in
            ChangeMark(
                number: index, time: Story.start.advanced(bySeconds: Int64(index + 15) * 90_000), kind: .deploy,
                title: "Deploy \(index)", isInsideOnset: false)
        }
        let lanes = LanesChart(
            signal: Story.groundedness, points: Story.groundednessPoints, baseline: 0.924, tolerance: 0.02, labels: [],
            operations: [], changes: many, mix: nil, onset: Story.onset, noticed: Story.noticed, acknowledged: nil,
            recovered: nil, from: Story.start, to: Story.now)
        let text = lanes.svg(key: "l").text
        #expect(text.components(separatedBy: "l5 7-5 7-5-7z").count == 6)
        #expect(text.contains("+4 more"))
    }
}

@Suite("The band") struct BandChartTests {
    @Test("turns its scale round where a higher figure is the worse one")
    func flips() throws {
        func y(_ better: Better) throws -> Double {
            let points = [1.0, 1.0, 1.5].enumerated().map {
                SeriesPoint(
                    time: Story.start.advanced(bySeconds: Int64($0.offset) * 86_400), value: $0.element, low: nil,
                    high: nil, n: 10)
            }
            let chart = BandChart(
                signal: Story.signal("x", "X", .operations, .seconds, better), points: points, baseline: 1,
                tolerance: 0.1, changes: [], onset: nil, noticed: nil, from: Story.start, to: points[2].time)
            return try #require(number("cy=\"([0-9.]+)\" r=\"4.5\"", in: chart.svg(key: "b")))
        }
        let (low, high) = (try y(.low), try y(.high))
        #expect(low > high)
    }

    @Test("without points says so and draws no broken path")
    func empty() {
        let chart = BandChart(
            signal: Story.latency, points: [], baseline: nil, tolerance: 0.1, changes: [], onset: nil, noticed: nil,
            from: Story.start, to: Story.now)
        #expect(chart.summary == "No figures yet.")
        #expect(!chart.svg(key: "b").text.lowercased().contains("nan"))
    }
}

@Suite("The dumbbells") struct DumbbellChartTests {
    @Test("share one round scale that holds all of them")
    func domain() {
        let domain = DumbbellChart.domain(of: Story.slices.map { ($0.before, $0.since) })
        for row in Story.slices {
            #expect(domain.contains(row.before.value) && domain.contains(row.since.low ?? row.since.value))
        }
        #expect(abs(domain.lowerBound * 100 - (domain.lowerBound * 100).rounded()) < 1e-9)
    }

    @Test("draw worse to the left for both directions")
    func direction() throws {
        func dots(_ better: Better) throws -> (before: Double, since: Double) {
            let chart = DumbbellChart(
                before: Story.share(0.5), since: Story.share(better == .low ? 0.8 : 0.2), better: better, isHot: false,
                domain: 0...1)
            let text = chart.svg
            return (
                try #require(number("cx=\"([0-9.]+)\" cy=\"10\" r=\"4\"", in: text)),
                try #require(number("cx=\"([0-9.]+)\" cy=\"10\" r=\"4.6\"", in: text))
            )
        }
        for better in [Better.high, .low] {
            let (before, since) = try dots(better)
            #expect(since < before)
        }
    }

    @Test("of the example add up: shares of the drop to one, slice drops to the headline")
    func sums() {
        let shares = Story.slices.reduce(0) { $0 + $1.shareOfDrop }
        #expect(abs(shares - 1) < 0.011)
        let drop = Story.slices.reduce(0) { $0 + $1.shareOfCalls * $1.change.value }
        #expect(abs(drop - -0.068) < 0.005)
    }
}
