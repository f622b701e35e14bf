/// What one request may hold. Beyond the first three the request is refused; of the others the rest is dropped and counted.
public enum OTLPLimits {
    /// Spans or log records of one request.
    public static let records = 100_000
    /// Attributes and elements of arrays of one request, those inside others included; each takes 24 bytes or less.
    public static let values = 4_194_304
    /// Bytes of one request after inflation.
    public static let inflatedBytes = 64 * 1_024 * 1_024
    /// Bytes of one request on the wire.
    public static let wireBytes = 16 * 1_024 * 1_024
    /// Attributes kept of one span, event, link or log record.
    public static let attributes = 16_384
    /// Events kept of one span.
    public static let events = 256
    /// Links kept of one span.
    public static let links = 128
    /// Arrays and maps inside each other; deeper ones become null.
    public static let depth = 32
    /// Bytes kept of one attribute's text.
    public static let attributeBytes = 256 * 1_024
    /// Bytes kept of all texts of one call.
    public static let callTextBytes = 1_024 * 1_024
}
