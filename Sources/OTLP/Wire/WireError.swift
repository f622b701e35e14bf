/// Why bytes are not a protobuf message.
enum WireError: Error, Hashable {
    case truncated
    case longVarint
    case badTag
    case badWireType
    case strayEndGroup
    case deepGroup
    case tooManyValues
    case tooManyRecords

    /// In words for the sender.
    var message: String {
        switch self {
        case .truncated: "truncated message"
        case .longVarint: "malformed message: a varint has more than 10 bytes"
        case .badTag: "malformed message: no such field number"
        case .badWireType: "malformed message: no such wire type"
        case .strayEndGroup: "malformed message: a group ends that did not begin"
        case .deepGroup: "malformed message: more than 32 groups stand inside each other"
        case .tooManyValues: "more than \(OTLPLimits.values) attribute values in one request"
        case .tooManyRecords: "more than \(OTLPLimits.records) records in one request"
        }
    }
}
