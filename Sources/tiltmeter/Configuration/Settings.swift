import Storage

/// Every setting that there is, in the order of the reference page.
enum Settings {
    static let data = Setting<String>(
        key: "data", standard: "tiltmeter-data", accepts: "a folder; made if missing",
        meaning: """
            Where everything is kept: the log of calls, their texts, rollups, incidents. One process owns it at a time. \
            Every other verb finds the running server through it.
            """,
        read: { $0.isEmpty ? nil : $0 })

    static let listen = Setting<ListenAddress>(
        key: "listen", standard: "127.0.0.1:7455",
        accepts: "an address and a port, such as `127.0.0.1:7455` or `[::1]:7455`",
        meaning: """
            Where pages, API and OpenTelemetry over HTTP are served. An address that other machines can reach is refused \
            unless `insecure_no_auth` is set, because nobody is asked who they are.
            """,
        read: { ListenAddress($0) })

    static let otlpListen = Setting<ListenAddress?>(
        key: "otlp.listen", standard: "127.0.0.1:4318", accepts: "an address and a port, or `off`",
        meaning: """
            The port that OpenTelemetry clients use without being told; it takes telemetry only. Where another program \
            has it, the server starts without it and says so.
            """,
        read: { $0 == "off" ? .some(nil) : ListenAddress($0).map(Optional.some) })

    static let publicURL = Setting<String?>(
        key: "public_url", standard: "", accepts: "an `http://` or `https://` address without a path; empty for none",
        meaning: """
            The address under which people reach the server, when a proxy stands before it. Its host is accepted in \
            requests; links in reports use it.
            """,
        read: { text in
            if text.isEmpty { return .some(nil) }
            return text.contains(/^https?:\/\/[^\/\s?#]+\/?$/) ? .some(text) : nil
        })

    static let insecureNoAuth = Setting<Bool>(
        key: "insecure_no_auth", standard: "false", accepts: "`true` or `false`",
        meaning: """
            Serve addresses that other machines can reach, without asking anybody who they are. Everyone who reaches the \
            port can read all texts and change all settings.
            """,
        read: SettingValues.flag)

    static let corsOrigins = Setting<[String]>(
        key: "cors.origins", standard: "", accepts: "origins such as `https://app.example.com`, a list; empty for none",
        meaning: "Web pages of these origins may send telemetry from browsers. They can send only, never read.",
        read: { text in
            SettingValues.list(text).flatMap { list in
                list.allSatisfy { $0.contains(/^https?:\/\/[^\/\s?#]+$/) } ? list : nil
            }
        })

    static let maximumBody = Setting<Int>(
        key: "intake.max_body", standard: "16 MiB", accepts: "1 KiB to 256 MiB",
        meaning: "The largest request body on the wire. Larger ones are answered 413.",
        read: SettingValues.bytes(1_024...(256 << 20)))

    static let maximumInflated = Setting<Int>(
        key: "intake.max_inflated", standard: "64 MiB", accepts: "1 KiB to 1 GiB",
        meaning:
            "The largest request body after decompression. The limit is the size of the buffer; a header is not believed.",
        read: SettingValues.bytes(1_024...(1 << 30)))

    static let admission = Setting<Int>(
        key: "intake.memory", standard: "192 MiB", accepts: "16 MiB to 16 GiB",
        meaning: """
            How much memory bodies in work may take together. A request that finds no room is answered 429 and sent again \
            by its client two seconds later.
            """,
        read: SettingValues.bytes((16 << 20)...(16 << 30)))

    static let receiveTimeout = Setting<Int>(
        key: "intake.receive_timeout", standard: "30 s", accepts: "1 s to 10 min",
        meaning: "How long a client may take to send a body. Slower ones are answered 408.",
        read: SettingValues.seconds(1...600))

    static let connections = Setting<Int>(
        key: "connections", standard: "1024", accepts: "16 to 65536",
        meaning: "How many connections are open at once; further ones wait until one closes.",
        read: SettingValues.integer(16...65_536))

    static let logRetention = Setting<Int>(
        key: "retention.log", standard: "90 d", accepts: "1 d to 3650 d",
        meaning: """
            How long calls, outcomes and their numbers are kept, counted from arrival. Rollups, and with them charts and \
            baselines, are kept longer.
            """,
        read: SettingValues.seconds(86_400...(3_650 * 86_400)))

    static let textRetention = Setting<TextRetention>(
        key: "retention.texts", standard: "30 d", accepts: "`drop`, `7 d`, `30 d`, `90 d` or `400 d`",
        meaning: """
            How long the texts of calls are kept in systems that are first seen from now on; with `drop` they are never \
            written. `PATCH /v1/systems/{slug}` changes one system.
            """,
        read: { text in
            if text == "drop" { return .drop }
            return SettingValues.seconds(86_400...(400 * 86_400))(text).flatMap {
                $0 % 86_400 == 0 ? TextRetention(rawValue: $0 / 86_400) : nil
            }
        })

    static let alarmsPerMonth = Setting<Double>(
        key: "budget.alarms_per_month", standard: "1", accepts: "0.01 to 30",
        meaning: """
            How many false alarms per month and system you are ready to look at. Fewer means later: every monitor gets its \
            share of this figure.
            """,
        editedOn: "PUT /v1/budget", read: SettingValues.number(0.01...30))

    static let maximumRefused = Setting<Double>(
        key: "import.max_refused", standard: "1 %", accepts: "a percentage, 0 % to 100 %",
        meaning: "An import ends with exit code 1 when a larger share of its lines was refused.",
        read: SettingValues.share)

    static let logLevel = Setting<String>(
        key: "log.level", standard: "info", accepts: "`debug`, `info`, `notice`, `warning` or `error`",
        meaning: "How much the server writes to standard error. Texts of calls are never written there.",
        read: SettingValues.choice(["debug", "info", "notice", "warning", "error"]))

    /// All of them.
    static let all: [SettingDeclaration] = [
        data.declaration, listen.declaration, otlpListen.declaration, publicURL.declaration,
        insecureNoAuth.declaration, corsOrigins.declaration, connections.declaration, maximumBody.declaration,
        maximumInflated.declaration, admission.declaration, receiveTimeout.declaration, logRetention.declaration,
        textRetention.declaration, alarmsPerMonth.declaration, maximumRefused.declaration, logLevel.declaration,
    ]
}
