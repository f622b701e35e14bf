import Foundation
import Telemetry

/// The machine's clock, in UTC.
struct SystemClock: WallClock {
    func now() -> Timestamp {
        // A Date counts seconds in a Double: exact to a quarter of a microsecond in this century.
        Timestamp(nanoseconds: Int64((Date.now.timeIntervalSince1970 * 1e9).rounded()))
    }
}
