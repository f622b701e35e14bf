import Foundation

/// Compares our reader of OTLP with swift-protobuf, in one process and on the same bytes: `wire FOLDER-OF-CAPTURES`. Run
/// through `./dev bench wire`.
@main
struct Main {
    static func main() throws {
        guard let folder = CommandLine.arguments.dropFirst().first else {
            print("usage: wire FOLDER-OF-CAPTURES")
            exit(2)
        }
        for workload in [try Workload.captured(in: URL(fileURLWithPath: folder)), try Workload.generated()] {
            try Comparison(of: workload).report()
        }
    }
}
