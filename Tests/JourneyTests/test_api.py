"""The contract for programs, as a client meets it: described, held to, and safe to repeat."""

import json
import threading
import time

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from conftest import ROOT


@pytest.fixture
def described(server):
    with server.client as client:
        return client.get("/v1/openapi.json").json()


def operation(described, method, path):
    """The operation that a request belongs to; fixed parts win over variable ones."""
    parts = path.split("?")[0].split("/")
    best = None
    for template, operations in described["paths"].items():
        wanted = template.split("/")
        if len(wanted) != len(parts) or method not in operations:
            continue
        if all(want.startswith("{") or want == part for want, part in zip(wanted, parts)):
            fixed = sum(not want.startswith("{") for want in wanted)
            best = max(best or (-1, None), (fixed, operations[method]), key=lambda pair: pair[0])
    assert best, f"{method} {path} is not described"
    return best[1]


def fits(described, method, path, answer):
    """True when an answer has the shape that the description promises for its status."""
    responses = operation(described, method, path)["responses"]
    promised = responses.get(str(answer.status_code)) or (responses["default"] if answer.status_code >= 400 else None)
    assert promised, f"{method} {path} answered {answer.status_code}, which is not described"
    kind = answer.headers["content-type"].split(";")[0]
    schema = promised["content"][kind]["schema"]
    whole = {**schema, "components": described["components"]}
    errors = [f"{list(error.path)}: {error.message[:200]}" for error in OAS31Validator(whole).iter_errors(answer.json())]
    assert not errors, (method, path, errors)


class Client:
    """Sends requests and holds every answer against the description."""

    def __init__(self, server, described):
        self.client, self.described = server.client, described

    def send(self, method, path, **more):
        answer = self.client.request(method, path, **more)
        if path.startswith("/v1/") and answer.content and answer.status_code != 304:
            fits(self.described, method.lower(), path, answer)
        return answer

    def get(self, path, **more):
        return self.send("GET", path, **more)

    def post(self, path, **more):
        return self.send("POST", path, **more)


@pytest.fixture
def client(server, described):
    client = Client(server, described)
    yield client
    client.client.close()


def send_calls(client, count=30):
    for number in range(count):
        client.post("/v1/calls", json={
            "system": "support-answers", "id": f"req-{number}", "model": "gpt-4o-mini", "input": f"Question {number}?",
            "output": "An answer.", "tokens": {"input": 400 + number, "output": 50}, "latency_ms": 900 + number,
            "attributes": {"language": "es" if number % 3 else "en"}, "user": f"user-{number % 5}",
        })
    end = time.monotonic() + 20
    while time.monotonic() < end:
        systems = client.get("/v1/systems").json()["systems"]
        if systems and systems[0]["calls"] >= count:
            return
        time.sleep(0.3)
    pytest.fail("the calls did not show within 20 s")


def test_the_description_is_valid_openapi(described):
    validate(described, cls=OpenAPIV31SpecValidator)
    assert described["openapi"].startswith("3.1")
    assert len(described["paths"]) > 30


def test_the_description_in_the_docs_is_the_programs_own(run):
    done = run("check", "--print-openapi")
    assert done.code == 0
    assert (ROOT / "docs/openapi.json").read_text() == done.out, "write it anew: ./dev docs"


def test_what_is_served_is_what_the_docs_describe(described):
    assert described == json.loads((ROOT / "docs/openapi.json").read_text())


def test_every_answer_has_the_shape_that_is_described(client):
    send_calls(client)
    client.post("/v1/outcomes", json={
        "system": "support-answers", "call_id": "req-1", "kind": "feedback", "name": "thumbs", "value": True})
    change = client.post("/v1/changes", json={"kind": "prompt", "title": "Prompt 42", "systems": ["support-answers"]})
    call = client.get("/v1/calls?limit=1").json()["calls"][0]
    for path in [
        "/v1/systems", "/v1/systems/support-answers", "/v1/systems/support-answers/signals",
        "/v1/systems/support-answers/signals/latency", "/v1/systems/support-answers/signals/latency/series?range=24h",
        "/v1/systems/support-answers/signals/latency/baselines", "/v1/systems/support-answers/slices",
        "/v1/systems/support-answers/slices/language:es", "/v1/calls", "/v1/calls?where=latency_ms:>900", f"/v1/calls/{call['id']}",
        f"/v1/outcomes?call={call['id']}", "/v1/monitors", "/v1/tilts", "/v1/budget", "/v1/incidents", "/v1/changes",
        change.json()["url"], "/v1/prices", "/v1/prices/unpriced", "/v1/self", "/v1/version",
    ]:
        assert client.get(path).status_code == 200, path
    for path in [
        "/v1/systems/nobody", "/v1/calls/0", "/v1/incidents/INC-9", "/v1/tilts/TLT-9", "/v1/changes/CHG-99",
        "/v1/systems/support-answers/slices/language:xx", "/v1/systems/support-answers/signals/none",
    ]:
        assert client.get(path).status_code == 404, path
    assert client.get("/v1/calls?sytem=support-answers").status_code == 400
    assert client.get("/v1/systems/support-answers/slices/language:es+topic:billing").status_code == 422


def test_nobody_overwrites_somebody_elses_change(client):
    send_calls(client, count=3)
    path = "/v1/systems/support-answers"
    assert client.send("PATCH", path, json={"title": "Support"}).status_code == 428
    seen = client.get(path).headers["etag"]
    done = client.send("PATCH", path, json={"title": "Support"}, headers={"if-match": seen})
    assert done.status_code == 200 and done.json()["title"] == "Support"
    refused = client.send("PATCH", path, json={"title": "Help"}, headers={"if-match": seen})
    assert refused.status_code == 412 and refused.json()["type"] == "/problems/precondition"
    again = client.send("PATCH", path, json={"title": "Help"}, headers={"if-match": done.headers["etag"]})
    assert again.status_code == 200
    assert client.send("PATCH", path, json={"title": "Any"}, headers={"if-match": "*"}).status_code == 200


def test_an_unchanged_answer_is_not_sent_again(client):
    first = client.get("/v1/changes")
    again = client.get("/v1/changes", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b""
    page = client.client.get("/changes", headers={"accept": "text/html"})
    assert client.client.get("/changes", headers={"if-none-match": page.headers["etag"]}).status_code == 304


def test_a_change_is_answered_with_its_number_in_the_ledger(client, run, folder):
    first = client.post("/v1/changes", json={"kind": "deploy", "title": "5.19", "id": "deploy-1"})
    assert first.status_code == 201 and first.json()["id"] == "CHG-1"
    again = client.post("/v1/changes", json={"kind": "deploy", "title": "5.20", "id": "deploy-2"})
    assert again.json()["id"] == "CHG-2"
    done = run("change", "add", "Prompt 43", "--kind", "prompt", "--data", folder)
    assert done.code == 0 and done.out.strip() == "Noted as CHG-3."


def test_the_same_key_does_a_thing_once(client):
    entry = {"provider": "openai", "model": "mine", "source": "a contract", "usd_per_million": {"input": 1, "output": 2}}
    table = {"schema": "prices/1", "version": "2026-11-01", "currency": "USD", "entries": [entry]}
    first = client.post("/v1/prices", json=table, headers={"idempotency-key": "b"})
    assert first.status_code == 201, first.text
    again = client.post("/v1/prices", json=table, headers={"idempotency-key": "b"})
    assert (again.status_code, again.content) == (201, first.content)
    other = client.post("/v1/prices", json={**table, "version": "2026-11-02"}, headers={"idempotency-key": "b"})
    assert other.status_code == 422 and "Idempotency-Key" in other.json()["detail"]
    wrong = client.post("/v1/prices", json={**table, "entries": 1}, headers={"idempotency-key": "c"})
    assert wrong.status_code in (400, 422)
    assert client.post("/v1/prices", json=table, headers={"idempotency-key": "c"}).status_code == 201, "a refusal is not kept"


def test_who_asks_too_much_is_told_when_to_come_back(server):
    answers = []

    def ask():
        with server.client as client:
            for _ in range(60):
                answers.append(client.get("/v1/version"))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused, "240 requests at once are more than 100"
    assert int(refused[0].headers["retry-after"]) >= 1
    assert refused[0].json()["type"] == "/problems/busy"
    assert "ratelimit" in answers[0].headers and "ratelimit-policy" in answers[0].headers
    with server.client as client:  # telemetry is not counted
        for number in range(120):
            assert client.post("/v1/calls", json={"system": "s", "id": str(number), "input": "a"}).status_code == 201


def test_a_new_normal_needs_a_reason_and_something_to_replace(client):
    send_calls(client, count=3)
    path = "/v1/systems/support-answers/baselines"
    body = {"signals": ["latency"], "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z", "reason": "New tone."}
    assert client.post(path, json={**body, "reason": " "}).status_code == 422
    assert client.post(path, json={**body, "signals": ["nothing"]}).status_code == 422
    early = client.post(path, json=body)
    assert early.status_code == 409 and early.json()["type"] == "/problems/too-early"


def test_texts_that_are_to_be_dropped_are_never_written(serve, folder):
    server = serve(env={"TILTMETER_RETENTION_TEXTS": "drop"})
    with server.client as client:
        sent = client.post("/v1/calls", json={"system": "s", "id": "a", "input": "a very secret question", "output": "b"})
        assert sent.status_code == 201
        assert client.get("/v1/systems/s").json()["texts_days"] == 0
    assert server.stop() == 0
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"very secret" not in path.read_bytes(), path


def test_the_configured_budget_holds_until_somebody_sets_another(serve, folder):
    server = serve(env={"TILTMETER_BUDGET_ALARMS_PER_MONTH": "4"})
    with server.client as client:
        read = client.get("/v1/budget")
        assert read.json()["alarms_per_month"] == 4
        done = client.put("/v1/budget", json={"alarms_per_month": 2}, headers={"if-match": read.headers["etag"]})
        assert done.status_code == 200 and done.json()["alarms_per_month"] == 2
    server.stop()
    with serve(env={"TILTMETER_BUDGET_ALARMS_PER_MONTH": "4"}).client as client:
        assert client.get("/v1/budget").json()["alarms_per_month"] == 2
