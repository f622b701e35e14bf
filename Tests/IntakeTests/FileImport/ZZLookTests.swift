import Foundation
import Intake
import Telemetry
import Testing

@Suite("Look") struct Look {
    @Test("look") func look() async throws {
        guard let list = ProcessInfo.processInfo.environment["LOOK"] else { return }
        for entry in list.split(separator: " ") {
            let parts = entry.split(separator: "@", maxSplits: 1).map(String.init)
            print("=====", entry)
            do {
                let p = try await plan([parts[0]], .of(system: "s", map: parts.count > 1 ? parts[1] : "auto"))
                print(
                    p.files[0].format.text, p.files[0].compression, p.records, "refused", p.refused, "timeless",
                    p.timeless, "systems", p.systems.count)
                for row in p.files[0].mapping.table {
                    print(
                        "  ", row[0].padding(toLength: 30, withPad: " ", startingAt: 0),
                        row[1].padding(toLength: 30, withPad: " ", startingAt: 0), row[2].prefix(50), " | ", row[3])
                }
                for note in p.notes { print("  !", note) }
                for r in p.refusals.prefix(3) { print("  x", r.detail) }
            } catch { print("ERR", error) }
        }
    }
}
