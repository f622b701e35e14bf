import Foundation

/// The two streams that a verb writes to: results on standard output, everything about the way there on standard error.
enum Terminal {
    /// True when standard output is a terminal.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }
    /// True when standard error is a terminal: only then is progress shown.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes one line to standard error.
    static func note(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Writes the three lines of an error to standard error.
    static func complain(_ error: CommandError) {
        note("tiltmeter: \(error.what)")
        note("  \(error.why)")
        note("  Try: \(error.tip)")
    }

    /// Writes the present state of long work over the last one, on a terminal only.
    static func progress(_ line: String) {
        guard showsProgress else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[2K\(line)".utf8))
    }

    /// Removes the line of progress.
    static func endProgress() {
        guard showsProgress else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[2K".utf8))
    }
}
