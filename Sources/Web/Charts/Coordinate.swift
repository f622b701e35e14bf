/// Numbers inside drawings: rounded to a tenth of a pixel, which no eye can tell, and short.
package enum Coordinate {
    /// Appends `12`, `12.5` or `-0.3`; what is not finite becomes 0, so that a drawing never breaks.
    package static func append(_ value: Double, to bytes: inout [UInt8]) {
        guard value.isFinite else { return bytes.append(UInt8(ascii: "0")) }
        let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
        if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(contentsOf: String(abs(tenths) / 10).utf8)
        guard tenths % 10 != 0 else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(abs(tenths) % 10))
    }
}
