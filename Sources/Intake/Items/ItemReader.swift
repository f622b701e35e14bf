public import OTLP
public import Telemetry

/// Reads the items of our own JSON requests (docs/reference/api.md) into the domain.
///
/// A typo must be visible and an extra member must not lose a call: unknown members are warnings, wrong values are errors
/// that say where.
public struct ItemReader: Sendable {
    /// What stands for plain ids of persons.
    let hasher: IdentityHasher
    /// Which times are accepted, and when the request was received.
    let window: AcceptanceWindow
    /// The system that the request names for items that name none.
    let system: SystemSlug?

    /// - Parameter system: the `system` of the query, made a slug.
    public init(hasher: IdentityHasher, window: AcceptanceWindow, system: SystemSlug? = nil) {
        self.hasher = hasher
        self.window = window
        self.system = system
    }

    func object(_ value: JSONValue) throws(ItemError) -> JSONObject {
        guard let object = value.object else { throw ItemError("", "the item must be an object") }
        return object
    }

    /// A system's name, made a slug.
    func slug(_ value: ItemValue) throws(ItemError) -> SystemSlug {
        guard let name = try value.text(256), let slug = SystemSlug(name) else {
            throw value.error("must have letters or digits")
        }
        return slug
    }

    /// An id that a client gives: 1 to 128 of `A-Za-z0-9._:-`.
    func identifier(_ value: ItemValue) throws(ItemError) -> String {
        guard let id = value.value.string ?? value.value.integer.map({ String($0) }) else {
            throw value.error("must be a text")
        }
        let isGood = id.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        guard (1...128).contains(id.utf8.count), isGood else {
            throw value.error("must have 1 to 128 of A-Z a-z 0-9 . _ : -")
        }
        return id
    }

    func traceID(_ value: ItemValue) throws(ItemError) -> TraceID {
        guard let id = value.value.string.flatMap({ TraceID(hex: $0) }) else {
            throw value.error("must be 32 hexadecimal digits, not all zero")
        }
        return id
    }

    func spanID(_ value: ItemValue) throws(ItemError) -> SpanID {
        guard let id = value.value.string.flatMap({ SpanID(hex: $0) }) else {
            throw value.error("must be 16 hexadecimal digits, not all zero")
        }
        return id
    }

    /// A time that is accepted.
    func acceptedTime(_ value: ItemValue) throws(ItemError) -> Timestamp {
        let time = try value.time()
        if let reason = window.refusal(of: time) { throw value.error("is \(reason.words)") }
        return time
    }

    /// Money in picodollars.
    func money(_ value: ItemValue, atLeast low: Double) throws(ItemError) -> Int64 {
        Int64((try value.number(atLeast: low, atMost: 9_000_000) * 1e12).rounded())
    }

    /// A text of which at most so many bytes are kept; what is cut is a warning.
    func cut(_ value: ItemValue, _ limit: Int, _ warnings: inout [ItemWarning]) throws(ItemError) -> String? {
        let text = try value.longText()
        if text.utf8.count > limit { warnings.append(ItemWarning(value.pointer, "was cut to \(limit) bytes")) }
        return text.isEmpty ? nil : text.cut(toBytes: limit)
    }

    static func unknown(_ name: JSONText) -> ItemWarning {
        ItemWarning("/\(ItemValue.escaped(name.string.cut(toBytes: 256)))", "is not known and was not stored")
    }
}
