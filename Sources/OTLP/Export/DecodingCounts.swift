/// What was odd about a request that could be read all the same. For the sources page and our own metrics.
public struct DecodingCounts: Sendable, Hashable {
    /// Fields with a known number and another wire type or JSON type; skipped.
    public var typeMismatches = 0
    /// Arrays and maps deeper than ``OTLPLimits/depth``; null now.
    public var tooDeep = 0
    /// Attributes without a key, or beyond ``OTLPLimits/attributes``.
    public var droppedAttributes = 0
    /// Events beyond ``OTLPLimits/events``.
    public var droppedEvents = 0
    /// Links beyond ``OTLPLimits/links``.
    public var droppedLinks = 0
    /// Parent ids that are neither empty nor 8 bytes; taken as absent.
    public var badParentIDs = 0

    /// Nothing odd.
    public init() {}
}
