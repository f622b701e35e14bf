package import Telemetry

/// What every page shows around its own content, and what it needs to be shown: the same for all pages of one request.
package struct Shell: Sendable {
    /// The instant at which the page is drawn; relative times count from it.
    package let now: Timestamp
    /// As the visitor chose it, from the cookie `tm_view`.
    package let theme: Theme
    /// The page's own path and query, canonical: where forms come back to.
    package let path: String
    /// Incidents that are neither recovered nor dismissed.
    package let openIncidents: Int
    /// Systems under watch.
    package let systems: Int
    /// Calls per minute over the last minutes; `nil` before the first call.
    package let callsPerMinute: Double?
    /// When the latest call was received.
    package let lastCall: Timestamp?
    /// Of the program, as `0.9.0`.
    package let version: String
    /// Whether this is the demo's world with its own clock.
    package let isDemo: Bool
    /// The name of who is signed in; `nil` when nobody needs to be (loopback without keys).
    package let person: String?
    /// Gives the token that the form posting to a path must carry; `nil` where no session guards it.
    package let formToken: @Sendable (_ path: String) -> String?

    package init(
        now: Timestamp, theme: Theme, path: String, openIncidents: Int, systems: Int, callsPerMinute: Double?,
        lastCall: Timestamp?, version: String, isDemo: Bool, person: String?,
        formToken: @escaping @Sendable (_ path: String) -> String?
    ) {
        self.now = now
        self.theme = theme
        self.path = path
        self.openIncidents = openIncidents
        self.systems = systems
        self.callsPerMinute = callsPerMinute
        self.lastCall = lastCall
        self.version = version
        self.isDemo = isDemo
        self.person = person
        self.formToken = formToken
    }
}

/// Light or dark, or as the visitor's system has it.
package enum Theme: String, Sendable, CaseIterable {
    case system, light, dark
}
