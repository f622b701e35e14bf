// Arrays that are sorted by the names of their elements, each name once.
extension Array {
    /// The first place whose name is not before the given one; `count` when there is none.
    func firstSorted<Name: Comparable>(notBefore name: Name, by nameOf: (Element) -> Name) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if nameOf(self[middle]) < name { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Takes in elements whose names are not there yet, sorted as these are.
    mutating func insert<Name: Comparable>(sorted others: [Element], by nameOf: (Element) -> Name) {
        if let last, let first = others.first, nameOf(first) < nameOf(last) {
            var merged: [Element] = []
            merged.reserveCapacity(count + others.count)
            var next = 0
            for element in self {
                while next < others.count, nameOf(others[next]) < nameOf(element) {
                    merged.append(others[next])
                    next += 1
                }
                merged.append(element)
            }
            merged.append(contentsOf: others[next...])
            self = merged
        } else {
            append(contentsOf: others)
        }
    }
}
