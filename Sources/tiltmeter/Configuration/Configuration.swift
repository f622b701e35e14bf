import Foundation

/// What holds for this run: every setting with where its value comes from.
///
/// An option of the command line wins over the environment, the environment over the file, the file over the standard
/// value. What people change on pages lives in the data folder and wins over all of these.
struct Configuration: Sendable {
    /// Where a value was written.
    enum Origin: Sendable, Hashable {
        case standard
        case file(path: String, line: Int)
        case environment(name: String)
        case option(name: String)

        /// In words, for `tiltmeter check`.
        var text: String {
            switch self {
            case .standard: "standard"
            case .file(let path, let line): "\(path):\(line)"
            case .environment(let name): name
            case .option(let name): name
            }
        }
    }

    /// A value as it was written.
    struct Written: Sendable, Hashable {
        let text: String
        let origin: Origin
    }

    private var written: [String: Written]
    /// The file that was read, if any.
    let file: String?

    /// Reads the file, if there is one, and the environment.
    /// - Throws: ``ConfigurationProblems`` with everything that is wrong, not only the first.
    init(file: String?, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        var problems: [ConfigurationProblems.Problem] = []
        var written: [String: Written] = [:]
        let named = file ?? environment["TILTMETER_CONFIG"]
        let path = named ?? (FileManager.default.fileExists(atPath: Self.usualFile) ? Self.usualFile : nil)
        if let path {
            let entries = ConfigurationFile.read(path: path, problems: &problems)
            for entry in entries {
                Self.take(
                    entry.key, entry.value, .file(path: path, line: entry.line), into: &written, problems: &problems)
            }
        }
        let keys = Dictionary(uniqueKeysWithValues: Settings.all.map { ($0.environmentName, $0.key) })
        for (name, value) in environment.sorted(by: { $0.key < $1.key })
        where name.hasPrefix("TILTMETER_") && name != "TILTMETER_CONFIG" {
            if let key = keys[name] {
                Self.take(key, value, .environment(name: name), into: &written, problems: &problems)
            } else {
                problems.append(
                    .unknown(name, at: "environment", nearest: NearestWord.to(name, among: keys.keys.sorted())))
            }
        }
        guard problems.isEmpty else { throw ConfigurationProblems(problems: problems) }
        self.file = path
        self.written = written
    }

    /// The file that is read when none is named.
    static let usualFile = "tiltmeter.yaml"

    /// The value of a setting.
    subscript<Value>(_ setting: Setting<Value>) -> Value {
        let text = written[setting.key]?.text ?? setting.standard
        guard let value = setting.read(text) else {
            preconditionFailure("\(setting.key) was checked when it was read; its standard value is checked by a test")
        }
        return value
    }

    /// A value as it was written, or the standard one.
    func value(of setting: SettingDeclaration) -> Written {
        written[setting.key] ?? Written(text: setting.standard, origin: .standard)
    }

    /// Where the value of a setting comes from.
    func origin<Value>(of setting: Setting<Value>) -> Origin { written[setting.key]?.origin ?? .standard }

    /// Sets a value from an option of the command line.
    /// - Throws: ``ConfigurationProblems`` when it is not acceptable.
    mutating func override<Value>(_ setting: Setting<Value>, with text: String?, option: String) throws {
        guard let text else { return }
        var problems: [ConfigurationProblems.Problem] = []
        Self.take(setting.key, text, .option(name: option), into: &written, problems: &problems)
        guard problems.isEmpty else { throw ConfigurationProblems(problems: problems) }
    }

    private static func take(
        _ key: String, _ value: String, _ origin: Origin, into written: inout [String: Written],
        problems: inout [ConfigurationProblems.Problem]
    ) {
        guard let setting = Settings.all.first(where: { $0.key == key }) else {
            problems.append(
                .unknown(key, at: origin.text, nearest: NearestWord.to(key, among: Settings.all.map(\.key))))
            return
        }
        guard setting.isAcceptable(value) else {
            problems.append(.unacceptable(key, value: value, at: origin.text, accepts: setting.accepts))
            return
        }
        written[key] = Written(text: value, origin: origin)
    }
}
