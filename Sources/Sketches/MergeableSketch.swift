/// A summary of many observations in little space that forgets their order and the node that saw them.
///
/// Laws, held for every conformer by `SketchLaws`: merging is associative and commutative, an empty sketch changes
/// nothing, equal contents encode to equal bytes. Rollups are rebuilt and compared by those bytes. Where a conformer
/// keeps the laws only under a condition (sums of whole numbers, nothing collapsed, capacity not exceeded), it says so.
public protocol MergeableSketch: Sendable, Hashable {
    /// What is inserted.
    associatedtype Observation
    /// What must agree before two sketches merge: accuracy, edges, capacity.
    associatedtype Parameters: Sendable, Hashable

    /// An empty sketch.
    init(_ parameters: Parameters)

    /// Counts `observation` so many times.
    mutating func insert(_ observation: Observation, count: UInt64)

    /// Adds everything that `other` has seen.
    ///
    /// - Throws: ``SketchError/Code/parametersDiffer``; `self` is unchanged then.
    mutating func merge(_ other: Self) throws(SketchError)

    /// The stored form.
    var bytes: [UInt8] { get }

    /// Reads the stored form.
    ///
    /// - Throws: ``SketchError/Code/malformed``.
    init(bytes: some Collection<UInt8>) throws(SketchError)
}
