/// A piece of HTML, made of literals in our sources (as they are) and of everything else (escaped).
///
/// Text that is interpolated is escaped, whatever it holds; only another `HTML` goes in raw, and nothing switches that
/// off. Control characters that could turn or hide text become visible, so that a call cannot dress up what a reader
/// sees. The bytes are one growing UTF-8 buffer: a page is built by appending.
///
/// ```swift
/// let row: HTML = "<tr><th scope=\"row\">\(slice.text)</th><td>\(estimate.text)</td></tr>"
/// ```
public struct HTML: Sendable, Hashable {
    /// The markup in UTF-8.
    public private(set) var utf8: [UInt8]

    /// Nothing.
    public static let empty = HTML(utf8: [])

    private init(utf8: [UInt8]) {
        self.utf8 = utf8
    }

    /// The markup as text, for tests and for what is sent by other means than bytes.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Whether there is no markup at all.
    package var isEmpty: Bool { utf8.isEmpty }

    /// Adds markup at the end.
    package mutating func append(_ other: HTML) {
        utf8.append(contentsOf: other.utf8)
    }

    /// The pieces in order, with `separator` between them.
    package static func joined(_ parts: [HTML], separator: HTML = .empty) -> HTML {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + separator.utf8.count })
        for (index, part) in parts.enumerated() {
            if index > 0 { bytes.append(contentsOf: separator.utf8) }
            bytes.append(contentsOf: part.utf8)
        }
        return HTML(utf8: bytes)
    }

    /// Text, escaped.
    package init(escaping text: some StringProtocol) {
        var bytes: [UInt8] = []
        Escaping.append(text, to: &bytes)
        utf8 = bytes
    }
}

extension HTML: ExpressibleByStringInterpolation {
    /// Markup as written in our sources.
    public init(stringLiteral value: StaticString) {
        utf8 = value.withUTF8Buffer(Array.init)
    }

    /// The result of an interpolated literal.
    public init(stringInterpolation: StringInterpolation) {
        utf8 = stringInterpolation.bytes
    }

    /// Collects an interpolated literal in one buffer.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        /// Reserves room for the literal's own text and some for what is put into it.
        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        /// Markup as written in our sources.
        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// Text from anywhere: escaped, with hidden controls made visible.
        public mutating func appendInterpolation(_ text: some StringProtocol) {
            Escaping.append(text, to: &bytes)
        }

        /// Markup goes in as it is.
        public mutating func appendInterpolation(_ markup: HTML) {
            bytes.append(contentsOf: markup.utf8)
        }

        /// Markup, or nothing.
        public mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { bytes.append(contentsOf: markup.utf8) }
        }

        /// Several pieces of markup, one after the other.
        public mutating func appendInterpolation(_ markup: [HTML]) {
            for part in markup { bytes.append(contentsOf: part.utf8) }
        }

        /// A whole number, without separators, as attributes need it. (What people read goes through `NumberText`.)
        public mutating func appendInterpolation(_ number: Int) {
            bytes.append(contentsOf: String(number).utf8)
        }

        /// A coordinate of a drawing, rounded to a tenth: `\(at: x)`.
        public mutating func appendInterpolation(at coordinate: Double) {
            Coordinate.append(coordinate, to: &bytes)
        }
    }
}

extension HTML: CustomStringConvertible {
    /// The markup as text.
    public var description: String { text }
}
