extension JSONExportDecoder {
    private static let spanKinds: [String: Int32] = [
        "SPAN_KIND_UNSPECIFIED": 0, "SPAN_KIND_INTERNAL": 1, "SPAN_KIND_SERVER": 2, "SPAN_KIND_CLIENT": 3,
        "SPAN_KIND_PRODUCER": 4, "SPAN_KIND_CONSUMER": 5,
    ]
    private static let statusCodes: [String: Int32] = [
        "STATUS_CODE_UNSET": 0, "STATUS_CODE_OK": 1, "STATUS_CODE_ERROR": 2,
    ]

    /// ExportTraceServiceRequest.
    mutating func traces(_ request: JSONObject) throws(OTLPError) {
        try envelopes(request["resourceSpans"], head: "resource", items: "scopeSpans") {
            (decoder, resource) throws(OTLPError) in
            try decoder.resource(resource)
        } item: { (decoder, envelope) throws(OTLPError) in
            guard let envelope = decoder.object(envelope) else { return }
            try decoder.scope(decoder.object(envelope["scope"]))
            for span in decoder.array(envelope["spans"]) {
                if let span = decoder.object(span) { try decoder.span(span) }
            }
        }
    }

    private mutating func span(_ object: JSONObject) throws(OTLPError) {
        var span = ExportStorage.Span(scope: builder.scopes.count - 1)
        var attributes: JSONValue?
        var events: JSONValue?
        var links: JSONValue?
        var status: JSONValue?
        for (name, value) in object {
            switch name {
            case "traceId": (span.traceHigh, span.traceLow) = traceID(value)
            case "spanId": span.spanID = spanID(value) ?? 0
            case "traceState": span.traceState = text(value)
            case "parentSpanId":
                let isAbsent = value.isNull || value.text.map { $0.count == 0 } == true
                let parent = isAbsent ? 0 : spanID(value)
                if parent == nil { builder.counts.badParentIDs += 1 }
                span.parentID = parent ?? 0
            case "name": span.name = text(value)
            case "kind": span.kind = enumeration(value, Self.spanKinds)
            case "startTimeUnixNano": span.start = unsigned(value)
            case "endTimeUnixNano": span.end = unsigned(value)
            case "attributes": attributes = value
            case "events": events = value
            case "links": links = value
            case "status": status = value
            case "flags": span.flags = UInt32(truncatingIfNeeded: unsigned(value))
            default: break
            }
        }
        if let status = self.object(status) {
            span.statusCode = enumeration(status["code"], Self.statusCodes)
            span.statusMessage = text(status["message"])
        }
        span.attributes = try self.attributes(attributes)
        let firstEvent = builder.events.count
        for event in array(events) {
            guard let event = self.object(event) else { continue }
            guard builder.events.count - firstEvent < OTLPLimits.events else {
                builder.counts.droppedEvents += 1
                continue
            }
            var node = ExportStorage.Event()
            node.time = unsigned(event["timeUnixNano"])
            node.name = text(event["name"])
            node.attributes = try self.attributes(event["attributes"])
            builder.events.append(node)
        }
        span.events = firstEvent..<builder.events.count
        let firstLink = builder.links.count
        for link in array(links) {
            guard let link = self.object(link) else { continue }
            guard builder.links.count - firstLink < OTLPLimits.links else {
                builder.counts.droppedLinks += 1
                continue
            }
            var node = ExportStorage.Link()
            (node.traceHigh, node.traceLow) = traceID(link["traceId"])
            node.spanID = spanID(link["spanId"]) ?? 0
            builder.links.append(node)
        }
        span.links = firstLink..<builder.links.count
        guard builder.spans.count < OTLPLimits.records else { throw OTLPError(.tooManyRecords) }
        builder.spans.append(span)
        try finishValues()
    }

    /// ExportLogsServiceRequest.
    mutating func logs(_ request: JSONObject) throws(OTLPError) {
        try envelopes(request["resourceLogs"], head: "resource", items: "scopeLogs") {
            (decoder, resource) throws(OTLPError) in
            try decoder.resource(resource)
        } item: { (decoder, envelope) throws(OTLPError) in
            guard let envelope = decoder.object(envelope) else { return }
            try decoder.scope(decoder.object(envelope["scope"]))
            for record in decoder.array(envelope["logRecords"]) {
                if let record = decoder.object(record) { try decoder.logRecord(record) }
            }
        }
    }

    private mutating func logRecord(_ object: JSONObject) throws(OTLPError) {
        var record = ExportStorage.LogRecord(scope: builder.scopes.count - 1)
        var attributes: JSONValue?
        var body: JSONValue?
        for (name, value) in object {
            switch name {
            case "timeUnixNano": record.time = unsigned(value)
            case "observedTimeUnixNano": record.observedTime = unsigned(value)
            case "severityNumber": record.severity = enumeration(value, [:])
            case "severityText": record.severityText = text(value)
            case "body": body = value
            case "attributes": attributes = value
            case "flags": record.flags = UInt32(truncatingIfNeeded: unsigned(value))
            case "traceId": (record.traceHigh, record.traceLow) = traceID(value)
            case "spanId": record.spanID = spanID(value) ?? 0
            case "eventName": record.eventName = text(value)
            default: break
            }
        }
        record.attributes = try self.attributes(attributes)
        if let body, !body.isNull {
            record.body = builder.elements.count
            element(body, depth: 1)
        }
        guard builder.logRecords.count < OTLPLimits.records else { throw OTLPError(.tooManyRecords) }
        builder.logRecords.append(record)
        try finishValues()
    }

    /// ExportMetricsServiceRequest.
    mutating func metrics(_ request: JSONObject) throws(OTLPError) -> [ProtobufDecoder.CountedMetric] {
        var result: [ProtobufDecoder.CountedMetric] = []
        try envelopes(request["resourceMetrics"], head: "resource", items: "scopeMetrics") {
            (decoder, resource) throws(OTLPError) in
            try decoder.resource(resource)
        } item: { (decoder, envelope) throws(OTLPError) in
            guard let envelope = decoder.object(envelope) else { return }
            try decoder.scope(decoder.object(envelope["scope"]))
            for metric in decoder.array(envelope["metrics"]) {
                guard let metric = decoder.object(metric) else { continue }
                var points = 0
                for (name, data) in metric {
                    switch name {
                    case "gauge", "sum", "histogram", "exponentialHistogram", "summary":
                        points = decoder.array(data["dataPoints"]).count
                    default: break
                    }
                }
                result.append(
                    ProtobufDecoder.CountedMetric(
                        scope: decoder.builder.scopes.count - 1, name: decoder.text(metric["name"]), points: points))
            }
        }
        return result
    }
}
