/// The reference page `docs/configuration.md`, written from the table of settings; a test compares the two.
enum ConfigurationReference {
    /// The page, in Markdown.
    static var page: String {
        """
        # Configuration

        Tiltmeter runs without any. What you want different stands in one YAML file, in the environment, or on the command
        line; a later one of these wins. What people change on pages is kept in the data folder and wins over all of them;
        `tiltmeter check` shows what holds and where it comes from.

        The file is `tiltmeter.yaml` in the folder where the server starts, or the one that `--config` or `TILTMETER_CONFIG`
        names. Levels are nested or written with dots:

        ```yaml
        listen: 127.0.0.1:7455
        intake:
          max_body: 16 MiB
        retention.texts: 30 d
        ```

        A key that does not exist is an error that names the nearest one, in the file as in the environment.

        This page is written from the program's own table by `./dev docs`.


        """ + Settings.all.map(section).joined(separator: "\n")
    }

    private static func section(_ setting: SettingDeclaration) -> String {
        """
        ## \(setting.key)

        \(wrapped(setting.meaning))

        | | |
        | --- | --- |
        | takes | \(setting.accepts) |
        | standard | \(setting.standard.isEmpty ? "none" : "`\(setting.standard)`") |
        | environment | `\(setting.environmentName)` |
        \(setting.editedOn.map { "| also set by | `\($0)`; what is set there wins |\n" } ?? "")
        """
    }

    private static func wrapped(_ text: String) -> String {
        var lines: [String] = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count > 118 { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.joined(separator: "\n")
    }
}
