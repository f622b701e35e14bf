import Foundation

/// What this project's statistics answer to questions that other libraries answer too: reads one request as JSON from
/// standard input, writes one answer as JSON to standard output. Asked by Benchmarks/peers.py; run through `./dev peers`.
@main
struct Main {
    static func main() throws {
        let request = try JSONDecoder().decode(Request.self, from: FileHandle.standardInput.readDataToEndOfFile())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        FileHandle.standardOutput.write(try encoder.encode(request.answer()))
    }
}
