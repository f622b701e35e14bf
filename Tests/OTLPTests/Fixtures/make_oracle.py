#!/usr/bin/env python3
"""Writes oracle/*.jsonl: what Google's protobuf library reads in the captures, one record per line.

    pip install opentelemetry-proto && python3 make_oracle.py

Doubles stand as the 16 hexadecimal digits of their bits, 64-bit integers and bytes as text, so that nothing is rounded.
"""
import glob, gzip, json, os, struct
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

here = os.path.dirname(os.path.abspath(__file__))


def value(v):
    kind = v.WhichOneof("value")
    if kind == "string_value": return {"s": v.string_value}
    if kind == "bool_value": return {"b": v.bool_value}
    if kind == "int_value": return {"i": str(v.int_value)}
    if kind == "double_value": return {"d": struct.pack(">d", v.double_value).hex()}
    if kind == "array_value": return {"a": [value(x) for x in v.array_value.values]}
    if kind == "kvlist_value": return {"m": attributes(v.kvlist_value.values)}
    if kind == "bytes_value": return {"x": v.bytes_value.hex()}
    return {"n": True}


def attributes(pairs):
    return [[p.key, value(p.value)] for p in pairs]


def head(resource, scope):
    return {"resource": attributes(resource.attributes), "scope": scope.name, "scopeVersion": scope.version,
            "scopeAttributes": attributes(scope.attributes)}


def traces(body):
    for r in ExportTraceServiceRequest.FromString(body).resource_spans:
        for s in r.scope_spans:
            for x in s.spans:
                yield {**head(r.resource, s.scope), "traceID": x.trace_id.hex(), "spanID": x.span_id.hex(),
                       "parentSpanID": x.parent_span_id.hex(), "name": x.name, "traceState": x.trace_state,
                       "kind": x.kind, "flags": x.flags, "start": str(x.start_time_unix_nano),
                       "end": str(x.end_time_unix_nano), "statusCode": x.status.code,
                       "statusMessage": x.status.message, "attributes": attributes(x.attributes),
                       "events": [{"time": str(e.time_unix_nano), "name": e.name,
                                   "attributes": attributes(e.attributes)} for e in x.events],
                       "links": [{"traceID": l.trace_id.hex(), "spanID": l.span_id.hex()} for l in x.links]}


def logs(body):
    for r in ExportLogsServiceRequest.FromString(body).resource_logs:
        for s in r.scope_logs:
            for x in s.log_records:
                yield {**head(r.resource, s.scope), "traceID": x.trace_id.hex(), "spanID": x.span_id.hex(),
                       "time": str(x.time_unix_nano), "observedTime": str(x.observed_time_unix_nano),
                       "severity": x.severity_number, "severityText": x.severity_text, "flags": x.flags,
                       "eventName": x.event_name, "attributes": attributes(x.attributes),
                       "body": value(x.body) if x.HasField("body") else None}


def metrics(body):
    for r in ExportMetricsServiceRequest.FromString(body).resource_metrics:
        for s in r.scope_metrics:
            for x in s.metrics:
                data = x.WhichOneof("data")
                yield {"scope": s.scope.name, "name": x.name, "points": len(getattr(x, data).data_points) if data else 0}


for path in sorted(glob.glob(os.path.join(here, "captures", "*.pb*"))):
    name = os.path.basename(path)
    if "synthetic" in name: continue
    body = open(path, "rb").read()
    if name.endswith(".gz"): body = gzip.decompress(body)
    records = traces(body) if "-traces" in name else logs(body) if "-logs" in name else metrics(body)
    with open(os.path.join(here, "oracle", name.split(".")[0] + ".jsonl"), "w") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
