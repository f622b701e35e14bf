import Intake
import Synchronization

/// The progress bar of an import, on a terminal only.
final class ImportProgressLine: Sendable {
    private let output: OutputOptions
    private let last = Mutex(ContinuousClock.now)

    private static let pause = Duration.milliseconds(100)

    init(_ output: OutputOptions) {
        self.output = output
    }

    /// Shows how far it is, at most ten times a second.
    func show(_ progress: ImportProgress) {
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            guard now - last >= Self.pause else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let word = progress.stage == .scanning ? "Reading" : "Storing"
        let total = progress.totalRecords.map { " of \(ImportWords.count($0))" } ?? ""
        let refused = progress.refused > 0 ? ", \(ImportWords.count(progress.refused)) refused" : ""
        output.progress(
            "\(word)  \(ProgressBar.text(progress.share))  \(ImportWords.count(progress.records))\(total) records\(refused)"
        )
    }

    /// Shows how many bytes the server has.
    func sending(_ bytes: Int64, of total: Int64) {
        output.progress("Sending  \(Int(100 * Double(bytes) / Double(max(1, total))))% of \(total / 1_000_000) MB")
    }

    /// Shows that records are being judged now.
    func judging(_ records: Int) {
        output.progress("Judging \(ImportWords.count(records)) records")
    }
}
