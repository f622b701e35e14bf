package import Telemetry

/// Everything of one trace that has arrived, as the store hands it out: the order does not matter.
package struct TraceRecords: Sendable {
    /// Its calls, those that settled before among them.
    package var calls: [Call] = []
    /// Its other spans.
    package var contexts: [ContextSpan] = []
    /// Its log events that carry content.
    package var events: [ContentEvent] = []
    /// Calls of the trace that have settled: they are final, whatever came since.
    package var settled: [CallKey: SystemSlug] = [:]

    /// Nothing yet.
    package init() {}
}
