"""A running demo and a real browser: what the walks need."""

import importlib.util
import os
import pathlib
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# The journeys' server, under a name of its own: both folders have a conftest.
_spec = importlib.util.spec_from_file_location(
    "journeys", pathlib.Path(__file__).resolve().parents[1] / "JourneyTests" / "conftest.py")
journeys = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(journeys)

# Where pictures of every page are left, for people who want to look: TILTMETER_PICTURES=/tmp/pictures ./dev test Browser
PICTURES = pathlib.Path(os.environ["TILTMETER_PICTURES"]) if os.environ.get("TILTMETER_PICTURES") else None
# An address of a demo that runs already, with its history judged; without it one is made, which takes minutes.
RUNNING = os.environ.get("TILTMETER_DEMO_URL")
# As few days as the demo has: two weeks of baseline, and the two in which the tilts lie.
DAYS = 28

SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Site:
    """Where pages are."""

    def __init__(self, url):
        self.url = url


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo after its history was judged, its live phase at rest."""
    if RUNNING:
        yield Site(RUNNING)
        return
    server = journeys.Server(
        tmp_path_factory.mktemp("demo") / "data", "--no-live", "--days", str(DAYS), verb="demo")
    server.wait_until_ready(seconds=1_500)
    yield server
    assert server.stop() == 0, server.output


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """A server to which nothing was ever sent."""
    server = journeys.Server(tmp_path_factory.mktemp("empty") / "data").wait_until_ready()
    yield server
    assert server.stop() == 0, server.output


@pytest.fixture(scope="session")
def fed(tmp_path_factory):
    """A server that gets calls from a test."""
    server = journeys.Server(tmp_path_factory.mktemp("fed") / "data").wait_until_ready()
    yield server
    assert server.stop() == 0, server.output


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Opens pages of a server: open_page(server, "wide", "dark", scripts=False)."""
    contexts = []

    def open_page(server, size="wide", scheme="light", scripts=True, width=None):
        viewport = {"width": width, "height": 900} if width else SIZES[size]
        context = browser.new_context(
            viewport=viewport, color_scheme=scheme, java_script_enabled=scripts, base_url=server.url,
            reduced_motion="reduce", device_scale_factor=1.5)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.label = f"{width or size}-{scheme}{'' if scripts else '-no-scripts'}"
        page.has_scripts = scripts
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("dialog", lambda dialog: page.problems.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: None if request.url.startswith(server.url) else page.problems.append(request.url))
        return page

    yield open_page
    for context in contexts:
        context.close()


SMALL_TARGETS = """() => [...document.querySelectorAll('a[href],button,summary,input,select,textarea')].filter(e => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (!box.width || style.visibility === 'hidden' || e.type === 'hidden' || box.right < 0) return false;
    const isInSentence = style.display === 'inline' && e.closest('p');
    return !isInSentence && (box.height < 23.9 || box.width < 23.9);
}).map(e => e.outerHTML.slice(0, 120))"""


def look(page, name):
    """What holds on every page: one heading, no sideways scroll, targets to hit, no error, nothing that axe objects to."""
    assert page.locator("h1").count() == 1, name
    if page.has_scripts:
        page.evaluate("() => document.fonts.ready.then(() => true)")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"
        assert page.evaluate(SMALL_TARGETS) == [], name
        findings = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert not findings, [
            (finding["id"], node["html"][:200]) for finding in findings for node in finding["nodes"]]
    if PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}-{page.label}.png", full_page=True)
    assert not page.problems, (name, page.problems)
