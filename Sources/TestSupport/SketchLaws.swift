public import Sketches
public import Testing

/// The laws of ``MergeableSketch`` as callable checks. Each takes the observations of one random history from a seed, so
/// that a failure repeats.
public enum SketchLaws {
    /// However observations are split, in whatever order the parts arrive, the bytes are the same; a part that went through
    /// its stored form is as good as one that did not.
    ///
    /// - Parameters:
    ///   - parameters: of all sketches.
    ///   - seed: of the history.
    ///   - observe: the next observation.
    public static func expectSplitsDoNotShow<Sketch: MergeableSketch>(
        _ parameters: Sketch.Parameters, seed: UInt64, of _: Sketch.Type = Sketch.self,
        sourceLocation: SourceLocation = #_sourceLocation, observe: (inout SeededGenerator) -> Sketch.Observation
    ) throws {
        var random = SeededGenerator(seed: seed)
        var whole = Sketch(parameters)
        var parts = [Sketch](repeating: whole, count: Int.random(in: 1...9, using: &random))
        for _ in 0..<Int.random(in: 0...500, using: &random) {
            let observation = observe(&random)
            whole.insert(observation, count: 1)
            parts[Int.random(in: parts.indices, using: &random)].insert(observation, count: 1)
        }
        var merged = Sketch(parameters)
        for part in parts.shuffled(using: &random) { try merged.merge(Sketch(bytes: part.bytes)) }
        #expect(merged == whole, sourceLocation: sourceLocation)
        #expect(merged.bytes == whole.bytes, sourceLocation: sourceLocation)
        #expect(try Sketch(bytes: whole.bytes) == whole, sourceLocation: sourceLocation)
    }

    /// Merging is associative and commutative, and an empty sketch changes nothing.
    ///
    /// - Parameters:
    ///   - parameters: of all sketches.
    ///   - seed: of the history.
    ///   - observe: the next observation.
    public static func expectMergeHasNoOrder<Sketch: MergeableSketch>(
        _ parameters: Sketch.Parameters, seed: UInt64, of _: Sketch.Type = Sketch.self,
        sourceLocation: SourceLocation = #_sourceLocation, observe: (inout SeededGenerator) -> Sketch.Observation
    ) throws {
        var random = SeededGenerator(seed: seed)
        var three: [Sketch] = []
        for _ in 0..<3 {
            var sketch = Sketch(parameters)
            for _ in 0..<Int.random(in: 0...200, using: &random) {
                sketch.insert(observe(&random), count: UInt64.random(in: 1...3, using: &random))
            }
            three.append(sketch)
        }
        var left = three[0]
        try left.merge(three[1])
        try left.merge(three[2])
        var right = three[1]
        try right.merge(three[2])
        try right.merge(three[0])
        #expect(left.bytes == right.bytes, sourceLocation: sourceLocation)
        var same = left
        try same.merge(Sketch(parameters))
        #expect(same.bytes == left.bytes, sourceLocation: sourceLocation)
    }

    /// Whatever bytes arrive, reading ends with a sketch or a ``SketchError``: cut off, with bits turned, or random. What
    /// could be read encodes to something that can be read again without a change.
    ///
    /// - Parameters:
    ///   - sketch: a well-formed one whose bytes are damaged.
    ///   - seed: of the damage.
    public static func expectDamageIsRefusedOrRead<Sketch: MergeableSketch>(
        _ sketch: Sketch, seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            var bytes = sketch.bytes
            switch Int.random(in: 0...2, using: &random) {
            case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            case 1:
                guard let index = bytes.indices.randomElement(using: &random) else { break }
                bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
            default: bytes.append(UInt8.random(in: 0...255, using: &random))
            }
            let read: Sketch
            do { read = try Sketch(bytes: bytes) } catch { continue }
            #expect(try Sketch(bytes: read.bytes).bytes == read.bytes, sourceLocation: sourceLocation)
        }
    }
}
