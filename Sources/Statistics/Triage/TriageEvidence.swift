/// What speaks for one cause or another near the onset of an incident (docs/statistics.md 16.1). On disk: never change the
/// names.
public enum TriageEvidence: String, Sendable, Hashable, CaseIterable {
    /// Inputs drifted.
    case inputDrift = "input_drift"
    /// Records violated their schema.
    case schema
    /// Many values were missing.
    case nullSpike = "null_spike"
    /// Model id, system fingerprint or response headers changed.
    case fingerprint
    /// A canary alarm.
    case canary
    /// Latency or errors rose.
    case latencyError = "latency_error"
    /// Judge and people disagree more.
    case judgeDisagree = "judge_disagree"
    /// The judge's model, prompt or rubric changed.
    case judgeVersion = "judge_version"
    /// A prompt, configuration or code was released.
    case deployEvent = "deploy_event"
    /// A model was switched.
    case modelEvent = "model_event"
    /// People confirm that answers got worse.
    case humanConfirms = "human_confirms"

    /// The probability of seeing it near the onset, per cause, in the order of ``TriageCause``. Expert judgement, version 1.
    package var probabilities: [Double] {
        switch self {
        case .inputDrift: [0.35, 0.65, 0.08, 0.08, 0.10, 0.15]
        case .schema: [0.03, 0.55, 0.03, 0.03, 0.10, 0.03]
        case .nullSpike: [0.03, 0.55, 0.03, 0.03, 0.08, 0.03]
        case .fingerprint: [0.05, 0.03, 0.70, 0.05, 0.06, 0.03]
        case .canary: [0.10, 0.03, 0.85, 0.06, 0.12, 0.04]
        case .latencyError: [0.08, 0.25, 0.45, 0.03, 0.20, 0.08]
        case .judgeDisagree: [0.08, 0.06, 0.08, 0.85, 0.08, 0.08]
        case .judgeVersion: [0.02, 0.02, 0.06, 0.60, 0.05, 0.02]
        case .deployEvent: [0.12, 0.12, 0.12, 0.12, 0.90, 0.12]
        case .modelEvent: [0.70, 0.06, 0.10, 0.06, 0.30, 0.06]
        case .humanConfirms: [0.85, 0.85, 0.85, 0.08, 0.85, 0.60]
        }
    }

    /// The hours over which its weight decays with its distance from the onset.
    public var decayHours: Double {
        switch self {
        case .inputDrift, .canary: 24
        case .schema, .nullSpike, .fingerprint, .latencyError, .deployEvent, .modelEvent: 6
        case .judgeDisagree: 48
        case .judgeVersion: 12
        case .humanConfirms: 1e9
        }
    }

    /// It happens at an instant: after the onset it counts four times less long.
    var isInstantaneous: Bool {
        switch self {
        case .inputDrift, .canary, .judgeDisagree, .humanConfirms: false
        case .schema, .nullSpike, .fingerprint, .latencyError, .judgeVersion, .deployEvent, .modelEvent: true
        }
    }
}
