"""An application as teams write it: the OpenAI client, instrumented by OpenTelemetry, exporting over OTLP/HTTP.

Usage: openai_app.py MODEL_URL OTLP_URL COMPRESSION. Nothing in it knows of Tiltmeter.
"""

import sys

import openai
from opentelemetry import trace
from opentelemetry._logs import set_logger_provider
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

model_url, otlp_url, compression = sys.argv[1:4]
packing = Compression.Gzip if compression == "gzip" else Compression.NoCompression
resource = Resource.create({"service.name": "support-bot", "service.version": "1.4.2"})
spans = TracerProvider(resource=resource)
spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{otlp_url}/v1/traces", compression=packing)))
trace.set_tracer_provider(spans)
logs = LoggerProvider(resource=resource)
logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(endpoint=f"{otlp_url}/v1/logs", compression=packing)))
set_logger_provider(logs)
OpenAIInstrumentor().instrument()

client = openai.OpenAI(base_url=model_url, api_key="sk-none", max_retries=0)
tracer = trace.get_tracer("acme.support")
for number in range(3):
    with tracer.start_as_current_span("POST /ask", attributes={"user.id": "user-4711", "session.id": f"s-{number}"}):
        client.chat.completions.create(
            model="gpt-4o-mini", temperature=0.2,
            messages=[
                {"role": "system", "content": "You are a geography bot."},
                {"role": "user", "content": "What is the capital of France?"},
            ])
with tracer.start_as_current_span("POST /ask"):
    try:
        client.chat.completions.create(model="overloaded", messages=[{"role": "user", "content": "Hello?"}])
    except openai.APIStatusError as error:
        print("refused:", error.status_code)
spans.shutdown()
logs.shutdown()
