import ArgumentParser

/// The options by which every verb finds its configuration and its data folder.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .long, help: "The configuration file; otherwise TILTMETER_CONFIG or ./tiltmeter.yaml.")
    var config: String?

    @Option(name: .long, help: "The data folder; otherwise as configured, else ./tiltmeter-data.")
    var data: String?

    /// The configuration with the options of this command line.
    /// - Throws: ``CommandError`` with exit code 2.
    func load() throws -> Configuration {
        do {
            var configuration = try Configuration(file: config)
            try configuration.override(Settings.data, with: data, option: "--data")
            return configuration
        } catch let problems as ConfigurationProblems {
            throw problems.error
        }
    }
}
