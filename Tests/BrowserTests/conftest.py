"""A running demo and a real browser: what the walks need."""

import os
import pathlib
import shutil
import sys

import httpx
import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "JourneyTests"))
from conftest import Server  # noqa: E402

PICTURES = pathlib.Path(os.environ.get("TILTMETER_PICTURES", "")) if os.environ.get("TILTMETER_PICTURES") else None


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo after its history has been judged, its live phase at rest."""
    server = Server(tmp_path_factory.mktemp("demo") / "data", "--no-live", verb="demo")
    server.wait_until_ready(seconds=600)
    with httpx.Client(base_url=server.url, timeout=30) as client:
        assert client.get("/").status_code == 200
    yield server
    assert server.stop() == 0, server.output


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(params=["wide", "phone"])
def size(request):
    return request.param


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(params=["scripts", "no-scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def page(browser, demo, size, scheme, scripts):
    context = browser.new_context(
        viewport=SIZES[size], color_scheme=scheme, java_script_enabled=scripts == "scripts", base_url=demo.url,
        reduced_motion="reduce")
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(demo.url) else page.problems.append(request.url))
    yield page
    context.close()
