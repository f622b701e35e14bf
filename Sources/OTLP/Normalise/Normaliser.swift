public import Telemetry

/// Turns decoded requests into the domain: calls, context, content, outcomes, changes.
///
/// Each record is read alone, by the tables of ``Dialect``; what needs the rest of the trace (inheritance, duplicates, log
/// events that belong to calls) is done at settling. Ids of persons leave as ``PersonKey``s.
public struct Normaliser: Sendable {
    /// What stands for plain ids of persons.
    public let hasher: IdentityHasher
    /// Attributes of spans or resources that the installation slices by, beside those that say so themselves.
    public let sliceKeys: [String]

    /// - Parameter sliceKeys: attributes such as `acme.tier`; at most 40.
    public init(hasher: IdentityHasher, sliceKeys: [String] = []) {
        self.hasher = hasher
        self.sliceKeys = Array(sliceKeys.prefix(40))
    }

    /// Normalises the spans of a request and the events that happened during them.
    public func normalise(_ export: TraceExport, in window: AcceptanceWindow) -> NormalisedBatch {
        var run = Normalisation(export.storage, self, window)
        run.batch.calls.reserveCapacity(export.spans.count)
        for index in export.storage.spans.indices { run.span(index) }
        return run.batch
    }

    /// Normalises the records of a request.
    public func normalise(_ export: LogExport, in window: AcceptanceWindow) -> NormalisedBatch {
        var run = Normalisation(export.storage, self, window)
        for index in export.storage.logRecords.indices { run.logRecord(index) }
        return run.batch
    }
}
