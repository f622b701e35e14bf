/// Attributes in the order in which they came. A key may stand there twice: the last one counts.
public struct OTLPAttributes: RandomAccessCollection, Sendable {
    /// One attribute.
    public struct Element: Sendable {
        /// Its key.
        public let key: OTLPText
        /// Its value.
        public let value: OTLPValue
    }

    let storage: ExportStorage
    let range: Range<Int>

    /// The first position.
    public var startIndex: Int { range.lowerBound }
    /// The position after the last.
    public var endIndex: Int { range.upperBound }

    /// The attribute at a position.
    public subscript(position: Int) -> Element {
        let attribute = storage.attributes[position]
        return Element(
            key: OTLPText(storage: storage, text: attribute.key),
            value: OTLPValue(storage: storage, value: attribute.value))
    }

    /// The value of the last attribute with that key. Looks at every attribute.
    public subscript(key: StaticString) -> OTLPValue? {
        for index in range.reversed() where storage.matches(storage.attributes[index].key, key) {
            return OTLPValue(storage: storage, value: storage.attributes[index].value)
        }
        return nil
    }
}
