import Foundation
import Intake
import Telemetry

extension ImportOptions {
    /// Options of a test: a system, a mapping, and whatever else is set afterwards.
    static func of(system: String? = nil, map: String = "auto") throws -> ImportOptions {
        var options = ImportOptions.standard
        options.system = system.flatMap { SystemSlug($0) }
        options.mapping = try MappingRequest(map)
        return options
    }
}

/// A plan without anybody watching its progress.
func plan(_ paths: [String], _ options: ImportOptions, limits: ImportLimits = .standard) async throws -> ImportPlan {
    try await ImportPlan(paths: paths, options: options, limits: limits, progress: { _ in })
}

/// What the records of a file become, in the order in which they are stored: JSON with sorted members.
func mappedItems(
    _ path: String, options: ImportOptions, limits: ImportLimits = .standard
) async throws -> [String] {
    let plan = try await plan([path], options, limits: limits)
    let sequence = try RecordSequence(plan, folder: FileManager.default.temporaryDirectory.path(percentEncoded: false))
    var items: [String] = []
    while let step = try sequence.next() {
        guard case .record(let element) = step else { continue }
        for item in try sequence.items(element) {
            items.append(try sorted(JSONSerialization.jsonObject(with: Data(item))))
        }
    }
    return items
}

/// One member of an item, as JSON with sorted members; `nil` when it has none of that name.
func member(_ name: String, of item: String) throws -> String? {
    let object = try JSONSerialization.jsonObject(with: Data(item.utf8)) as? [String: Any]
    return try object?[name].map(sorted)
}

private func sorted(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(
        withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
}
