import ArgumentParser

/// Why a verb could not do what it was asked: said in three lines, ended with one of the documented exit codes.
struct CommandError: Error {
    /// The exit codes that are the same for every verb. Scripts rely on them: never change one.
    enum Code: Int32 {
        case failed = 1
        case usage = 2
        case tooEarly = 3
        case unreachable = 4
        case notAllowed = 5
    }

    let code: Code
    /// What happened.
    let what: String
    /// Why, probably.
    let why: String
    /// What to try; begins with a verb.
    let tip: String

    init(_ code: Code, _ what: String, why: String, tip: String) {
        self.code = code
        self.what = what
        self.why = why
        self.tip = tip
    }
}
