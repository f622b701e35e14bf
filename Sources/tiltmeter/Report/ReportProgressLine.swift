import Reports
import Synchronization

/// The progress bar of a comparison, on a terminal only.
final class ReportProgressLine: Sendable {
    private let output: OutputOptions
    private let last = Mutex(ContinuousClock.now)

    private static let pause = Duration.milliseconds(100)

    init(_ output: OutputOptions) {
        self.output = output
    }

    /// Shows how far it is, at most ten times a second.
    func show(_ progress: ReportProgress) {
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            guard now - last >= Self.pause else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let word =
            switch progress.stage {
            case .readingReference: "Reading the reference"
            case .readingCurrent: "Reading the current table"
            case .comparing: "Comparing fields"
            case .performance: "Comparing performance"
            case .slices: "Looking for slices"
            }
        output.progress("\(ProgressBar.text(progress.fraction))  \(word)")
    }
}
