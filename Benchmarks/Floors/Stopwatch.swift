import Foundation

/// CPU time of this process in seconds, and a line per figure.
enum Stopwatch {
    /// Seconds of CPU that the process has used.
    static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The median CPU seconds of so many runs.
    static func median(runs: Int = 5, _ body: () throws -> Void) rethrows -> Double {
        var seconds: [Double] = []
        for _ in 0..<runs {
            let start = cpuSeconds()
            try body()
            seconds.append(cpuSeconds() - start)
        }
        return seconds.sorted()[runs / 2]
    }

    /// Three significant digits.
    static func text(_ figure: Double) -> String { figure.formatted(.number.precision(.significantDigits(3))) }

    /// `fold: 812,000 calls/s (target at least 500,000)`.
    static func report(_ what: String, _ figure: Double, _ unit: String, target: String) {
        print("\(what): \(text(figure)) \(unit) (\(target))")
    }
}
