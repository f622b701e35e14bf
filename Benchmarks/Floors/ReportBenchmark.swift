import Foundation
import Reports
import TestSupport

/// What comparing two tables of 1,000,000 rows and 20 columns (15 of numbers, 5 of names) costs: from CSV, from columns in
/// memory, from kept summaries.
enum ReportBenchmark {
    private static let rows = 1_000_000
    private static let values = [4, 12, 3, 5, 200]

    static func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            // The system clears its temporary folder when we cannot.
            try? FileManager.default.removeItem(at: folder)
        }
        let paths = try [1, 2].map { seed in
            let path = folder.appending(path: "\(seed).csv").path
            try write(seed: UInt64(seed), to: path)
            return path
        }
        let options = ReportOptions(reference: paths[0], current: paths[1])
        var verdicts: Set<ReportVerdict> = []
        let file = try Stopwatch.median(runs: 3) { verdicts.insert(try Comparison.run(options).verdict) }
        Stopwatch.report("report from CSV", file, "s of CPU", target: "target at most 6")
        Stopwatch.report("report from CSV", peak(), "MB at most", target: "target at most 700")
        let least = try floor(paths)
        print(
            "report from CSV: \(Stopwatch.text(file / least)) times its floor: the bytes summed and 30 columns sorted")
        let tables = [1, 2].map { table(seed: UInt64($0)) }
        let columns = try Stopwatch.median(runs: 3) {
            verdicts.insert(try Comparison.compare(tables[0], tables[1], options).verdict)
        }
        Stopwatch.report("report from columns", columns, "s of CPU", target: "target at most 1.5")
        let kept = tables.map { KeptTable($0) }
        let summaries = try Stopwatch.median {
            verdicts.insert(try Comparison.compare(kept[0], kept[1], options).verdict)
        }
        Stopwatch.report("report from kept summaries", summaries * 1000, "ms of CPU", target: "target at most 10")
        print("report: \(verdicts.map(\.rawValue).sorted().joined(separator: ", "))")
    }

    private static func table(seed: UInt64) -> Table {
        var random = SeededGenerator(seed: seed)
        var columns: [TableColumn] = []
        for column in 0..<15 {
            columns.append(
                TableColumn(name: "number \(column)", numbers: (0..<rows).map { _ in number(column, &random) }))
        }
        for (column, count) in values.enumerated() {
            let words = (0..<rows).map { _ in Optional("value \(Int(random.next() % UInt64(count)))") }
            columns.append(TableColumn(name: "name \(column)", words: words))
        }
        return Table(name: "\(seed)", columns: columns)
    }

    private static func number(_ column: Int, _ random: inout SeededGenerator) -> Double {
        switch column % 5 {
        case 0: (random.normal() * 1e6).rounded() / 1e6
        case 1: (random.uniform() * 1e6).rounded() / 1e3
        case 2: Double(random.next() % 100_000)
        case 3: random.logNormal(median: 20, spread: 1)
        default: random.chance(0.7) ? 0 : (random.exponential(mean: 50) * 100).rounded() / 100
        }
    }

    private static func write(seed: UInt64, to path: String) throws {
        var random = SeededGenerator(seed: seed)
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        let header = (0..<15).map { "number \($0)" } + values.indices.map { "name \($0)" }
        var text = header.joined(separator: ",") + "\n"
        for row in 0..<rows {
            for column in 0..<15 { text += "\(number(column, &random))," }
            text += values.map { "value \(random.next() % UInt64($0))" }.joined(separator: ",") + "\n"
            if row % 10_000 == 9_999 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.close()
    }

    /// The least that the report must do, CPU seconds: look at every byte once, and bring the numbers of 30 columns into order.
    private static func floor(_ paths: [String]) throws -> Double {
        var random = SeededGenerator(seed: 3)
        let column = (0..<rows).map { _ in random.normal() }
        return try Stopwatch.median(runs: 3) {
            var sum: UInt64 = 0
            for path in paths {
                let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
                data.withUnsafeBytes { bytes in for byte in bytes { sum &+= UInt64(byte) } }
            }
            for _ in 0..<30 { sum &+= column.sorted()[rows / 2].bitPattern }
            precondition(sum != 0)
        }
    }

    /// Megabytes that the process has used at most.
    private static func peak() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    }
}
