/// A document of the API: a value with a versioned name, a stable shape and an example.
///
/// The example is part of the API document, and its members are the schema: what is `nil`-able in the type is optional
/// there, so the example fills every member in.
package protocol Document: Codable, Sendable {
    /// `systems/1`. The number changes only when a meaning changes.
    static var schemaName: String { get }
    /// With every member filled in.
    static var example: Self { get }
}

/// A document whose subject is not a member but the document itself: its members stand beside `schema` and the rest.
package protocol FlatDocument: Document {
    /// The stored property whose members move up.
    static var flattenedMember: String { get }
}
