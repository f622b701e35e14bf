import Foundation
import Reports
import Testing

@Suite("Real tables")
struct SharedTableTests {
    /// The folder of others' data: `TILTMETER_SHARED_DATA`, else `shared/data` beside the repository.
    private static let folder =
        ProcessInfo.processInfo.environment["TILTMETER_SHARED_DATA"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath).appending(path: "../../../../../shared/data").standardizedFileURL

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    private static let taxis = "nyc-taxi-2018-to-2019-02/yellow_"

    private func taxi(_ before: String, _ now: String) throws -> ComparisonReport {
        try Comparison.run(
            ReportOptions(
                reference: Self.folder.appending(path: Self.taxis + before + ".csv.gz").path,
                current: Self.folder.appending(path: Self.taxis + now + ".csv.gz").path))
    }

    @Test(
        "of taxi trips are steady from January to February, as they were",
        .enabled(if: has(taxis + "2018-02.csv.gz"), "the taxi trips are not beside the repository"))
    func steady() throws {
        #expect(try taxi("2018-01", "2018-02").verdict == .steady)
    }

    @Test(
        "of taxi trips show the surcharge that began in 2019, in its own field and in the total",
        .enabled(if: has(taxis + "2019-02.csv.gz"), "the taxi trips are not beside the repository"))
    func surcharge() throws {
        let report = try taxi("2018-01", "2019-02")
        let drifted = report.fields.filter { $0.verdict == .drifted }.map(\.name)
        #expect(drifted.first == "congestion_surcharge")
        #expect(Set(drifted).isSuperset(of: ["total_amount", "extra"]))
        #expect(!drifted.contains("trip_distance"))
    }
}
