package import Telemetry
import Watch

/// How slices are written in words; ``Slice/text`` is canonical.
package enum SliceText {
    /// `Spanish, billing`; `all calls` for the slice of everything.
    package static func words(_ slice: Slice) -> String {
        slice.values.isEmpty ? "all calls" : slice.values.map(words).joined(separator: ", ")
    }

    /// One condition: `Spanish`, `billing`, `tier gold`.
    package static func words(_ value: SliceValue) -> String { SliceTitle.of(value) }

    /// A dimension as people read it: `service version`.
    package static func name(_ dimension: String) -> String { SliceTitle.dimension(dimension) }
}
