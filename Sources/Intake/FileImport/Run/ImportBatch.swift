/// Items that are stored with one commit, and what they come from.
struct ImportBatch: Sendable {
    /// Where an item stood.
    struct Origin: Sendable {
        var file: Int
        var line: Int
    }

    /// Items of the named baseline.
    var reference: [IntakeItem] = []
    /// Where they stood.
    var referenceOrigins: [Origin] = []
    /// All other items.
    var current: [IntakeItem] = []
    /// Where they stood.
    var currentOrigins: [Origin] = []
    /// Bytes of the lines.
    var bytes = 0
    /// Records that are done once this is stored, those before it included.
    var position = 0

    var count: Int { reference.count + current.count }

    mutating func append(_ item: IntakeItem, isReference: Bool, from origin: Origin) {
        if isReference {
            reference.append(item)
            referenceOrigins.append(origin)
        } else {
            current.append(item)
            currentOrigins.append(origin)
        }
    }
}

/// What became of the two halves of a batch.
struct ImportReceipts: Sendable {
    var reference: IntakeReceipt?
    var current: IntakeReceipt?

    var all: [IntakeReceipt] { [reference, current].compactMap(\.self) }
}
