/// `/systems`: all systems, the worst first.
package struct SystemsPage: Encodable, Sendable {
    /// The trailing window of all figures, in days.
    package let days: Int
    package let systems: [OverviewPage.Row]
    /// Calls in the window that came without a usable system name.
    package let unassigned: Int

    package init(days: Int, systems: [OverviewPage.Row], unassigned: Int) {
        self.days = days
        self.systems = systems
        self.unassigned = unassigned
    }
}
