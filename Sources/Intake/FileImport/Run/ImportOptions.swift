public import Telemetry

/// What a person asks for when importing files.
public struct ImportOptions: Sendable, Hashable {
    /// The system of lines that name none.
    public var system: SystemSlug?
    /// How columns become members.
    public var mapping: MappingRequest
    /// Which records are a named baseline.
    public var baseline: BaselineNaming?
    /// The time of the first record, for files without times.
    public var timeStart: Timestamp?
    /// Nanoseconds from one record to the next, for files without times; more than 0.
    public var timeStep: Int64?
    /// True when judging is left to a later import.
    public var holds: Bool
    /// True when the systems get a new generation of verdict blocks, baselines and states.
    public var rejudges: Bool
    /// The share of refused lines beyond which an import counts as failed, 0 to 1.
    public var refusedShare: Double

    /// Everything by itself: mapping inferred, no baseline named, judged at the end, 1 % of lines may be refused.
    public static let standard = ImportOptions(
        system: nil, mapping: .automatic, baseline: nil, timeStart: nil, timeStep: nil, holds: false, rejudges: false,
        refusedShare: 0.01)

    /// Options that were chosen one by one.
    public init(
        system: SystemSlug?, mapping: MappingRequest, baseline: BaselineNaming?, timeStart: Timestamp?,
        timeStep: Int64?,
        holds: Bool, rejudges: Bool, refusedShare: Double
    ) {
        self.system = system
        self.mapping = mapping
        self.baseline = baseline
        self.timeStart = timeStart
        self.timeStep = timeStep
        self.holds = holds
        self.rejudges = rejudges
        self.refusedShare = refusedShare
    }

    /// Everything that decides what is stored, as text: a run that was interrupted is the same run when this is the same.
    var identity: String {
        [
            system?.text ?? "", mapping.text, baseline?.text ?? "", timeStart.map { String($0.nanoseconds) } ?? "",
            timeStep.map(String.init) ?? "",
        ].joined(separator: "\n")
    }

    /// - Throws: ``ImportError/Code/optionsInvalid`` for options that contradict each other.
    func check() throws(ImportError) {
        if (timeStart == nil) != (timeStep == nil) {
            throw ImportError(.optionsInvalid, "--time-start and --time-step belong together: give both.")
        }
        if let timeStep, timeStep <= 0 {
            throw ImportError(.optionsInvalid, "--time-step must be longer than nothing, such as 5m.")
        }
        if holds, rejudges {
            throw ImportError(.optionsInvalid, "--hold and --rejudge contradict each other.")
        }
        if !(0...1).contains(refusedShare) {
            throw ImportError(.optionsInvalid, "--max-refused is a share from 0 to 1, or a percentage.")
        }
    }
}
