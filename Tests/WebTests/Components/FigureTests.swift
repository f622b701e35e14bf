import Testing
import Web

@Suite("A figure") struct FigureTests {
    private func estimate(_ value: Double, _ low: Double? = nil, _ high: Double? = nil, _ unit: SignalUnit) -> Estimate
    {
        Estimate(value: value, low: low, high: high, n: 100, unit: unit)
    }

    @Test("is written with its unit and a true minus sign")
    func units() {
        #expect(estimate(0.856, 0.835, 0.877, .share).text == "85.6%")
        #expect(estimate(0.9997, nil, nil, .share).text == "99.97%")
        #expect(estimate(1, nil, nil, .share).text == "100%")
        #expect(estimate(0.041, nil, nil, .usd).text == "$0.041")
        #expect(estimate(0.00012, nil, nil, .usd).text == "$0.00012")
        #expect(estimate(0.018, nil, nil, .seconds).text == "18 ms")
        #expect(estimate(1.38, nil, nil, .seconds).text == "1.4 s")
        #expect(estimate(66_410, nil, nil, .count).text == "66,410")
        #expect(NumberText.decimal(-0.04, places: 1) == "0.0")
        #expect(NumberText.decimal(-1_234.56, places: 1) == "−1,234.6")
    }

    @Test("has its range in words")
    func ranges() {
        #expect(estimate(-0.068, -0.089, -0.047, .share).changeRange == "−8.9 to −4.7")
        #expect(estimate(0.856, 0.835, 0.877, .share).rangeText == "83.5 to 87.7")
        #expect(estimate(0.5, nil, nil, .share).rangeText == nil)
    }

    @Test("speaks of shares in points and of money relatively when it changes")
    func changes() {
        #expect(estimate(-0.068, nil, nil, .share).changeText == "−6.8 pts")
        #expect(estimate(-0.068, nil, nil, .share).changeInWords == "−6.8 points")
        #expect(estimate(0.38, nil, nil, .relative).changeText == "+38%")
        #expect(estimate(0, nil, nil, .relative).changeText == "0%")
    }
}

@Suite("A span of time") struct DurationTests {
    @Test(
        "is written in its two largest units",
        arguments: [
            (324_720.0, "3 d 18 h"), (21_900, "6 h 5 min"), (720, "12 min"), (2, "2 s"), (0.34, "340 ms"), (0, "0 s"),
            (-5, "0 s"), (1_209_600, "14 d"),
        ])
    func short(seconds: Double, text: String) {
        #expect(DurationText.short(seconds: seconds) == text)
    }

    @Test("says how rarely a false alarm this strong comes up")
    func rarity() {
        #expect(DurationText.rarity(months: 204) == "under once in 17 years")
        #expect(DurationText.rarity(months: 5.9) == "under once in 5 months")
        #expect(DurationText.rarity(months: 1e9) == "under once in 100 years")
    }
}

@Suite("An instant") struct InstantTests {
    @Test("is written day before month, with its range in words")
    func words() {
        #expect(TimeText.dayAndClock(Story.noticed) == "7 Nov 04:12")
        #expect(TimeText.between(Story.onset.earliest, Story.onset.latest) == "between 2 and 4 Nov")
        #expect(TimeText.range(Story.onset.earliest, Story.onset.latest) == "2 to 4 Nov")
        #expect(
            TimeText.between(Story.time("2026-10-31T04:00:00Z"), Story.time("2026-11-02T04:00:00Z"))
                == "between 31 Oct and 2 Nov")
    }

    @Test("carries its exact time for machines")
    func element() {
        #expect(Story.noticed.markup.text.contains("<time datetime=\"2026-11-07T04:12:00Z\""))
    }
}
