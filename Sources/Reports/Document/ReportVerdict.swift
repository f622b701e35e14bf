/// The verdict of a whole report.
public enum ReportVerdict: String, Codable, Sendable, Hashable, CaseIterable {
    /// A field drifted, a column broke, or the performance got worse: with evidence and by more than the tolerance.
    case drifted
    /// Nothing of that kind, and there were enough rows to look.
    case steady
    /// Too few rows to say either.
    case tooEarly = "too_early"
}
