internal import OTLP

/// A line that was not imported, and why: one line of `<file>.refused.jsonl`.
public struct RefusedLine: Sendable, Hashable {
    /// The file's name, without folders.
    public var file: String
    /// The line it begins on; the first is 1.
    public var line: Int
    /// The problem's page.
    public var type: String
    /// In words.
    public var detail: String
    /// The beginning of what stood there, masked.
    public var raw: String

    /// A line that was refused.
    init(file: String, line: Int, type: String, detail: String, raw: String) {
        self.file = file
        self.line = line
        self.type = type
        self.detail = detail
        self.raw = raw
    }

    /// The line as JSON.
    public var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("line", line)
            writer.member("type", type)
            writer.member("detail", detail)
            writer.member("raw", raw)
        }
        return writer.text
    }
}
