package import Telemetry

extension SystemJudge {
    /// What people decided.
    package struct Settings: Sendable {
        package init() {}
        package var monthlyAlarms = 1.0
        package var worse: [SignalName: SignalProfile.Worse] = [:]
        package var tolerance: [SignalName: SignalProfile.Tolerance] = [:]
        package var range: [SignalName: ClosedRange<Double>] = [:]
        /// Seconds that no baseline may hold: incidents, holidays.
        package var excluded: [Range<Int64>] = []

        package func profile(_ name: SignalName, _ quantity: Measure.Quantity) -> SignalProfile {
            SignalProfile(name, quantity, worse: worse[name], tolerance: tolerance[name], range: range[name])
        }
    }
}
