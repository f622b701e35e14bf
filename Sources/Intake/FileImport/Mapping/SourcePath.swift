internal import OTLP

/// The way to a value inside an object: members, elements by number, all elements.
struct SourcePath: Sendable, Hashable {
    private enum Step: Sendable, Hashable {
        case member(String)
        case element(Int)
        case each
    }

    private let name: String
    private let steps: [Step]

    /// Reads `usage.prompt_tokens`, `choices[0].message`, `claims[].label`.
    init(_ text: String) {
        name = text
        var steps: [Step] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            var rest = part
            var marks: [Step] = []
            while rest.hasSuffix("]"), let open = rest.lastIndex(of: "[") {
                let inside = rest[rest.index(after: open)...].dropLast()
                if inside.isEmpty {
                    marks.append(.each)
                } else if let number = Int(inside), number >= 0 {
                    marks.append(.element(number))
                } else {
                    break
                }
                rest = rest[..<open]
            }
            if !rest.isEmpty || marks.isEmpty { steps.append(.member(String(rest))) }
            steps += marks.reversed()
        }
        self.steps = steps
    }

    /// True when it names all elements of a list.
    var isPlural: Bool { steps.contains(.each) }

    /// The value in an object; a member whose name is the whole path comes first.
    func value(in object: JSONValue) -> SourceValue {
        if steps.count > 1, let whole = object[name: name] { return Self.value(whole) }
        return follow(steps[...], from: object)
    }

    private func follow(_ steps: ArraySlice<Step>, from value: JSONValue) -> SourceValue {
        guard let step = steps.first else { return Self.value(value) }
        switch step {
        case .member(let name):
            guard let member = value[name: name] else { return .absent }
            return follow(steps.dropFirst(), from: member)
        case .element(let number):
            guard let elements = value.array else { return .absent }
            for (index, element) in elements.enumerated() where index == number {
                return follow(steps.dropFirst(), from: element)
            }
            return .absent
        case .each:
            guard let elements = value.array else { return .absent }
            return .several(elements.map { follow(steps.dropFirst(), from: $0) })
        }
    }

    private static func value(_ value: JSONValue) -> SourceValue { value.isNull ? .absent : .json(value) }
}
