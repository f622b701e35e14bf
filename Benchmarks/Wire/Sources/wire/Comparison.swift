import Crypto
import Foundation
import OTLP
import SwiftProtobuf
import Telemetry

/// Readers of one request, measured in turn.
struct Comparison {
    private let workload: Workload
    private let totals: Totals
    private let normaliser = Normaliser(
        hasher: IdentityHasher(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32))))
    private let window = AcceptanceWindow(importedAt: Timestamp(seconds: 1_795_000_000))

    /// Makes sure that both readers see all of the request, and the normaliser every span.
    init(of workload: Workload) throws {
        self.workload = workload
        totals = Totals(of: try WireRequest(serializedBytes: workload.bytes))
        let export = try TraceExport(protobuf: workload.bytes)
        precondition(Totals(of: export) == totals, "the readers do not see the same")
        let batch = normaliser.normalise(export, in: window)
        precondition(batch.calls.count + batch.contexts.count == totals.spans, "the normaliser left spans out")
    }

    /// Prints spans per second of CPU, and how many times those of swift-protobuf that is.
    func report() throws {
        let seconds = try medians([readWithSwiftProtobuf, read, readTexts, readAndNormalise])
        print(
            "\(workload.name): \(totals.spans) spans, \(totals.attributes) attributes, "
                + "\(workload.bytes.count / totals.spans) bytes a span")
        report("swift-protobuf", seconds[0], "")
        report("our reader", seconds[1], times(seconds[0] / seconds[1]) + ", goal at least 10")
        report("our reader, everything copied out of it", seconds[2], times(seconds[0] / seconds[2]))
        report("our reader and normaliser", seconds[3], times(seconds[0] / seconds[3]))
    }

    private func report(_ what: String, _ seconds: Double, _ note: String) {
        let speed = Double(totals.spans) / seconds
        let figure = speed.formatted(.number.precision(.significantDigits(3)))
        print("  \(what): \(figure) spans/s" + (note.isEmpty ? "" : " (\(note))"))
    }

    private func times(_ ratio: Double) -> String {
        ratio.formatted(.number.precision(.fractionLength(1))) + " times"
    }

    // MARK: readers

    private func readWithSwiftProtobuf() throws {
        let request = try WireRequest(serializedBytes: workload.bytes)
        precondition(!request.resourceSpans.isEmpty)
    }

    private func read() throws {
        let export = try TraceExport(protobuf: workload.bytes)
        precondition(export.spans.count == totals.spans)
    }

    private func readTexts() throws {
        let export = try TraceExport(protobuf: workload.bytes)
        precondition(Totals(of: export) == totals)
    }

    private func readAndNormalise() throws {
        let batch = normaliser.normalise(try TraceExport(protobuf: workload.bytes), in: window)
        precondition(batch.calls.count + batch.contexts.count == totals.spans)
    }

    // MARK: time

    /// The median CPU seconds of one run of each, the readers taking turns so that noise of the machine meets all of them.
    private func medians(_ readers: [() throws -> Void], rounds: Int = 21) throws -> [Double] {
        var repeats: [Int] = []
        for reader in readers {
            var count = 1
            while try cpuSeconds(count, reader) < 0.05 { count *= 2 }
            repeats.append(count)
        }
        var seconds = readers.map { _ in [Double]() }
        for _ in 0..<rounds {
            for index in readers.indices {
                seconds[index].append(try cpuSeconds(repeats[index], readers[index]) / Double(repeats[index]))
            }
        }
        return seconds.map { $0.sorted()[rounds / 2] }
    }

    private func cpuSeconds(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
        let start = Self.cpuSeconds()
        for _ in 0..<count { try body() }
        return Self.cpuSeconds() - start
    }

    /// Seconds of CPU that the process has used.
    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
