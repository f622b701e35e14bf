package import Telemetry

/// `/changes`: the ledger of what changed, newest first.
package struct ChangesPage: Encodable, Sendable {
    package let systems: [SystemHeading]
    /// A slug; `nil` for all.
    package let system: String?
    package let kind: Change.Kind?
    package let changes: [ChangeRow]
    /// The address of the next older page.
    package let older: String?
    /// Where clients reach this server, for the command that notes a change.
    package let address: String

    package init(
        systems: [SystemHeading], system: String?, kind: Change.Kind?, changes: [ChangeRow], older: String?,
        address: String
    ) {
        self.systems = systems
        self.system = system
        self.kind = kind
        self.changes = changes
        self.older = older
        self.address = address
    }
}
