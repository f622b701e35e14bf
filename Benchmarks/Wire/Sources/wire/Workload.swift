import Foundation
import SwiftProtobuf

/// A trace request as it comes off the wire.
struct Workload {
    /// What it is made of.
    let name: String
    let bytes: [UInt8]

    /// As many spans as an exporter of OpenTelemetry sends at once.
    private static let spans = 512

    /// What unchanged clients sent: every capture is one resource of the request, its traces repeated under new ids.
    static func captured(in folder: URL) throws -> Workload {
        let captures = try [
            "01-openai-v2-legacy", "02-openai-v2-experimental", "03-genai-openai", "14-plain-sdk",
        ].map { name in
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "\(name)-traces.pb")))
            return try WireRequest(serializedBytes: bytes)
        }
        var request = WireRequest()
        request.resourceSpans = captures.flatMap(\.resourceSpans)
        let scopes = request.resourceSpans.flatMap(\.scopeSpans)
        let copies = Self.spans / scopes.reduce(0) { $0 + $1.spans.count }
        for resource in request.resourceSpans.indices {
            for scope in request.resourceSpans[resource].scopeSpans.indices {
                let spans = request.resourceSpans[resource].scopeSpans[scope].spans
                request.resourceSpans[resource].scopeSpans[scope].spans = (0..<copies).flatMap { copy in
                    spans.map { span in
                        var span = span
                        span.traceID[span.traceID.startIndex] ^= UInt8(truncatingIfNeeded: copy)
                        span.traceID[span.traceID.startIndex + 1] ^= UInt8(truncatingIfNeeded: copy >> 8)
                        return span
                    }
                }
            }
        }
        return Workload(name: "spans of captured requests", bytes: try request.serializedBytes())
    }

    /// Chats of one service with three kilobytes of text each.
    static func generated() throws -> Workload {
        var text = TextSource()
        var scope = WireScopeSpans()
        scope.scope.name = "opentelemetry.instrumentation.genai.openai"
        scope.scope.version = "1.3b0"
        scope.spans = (0..<Self.spans).map { chat($0, &text) }
        var resource = WireResourceSpans()
        resource.resource.attributes = [
            .text("telemetry.sdk.language", "python"), .text("telemetry.sdk.name", "opentelemetry"),
            .text("telemetry.sdk.version", "1.45.2"), .text("service.name", "support-bot"),
            .text("service.version", "1.4.2"), .text("deployment.environment.name", "production"),
        ]
        resource.scopeSpans = [scope]
        var request = WireRequest()
        request.resourceSpans = [resource]
        return Workload(name: "generated spans with 3 KB of text", bytes: try request.serializedBytes())
    }

    private static func chat(_ number: Int, _ text: inout TextSource) -> WireSpan {
        var span = WireSpan()
        span.traceID = text.identifier(bytes: 16)
        span.spanID = text.identifier(bytes: 8)
        span.parentSpanID = text.identifier(bytes: 8)
        span.name = "chat gpt-4o-mini"
        span.kind = .kindClient
        span.startTime = 1_795_000_000_000_000_000 + UInt64(number) * 10_000_000
        span.endTime = span.startTime + 1_380_000_000
        span.flags = 0x100
        span.status = WireStatus()
        span.attributes = [
            .text("gen_ai.operation.name", "chat"), .text("gen_ai.provider.name", "openai"),
            .text("gen_ai.request.model", "gpt-4o-mini"), .text("server.address", "api.openai.com"),
            .integer("server.port", 443), .real("gen_ai.request.temperature", 0.2),
            .integer("gen_ai.request.max_tokens", 640), .texts("gen_ai.response.finish_reasons", ["stop"]),
            .text("gen_ai.response.model", "gpt-4o-mini-2024-07-18"),
            .text("gen_ai.response.id", "chatcmpl-\(number)"), .text("gen_ai.conversation.id", "conv_\(number / 4)"),
            .integer("gen_ai.usage.input_tokens", 480), .integer("gen_ai.usage.output_tokens", 190),
            .integer("gen_ai.usage.cache_read.input_tokens", 128),
            .text("gen_ai.system_instructions", #"[{"type":"text","content":"\#(text.words(bytes: 400))"}]"#),
            .text("gen_ai.input.messages", message("user", text.words(bytes: 1_600))),
            .text("gen_ai.output.messages", message("assistant", text.words(bytes: 800))),
            .text("openai.response.service_tier", "default"),
        ]
        return span
    }

    private static func message(_ role: String, _ text: String) -> String {
        #"[{"role":"\#(role)","parts":[{"type":"text","content":"\#(text)"}]}]"#
    }
}

/// Words and ids, the same at every run.
private struct TextSource {
    private var state: UInt64 = 20_261_121
    private static let words = """
        order parcel refund invoice account delivery return label address payment membership discount contract update \
        reset button adapter display network message question answer document passage page customer colleague phone \
        envío señal devolución fatura endereço amanhã
        """.split(separator: " ")

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    mutating func words(bytes: Int) -> String {
        var text = ""
        while text.utf8.count < bytes { text += Self.words[Int(next() % UInt64(Self.words.count))] + " " }
        return text
    }

    mutating func identifier(bytes: Int) -> Data {
        Data((0..<bytes).map { _ in UInt8(truncatingIfNeeded: next()) | 1 })
    }
}

extension WireKeyValue {
    fileprivate init(_ key: String, _ value: WireAnyValue.OneOf_Value) {
        self.key = key
        self.value.value = value
    }

    fileprivate static func text(_ key: String, _ text: String) -> Self { Self(key, .text(text)) }

    fileprivate static func integer(_ key: String, _ integer: Int64) -> Self { Self(key, .integer(integer)) }

    fileprivate static func real(_ key: String, _ real: Double) -> Self { Self(key, .real(real)) }

    fileprivate static func texts(_ key: String, _ texts: [String]) -> Self {
        var array = WireArrayValue()
        array.values = texts.map { text in
            var value = WireAnyValue()
            value.text = text
            return value
        }
        return Self(key, .array(array))
    }
}
