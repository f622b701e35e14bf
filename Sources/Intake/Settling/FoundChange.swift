import Storage
import Telemetry

/// A change that nobody sent and the traffic shows: a value that the system's calls had not had before.
struct FoundChange: Sendable, Hashable {
    /// What can be found.
    enum Kind: String, Sendable, Hashable, CaseIterable {
        case responseModel = "response_model"
        case fingerprint
        case prompt
        case serviceVersion = "service_version"
    }

    var system: SystemSlug
    var kind: Kind
    var value: String
    /// The value seen last before it.
    var before: String?
    /// Time of the first call with it.
    var time: Timestamp

    /// What a call shows.
    static func values(of call: Call) -> [(Kind, String)] {
        var result: [(Kind, String)] = []
        if let model = call.responseModel { result.append((.responseModel, model)) }
        if let fingerprint = call.fingerprint { result.append((.fingerprint, fingerprint)) }
        if let prompt = call.prompt, prompt.version != nil { result.append((.prompt, prompt.text)) }
        if let version = call.serviceVersion { result.append((.serviceVersion, version)) }
        return result
    }

    /// The ledger's entry. The same value of the same system is the same entry for ever.
    var change: Change {
        let (word, kindOfChange): (String, Change.Kind) =
            switch kind {
            case .responseModel: ("Model that answers", .model)
            case .fingerprint: ("Provider's fingerprint", .provider)
            case .prompt: ("Prompt", .prompt)
            case .serviceVersion: ("Release", .deploy)
            }
        let key = CallKey(hashing: Array("found\u{0}\(system.text)\u{0}\(kind.rawValue)\u{0}\(value)".utf8))
        let title = before.map { "\(word) \($0) → \(value)" } ?? "\(word) \(value)"
        var change = Change(
            key: key, kind: kindOfChange, title: String(title.prefix(200)), systems: [system], time: time, found: true)
        change.from = before.map { String($0.prefix(128)) }
        change.to = String(value.prefix(128))
        change.ref = change.to
        return change
    }
}
