import Reports
import Synchronization

/// The progress bar of a comparison, on a terminal only.
final class ReportProgressLine: Sendable {
    private struct State {
        var shown = ContinuousClock.now
        /// Both tables are read at the same time: how far each is.
        var reference = 0.0
        var current = 0.0
    }

    private let output: OutputOptions
    private let state = Mutex(State())

    private static let pause = Duration.milliseconds(100)

    init(_ output: OutputOptions) {
        self.output = output
    }

    /// Shows how far it is, at most ten times a second.
    func show(_ progress: ReportProgress) {
        let part = state.withLock { state -> Double? in
            switch progress.stage {
            case .readingReference: state.reference = progress.fraction
            case .readingCurrent: state.current = progress.fraction
            case .comparing, .performance, .slices: break
            }
            let now = ContinuousClock.now
            guard now - state.shown >= Self.pause else { return nil }
            state.shown = now
            return switch progress.stage {
            case .readingReference, .readingCurrent: (state.reference + state.current) / 2
            case .comparing, .performance, .slices: progress.fraction
            }
        }
        guard let part else { return }
        let word =
            switch progress.stage {
            case .readingReference, .readingCurrent: "Reading both tables"
            case .comparing: "Comparing fields"
            case .performance: "Comparing performance"
            case .slices: "Looking for slices"
            }
        output.progress("\(ProgressBar.text(part))  \(word)")
    }
}
