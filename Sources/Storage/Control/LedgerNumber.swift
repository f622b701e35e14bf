/// The number that people call a thing by: `TLT-88`, `INC-31`, `CHG-880`. Counted from 1 per installation, never reused.
public struct LedgerNumber<Ledger: LedgerKind>: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The number itself.
    public let value: Int64

    /// A number that was given out.
    public init(_ value: Int64) {
        self.value = value
    }

    /// `TLT-88`.
    public var description: String { "\(Ledger.prefix)-\(value)" }

    /// Reads `TLT-88`, either case; `nil` for anything else.
    public init?(text: some StringProtocol) {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 2, fields[0].uppercased() == Ledger.prefix, fields[1].allSatisfy(\.isNumber),
            let value = Int64(fields[1]), value > 0
        else { return nil }
        self.init(value)
    }

    /// By number.
    public static func < (left: LedgerNumber, right: LedgerNumber) -> Bool { left.value < right.value }

    /// Decodes the number from its text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = LedgerNumber(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a \(Ledger.prefix) number")
        }
        self = number
    }

    /// Encodes the number as its text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A kind of thing that is numbered.
public protocol LedgerKind: Sendable {
    /// What stands before the dash.
    static var prefix: String { get }
}

/// Tilts.
public enum TiltLedger: LedgerKind {
    /// `TLT`.
    public static let prefix = "TLT"
}

/// Incidents.
public enum IncidentLedger: LedgerKind {
    /// `INC`.
    public static let prefix = "INC"
}

/// Changes.
public enum ChangeLedger: LedgerKind {
    /// `CHG`.
    public static let prefix = "CHG"
}

/// Imports.
public enum ImportLedger: LedgerKind {
    /// `IMP`.
    public static let prefix = "IMP"
}

/// Decisions.
public enum DecisionLedger: LedgerKind {
    /// `DEC`.
    public static let prefix = "DEC"
}

/// `TLT-88`.
public typealias TiltNumber = LedgerNumber<TiltLedger>
/// `INC-31`.
public typealias IncidentNumber = LedgerNumber<IncidentLedger>
/// `CHG-880`.
public typealias ChangeNumber = LedgerNumber<ChangeLedger>
/// `IMP-4`.
public typealias ImportNumber = LedgerNumber<ImportLedger>
/// `DEC-12`.
public typealias DecisionNumber = LedgerNumber<DecisionLedger>
