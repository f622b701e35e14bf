/// One setting: the single declaration from which the file, the environment, `tiltmeter check` and the reference page read.
struct Setting<Value: Sendable>: Sendable {
    /// Its name in the file, with dots between levels: `intake.max_body`.
    let key: String
    /// The value without configuration, as one would write it.
    let standard: String
    /// What may be written, in words.
    let accepts: String
    /// What it does, and what follows from it.
    let meaning: String
    /// Where people change it on a page; the page then wins.
    var editedOn: String?
    /// Reads a value as it was written; `nil` when it is not acceptable.
    let read: @Sendable (String) -> Value?

    /// Its name in the environment: `TILTMETER_INTAKE_MAX_BODY`.
    var environmentName: String { "TILTMETER_" + key.uppercased().replacing(".", with: "_") }

    /// The setting without its type, for the table of all.
    var declaration: SettingDeclaration {
        SettingDeclaration(
            key: key, environmentName: environmentName, standard: standard, accepts: accepts, meaning: meaning,
            editedOn: editedOn, isAcceptable: { read($0) != nil })
    }
}

/// A setting without its type.
struct SettingDeclaration: Sendable {
    let key: String
    let environmentName: String
    let standard: String
    let accepts: String
    let meaning: String
    let editedOn: String?
    let isAcceptable: @Sendable (String) -> Bool
}
