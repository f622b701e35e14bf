import Testing
import Web

@Suite("The drift pair") struct DriftPairChartTests {
    private let numbers = DriftPairChart(
        name: "amount", summary: "moved up", bins: .intervals(edges: [0, 1, 2.5, 40]), reference: [10, 30, 60],
        current: [5, 5, 190])

    @Test("draws both sides as shares of their own rows, on one scale")
    func shares() {
        // The largest share of both is 190 of 200: it fills the height, from 92 down to 8.
        let text = numbers.svg(key: "k").text
        #expect(text.contains("y=\"8\" width=\"116.3\" height=\"84\""))
        // 60 of 100 of the reference: 92 - 84 * 0.6 / 0.95.
        #expect(text.contains("V38.9H356V92"))
    }

    @Test("says every count in its table")
    func table() {
        let text = numbers.table.text
        #expect(text.contains("<th scope=\"row\">2.5 to 40</th><td>60</td><td>60%</td><td>190</td><td>95%</td>"))
    }

    @Test("stays drawable without rows on a side")
    func empty() {
        let chart = DriftPairChart(
            name: "amount", summary: "", bins: .values(["a"]), reference: [0], current: [0])
        #expect(!chart.svg(key: "k").text.lowercased().contains("nan"))
        #expect(chart.table.text.contains("<td>0</td><td>0%</td>"))
    }

    @Test("escapes and bounds names that come from files")
    func hostile() {
        let chart = DriftPairChart(
            name: "x", summary: "", bins: .values(["<script>\(String(repeating: "z", count: 9_000))"]), reference: [1],
            current: [1])
        let text = chart.svg(key: "k").text + chart.table.text
        #expect(!text.contains("<script>"))
        #expect(text.utf8.count < 3_000)
    }
}

@Suite("Significant figures") struct SignificantFiguresTests {
    @Test(
        "keep three or four digits that count",
        arguments: [
            (0, "0"), (1_234.4, "1,234"), (12.345, "12.35"), (12, "12"), (100, "100"), (0.0721, "0.0721"),
            (-3.5, "−3.5"),
            (2.4e9, "2.4e9"), (0.000_012, "1.2e−5"), (999_999.9, "1,000,000"),
        ] as [(Double, String)])
    func figures(value: Double, text: String) {
        #expect(NumberText.significant(value) == text)
    }
}
