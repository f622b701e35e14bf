import Foundation
import WebAssets

/// A file that pages refer to: embedded in the program, served under a name that holds a hash of its content, so that it
/// may be cached for ever.
package struct Asset: Sendable, Hashable {
    /// `/assets/tiltmeter.3f2a91c07d.css`.
    package let path: String
    package let contentType: String
    package let bytes: [UInt8]

    fileprivate init(_ name: String, _ ending: String, contentType: String, bytes: [UInt8]) {
        path = "/assets/\(name).\(Self.hash(of: bytes)).\(ending)"
        self.contentType = contentType
        self.bytes = bytes
    }

    /// FNV-1a, ten hexadecimal digits: it tells versions of one file apart, and guards nothing.
    private static func hash(of bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String((String(repeating: "0", count: 16 - digits.utf8.count) + digits).prefix(10))
    }
}

/// All embedded files.
package enum Assets {
    /// The typeface of the text.
    package static let font = Asset(
        "inter", "woff2", contentType: "font/woff2", bytes: copy(tm_font()))
    /// The typeface of headings and large figures.
    package static let displayFont = Asset(
        "inter-display", "woff2", contentType: "font/woff2", bytes: copy(tm_display_font()))
    /// The style sheet; names the fonts by their hashed paths.
    package static let style = Asset(
        "tiltmeter", "css", contentType: "text/css; charset=utf-8",
        bytes: replacing(
            [("inter.woff2", font.path), ("inter-display.woff2", displayFont.path)], in: copy(tm_style())))
    /// The script: a module without which everything works.
    package static let script = Asset(
        "tiltmeter", "js", contentType: "text/javascript; charset=utf-8", bytes: copy(tm_script()))
    /// The icon of the browser's tab.
    package static let icon = Asset(
        "icon", "svg", contentType: "image/svg+xml", bytes: copy(tm_icon()))
    /// The licence of the fonts, as it demands.
    package static let fontLicence = Asset(
        "inter-licence", "txt", contentType: "text/plain; charset=utf-8",
        bytes: copy(tm_font_licence()))

    /// The style sheet with the typefaces inside, for documents that stand alone.
    package static var embeddedStyle: [UInt8] {
        replacing(
            [("inter.woff2", embedded(font)), ("inter-display.woff2", embedded(displayFont))], in: copy(tm_style()))
    }

    private static func embedded(_ font: Asset) -> String {
        "data:\(font.contentType);base64,\(Data(font.bytes).base64EncodedString())"
    }

    /// By path.
    package static let byPath: [String: Asset] = Dictionary(
        uniqueKeysWithValues: [font, displayFont, style, script, icon, fontLicence].map { ($0.path, $0) })

    private static func copy(_ asset: tm_asset) -> [UInt8] {
        Array(UnsafeBufferPointer(start: asset.bytes, count: asset.size))
    }

    private static func replacing(_ names: [(String, String)], in bytes: [UInt8]) -> [UInt8] {
        var text = String(decoding: bytes, as: UTF8.self)
        for (name, path) in names {
            text = text.split(separator: "\"\(name)\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\(path)\"")
        }
        return Array(text.utf8)
    }
}
