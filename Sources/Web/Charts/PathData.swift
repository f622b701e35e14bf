/// A point of a drawing, in pixels.
struct Point: Hashable {
    var x: Double
    var y: Double
}

/// The `d` of a path.
enum PathData {
    /// A soft line through the points (Catmull-Rom as cubic curves).
    static func smooth(_ points: [Point]) -> String { String(decoding: bytes(smooth: points, "M"), as: UTF8.self) }

    /// The closed area between two soft lines with points of the same order.
    static func area(top: [Point], bottom: [Point]) -> String {
        guard !top.isEmpty, !bottom.isEmpty else { return "" }
        return String(decoding: bytes(smooth: top, "M") + bytes(smooth: bottom.reversed(), "L") + [90], as: UTF8.self)
    }

    private static func bytes(smooth points: [Point], _ first: Unicode.Scalar) -> [UInt8] {
        guard let start = points.first else { return [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(points.count * 36)
        func add(_ point: Point, _ lead: UInt8) {
            bytes.append(lead)
            Coordinate.append(point.x, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            Coordinate.append(point.y, to: &bytes)
        }
        add(start, UInt8(ascii: first))
        for index in points.indices.dropLast() {
            let before = points[max(0, index - 1)]
            let here = points[index]
            let next = points[index + 1]
            let after = points[min(points.count - 1, index + 2)]
            add(Point(x: here.x + (next.x - before.x) / 6, y: here.y + (next.y - before.y) / 6), UInt8(ascii: "C"))
            add(Point(x: next.x - (after.x - here.x) / 6, y: next.y - (after.y - here.y) / 6), UInt8(ascii: " "))
            add(next, UInt8(ascii: " "))
        }
        return bytes
    }
}
