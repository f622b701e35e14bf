"""One person's way through a problem: Overview, the incident, its system, one call. In light and dark, on a desk and on a
phone, with scripts and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import PICTURES


def look(page, name, size, scheme, scripts):
    """What must hold on every page: no sideways scroll, no error, no accessibility finding, a full sentence as heading."""
    if scripts == "scripts":
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"
        findings = Axe().run(page).response["violations"]
        assert not findings, [(f["id"], f["nodes"][0]["html"][:200]) for f in findings]
    assert page.locator("h1").count() == 1, name
    assert not page.problems, (name, page.problems)
    if PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}-{scripts}.png", full_page=True)


def test_from_overview_to_one_call(page, size, scheme, scripts):
    page.goto("/")
    heading = page.locator("h1").inner_text()
    assert re.search(r"getting worse|level|watch", heading), heading
    look(page, "overview", size, scheme, scripts)

    page.locator("main a[href^='/incidents/INC-']").first.click()
    assert re.search(r"/incidents/INC-\d+", page.url)
    look(page, "incident", size, scheme, scripts)

    page.locator("main a[href^='/systems/']").first.click()
    assert "/systems/" in page.url
    look(page, "system", size, scheme, scripts)

    page.locator("main a[href^='/calls/']").first.click()
    assert re.search(r"/calls/[0-9a-f]{32}", page.url)
    look(page, "call", size, scheme, scripts)


@pytest.mark.parametrize("path", ["/incidents", "/systems", "/calls", "/changes", "/problems/not-found"])
def test_every_list_reads_well(page, path, size, scheme, scripts):
    page.goto(path)
    look(page, path.strip("/").replace("/", "-"), size, scheme, scripts)


@pytest.mark.parametrize("path", ["/", "/incidents", "/systems", "/calls", "/changes"])
def test_every_page_has_a_twin(demo, path):
    with demo.client as client:
        twin = client.get(path.rstrip("/") + ".json" if path != "/" else "/overview.json")
        assert twin.status_code == 200 and twin.json()
