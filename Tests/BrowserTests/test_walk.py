"""One person's way through a problem: Overview, the incident, its system, one call. In light and dark, on a desk and on a
phone, with scripts and without."""

import re

import httpx
import pytest

from conftest import look


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_from_the_overview_to_one_call(open_page, demo, size, scheme, scripts):
    page = open_page(demo, size, scheme, scripts)
    page.goto("/")
    assert re.search(r"getting worse", page.locator("h1").inner_text())
    look(page, "overview")

    page.locator("main a[href^='/incidents/INC-']").locator("visible=true").first.click()
    page.wait_for_url(re.compile(r"/incidents/INC-\d+"))
    look(page, "incident")

    page.locator("main a[href^='/systems/']").locator("visible=true").first.click()
    page.wait_for_url(re.compile(r"/systems/[a-z-]+"))
    look(page, "system")

    page.locator("main a[href^='/calls/']").locator("visible=true").first.click()
    page.wait_for_url(re.compile(r"/calls/[0-9a-f]{32}"))
    look(page, "call")


PAGES = ["/incidents", "/systems", "/calls", "/changes", "/problems/not-found"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_every_list_reads_well(open_page, demo, path, size, scheme):
    page = open_page(demo, size, scheme)
    page.goto(path)
    look(page, path.strip("/").replace("/", "-"))


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_at_320_pixels_nothing_scrolls_sideways(open_page, demo, path):
    page = open_page(demo, width=320)
    page.goto(path)
    look(page, "narrow-" + (path.strip("/").replace("/", "-") or "overview"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_first_visit_says_how_to_begin(open_page, empty, size, scheme):
    page = open_page(empty, size, scheme)
    page.goto("/")
    assert page.locator("h1").inner_text() == "Nothing to watch yet."
    look(page, "welcome")
    for path in ["/systems", "/incidents", "/calls", "/changes"]:
        page.goto(path)
        look(page, "empty" + path.replace("/", "-"))


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_a_page_that_is_not_there_says_so(open_page, empty, size):
    page = open_page(empty, size)
    answer = page.goto("/systems/no-such-system")
    assert answer.status == 404
    page.problems = [problem for problem in page.problems if "404" not in problem]  # the browser's own remark
    look(page, "error")


@pytest.mark.parametrize("path", ["/", "/incidents", "/systems", "/calls", "/changes", "/problems/busy"])
def test_every_page_has_a_twin(demo, path):
    twin = httpx.get(demo.url + ("/index" if path == "/" else path) + ".json", timeout=30)
    assert twin.status_code == 200 and twin.json()


def test_page_twin_and_contract_name_the_same_states(open_page, demo):
    """Checks 3 and 9 of a good page: what the first sentence counts is what the board, the twin and the API show."""
    contract = httpx.get(demo.url + "/v1/systems", timeout=30).json()
    states = {system["slug"]: system["state"] for system in contract["systems"]}
    page = open_page(demo)
    page.goto("/")
    tilting = sum(state == "tilting" for state in states.values())
    words = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven"]
    assert f"{words[tilting]} system" in page.locator("h1").inner_text()
    assert contract["verdict"] == re.sub(r"\s+", " ", page.locator("h1").inner_text()).strip()


def test_silent_time_is_the_same_wherever_it_stands(open_page, demo):
    contract = httpx.get(demo.url + "/v1/incidents?state=open", timeout=30).json()["incidents"]
    page = open_page(demo)
    for incident in contract[:3]:
        page.goto(f"/incidents/{incident['id']}")
        shown = re.search(r"silent for ((?:\d+ (?:d|h|min|s) ?)+)", page.locator("main").inner_text())
        page.goto("/incidents")
        row = page.locator(f"tr:has(a[href='/incidents/{incident['id']}'])").inner_text()
        if shown:
            assert shown.group(1).strip() in row, (shown.group(1), row)
