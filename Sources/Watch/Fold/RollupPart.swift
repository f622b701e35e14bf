/// What a rollup row holds. The raw values stand in the store as its dimension: never change.
///
/// All slices of a bucket share one row: judging reads them together, and a row per dimension would cost ten times the
/// rows (docs/decisions/0004-two-rows-per-bucket.md).
package enum RollupPart: String, Sendable, Hashable, CaseIterable {
    /// All calls together.
    case overall = ""
    /// Every one-way slice.
    case slices = "*"
}
