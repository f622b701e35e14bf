"""An unchanged OpenTelemetry client sends into a running server: its calls are there at once, and settle."""

import os
import pathlib
import subprocess
import sys
import time

import pytest

from clients.fake_model import ANSWER, FakeModel

APPLICATION = pathlib.Path(__file__).parent / "clients" / "openai_app.py"


def run_application(model, otlp_url, compression):
    finished = subprocess.run(
        [sys.executable, APPLICATION, model.url, otlp_url, compression], capture_output=True, text=True, timeout=120,
        env={**os.environ, "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "true"})
    assert finished.returncode == 0, finished.stderr
    assert "refused: 503" in finished.stdout


def await_calls(client, condition, seconds=60):
    """The latest calls once they fulfil a condition; settling takes a few seconds by design."""
    end = time.monotonic() + seconds
    while True:
        calls = client.get("/v1/calls", params={"system": "support-bot"}).json().get("calls", [])
        if condition(calls) or time.monotonic() > end:
            return calls
        time.sleep(0.2)


@pytest.mark.parametrize("compression", ["none", "gzip"])
def test_calls_of_an_unchanged_client_are_there_at_once_and_settle(server, compression):
    with FakeModel() as model, server.client as client:
        run_application(model, f"http://127.0.0.1:{server.otlp_port}", compression)

        listed = await_calls(client, lambda calls: len(calls) == 4, seconds=5)
        assert len(listed) == 4, "what was acknowledged is in the live list"

        settled = await_calls(client, lambda calls: len(calls) == 4 and all(c["state"] == "settled" for c in calls))
        assert [c["state"] for c in settled] == ["settled"] * 4

        answered = [c for c in settled if c["status"] == "ok"]
        assert len(answered) == 3
        failed = [c for c in settled if c["status"] == "error"]
        assert len(failed) == 1

        call = client.get(f"/v1/calls/{answered[0]['id']}").json()
        assert call["model_answered"] == "gpt-4o-mini-2024-07-18"
        assert call["tokens"]["input"] == 57 and call["tokens"]["output"] == 17
        assert call["cost_usd"] is not None and call["cost_usd"] > 0
        assert ANSWER in str(call["output"])
        assert "user-4711" not in str(call), "persons are hashed"


def test_the_same_export_twice_changes_nothing(server):
    with FakeModel() as model, server.client as client:
        run_application(model, server.url, "none")
        first = await_calls(client, lambda calls: len(calls) == 4 and all(c["state"] == "settled" for c in calls))
        run_application(model, server.url, "none")
        both = await_calls(client, lambda calls: len(calls) == 8)
        assert len(first) == 4 and len(both) == 8, "another run is other calls"
