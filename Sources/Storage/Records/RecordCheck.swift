package import Telemetry

/// The records as tests see them: encoded and decoded, without a file.
package enum RecordCheck {
    /// A call without its file, texts included.
    package static func roundTrip(_ call: Call) throws -> Call {
        var found = try CallRecord.encode(call).withUnsafeBytes { try CallRecord.decode($0, key: call.key) }
        found.content = try content(call.content)
        return found
    }

    /// A settlement, as it stands beside a call that is settled at birth or on its own.
    package static func roundTrip(_ settlement: Settlement, beside call: Call?) throws -> Settlement {
        var found = try SettlementRecord.encode(settlement, of: call).withUnsafeBytes {
            try SettlementRecord.decode($0, key: settlement.call, call: call)
        }
        found.row = try settlement.row.map(roundTrip)
        return found
    }

    /// A row of the folds.
    package static func roundTrip(_ row: SettledRow) throws -> SettledRow {
        try SettledRowRecord.encode(row).withUnsafeBytes { try SettledRowRecord.decode($0) }
    }

    /// An outcome with its texts.
    package static func roundTrip(_ outcome: Outcome) throws -> Outcome {
        var found = try OutcomeRecord.encode(outcome).withUnsafeBytes { try OutcomeRecord.decode($0, key: outcome.key) }
        (found.text, found.rationale) = try ContentRecord.encode(text: outcome.text, rationale: outcome.rationale)
            .withUnsafeBytes { try ContentRecord.decodeOutcome($0) }
        return found
    }

    /// A context span with its texts.
    package static func roundTrip(_ span: ContextSpan) throws -> ContextSpan {
        var found = try ContextRecord.encode(span).withUnsafeBytes { try ContextRecord.decode($0) }
        found.content = try content(span.content)
        return found
    }

    /// A log event with its texts.
    package static func roundTrip(_ event: ContentEvent) throws -> ContentEvent {
        var found = try EventRecord.encode(event).withUnsafeBytes { try EventRecord.decode($0, key: event.key) }
        found.content = try content(event.content)
        return found
    }

    private static func content(_ content: CallContent) throws -> CallContent {
        try ContentRecord.encode(content).withUnsafeBytes { try ContentRecord.decode($0) }
    }

    /// The record of a call.
    package static func bytes(of call: Call) -> [UInt8] { CallRecord.encode(call) }

    /// The record of a row of the folds.
    package static func bytes(of row: SettledRow) -> [UInt8] { SettledRowRecord.encode(row) }

    /// Reads the record of a call.
    package static func call(_ bytes: ArraySlice<UInt8>, key: CallKey) throws -> Call {
        try bytes.withUnsafeBytes { try CallRecord.decode($0, key: key) }
    }

    /// Reads the record of a row of the folds.
    package static func row(_ bytes: ArraySlice<UInt8>) throws -> SettledRow {
        try bytes.withUnsafeBytes { try SettledRowRecord.decode($0) }
    }
}
