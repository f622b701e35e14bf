"""Texts of strangers stay texts: whatever is in a call, the page shows it as it is, bounded, and nothing of it runs."""

import time

import httpx
import pytest

from conftest import look

HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>",
    "closing": "</pre></main></body></html><h1>Owned</h1>",
    "direction": "abc \u202e txt.exe \u2066 hidden \u200b zero \u200f rtl",
    "hebrew": "שלום עולם, כמה עולה המנוי? " * 20,
    "controls": "bell \x07 escape \x1b[31m null-like \x01 tab \t end",
    "long word": "x" * 5_000,
    "long": "Lorem ipsum dolor sit amet. " * 4_000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 50,
    "combining": "z" + "\u0301" * 500,
}


@pytest.fixture(scope="module")
def calls(fed):
    """One call for each text: everywhere where a text can stand. Answers the addresses of their pages."""
    addresses = {}
    with httpx.Client(base_url=fed.url, timeout=30) as client:
        for name, text in HOSTILE.items():
            answer = client.post(
                "/v1/calls",
                json={
                    "system": "hostile", "id": "call-" + name.replace(" ", "-"), "model": text[:100],
                    "input": [{"role": "user", "text": text}], "output": text,
                    "documents": [{"id": text[:60], "content": text}], "error": {"type": text[:40], "message": text},
                    "tool_calls": [{"id": "t", "name": text[:40], "arguments": text}],
                    "attributes": {"topic": text[:200]}, "prompt": {"name": text[:60], "version": text[:20]},
                    "fields": {text[:40]: text[:100]}, "service": text[:60], "version": text[:60],
                })
            assert answer.status_code == 201, (name, answer.text)
            addresses[name] = answer.json()["url"]
        for name, text in HOSTILE.items():
            answer = client.post(
                "/v1/changes", json={"kind": "prompt", "title": text[:200], "systems": ["hostile"], "detail": text,
                                     "author": text[:100], "ref": text[:100], "id": "change-" + name.replace(" ", "-")})
            assert answer.status_code == 201, (name, answer.text)
            answer = client.post(
                "/v1/outcomes", json={"system": "hostile", "call_id": "call-" + name.replace(" ", "-"), "kind": "score",
                                      "name": "groundedness", "value": 0.5, "rationale": text, "text": text})
            assert answer.status_code == 201, (name, answer.text)
        end = time.monotonic() + 20
        while client.get("/v1/systems").json()["systems"] == [] and time.monotonic() < end:
            time.sleep(0.1)
    return addresses


def unharmed(page, name):
    assert page.evaluate("document.querySelectorAll('script:not([src])').length") == 0
    assert page.evaluate("document.querySelectorAll('[onerror],[onload]').length") == 0
    assert "Owned" not in page.locator("h1").inner_text()
    look(page, "hostile-" + name.replace(" ", "-"))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_on_the_page_of_a_call_it_stays_a_text(open_page, fed, calls, name, size):
    page = open_page(fed, size)
    answer = page.goto(calls[name])
    assert answer.status == 200
    assert len(answer.body()) < 400_000, "a page stays small whatever is in a call"
    unharmed(page, name)


@pytest.mark.parametrize("path", ["/", "/calls", "/systems", "/systems/hostile", "/changes"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_in_lists_it_stays_a_text(open_page, fed, calls, path, size):
    page = open_page(fed, size)
    answer = page.goto(path)
    assert answer.status == 200
    assert len(answer.body()) < 400_000
    unharmed(page, "list" + path.replace("/", "-"))


def test_characters_that_hide_are_made_visible(open_page, fed, calls):
    page = open_page(fed)
    page.goto(calls["direction"])
    text = page.content()
    for character in "\u202e\u2066\u200b\u200f":
        assert character not in text, hex(ord(character))
    page.goto(calls["controls"])
    for character in "\x07\x1b\x01":
        assert character not in page.content(), hex(ord(character))
