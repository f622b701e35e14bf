"""Everything by keyboard, and everything without scripts."""

import re

from conftest import look


def focus(page):
    return page.evaluate("document.activeElement.outerHTML.slice(0, 160)")


def test_by_keys_from_the_overview_to_one_call(open_page, demo):
    page = open_page(demo)
    page.goto("/")
    page.keyboard.press("Enter")  # the button that prints this key
    page.wait_for_url(re.compile(r"/incidents/INC-\d+"))
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/systems", wait_until="load")
    page.keyboard.press("j")
    assert "/systems/" in focus(page)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/systems/.+"))
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"/(calls|changes)"))
    page.goto("/calls")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/calls/[0-9a-f]{32}"))
    assert not page.problems


def test_with_tab_alone_every_target_is_reached_and_seen(open_page, demo):
    page = open_page(demo)
    page.goto("/")
    page.keyboard.press("Tab")
    assert "skip" in focus(page).lower() or "main" in focus(page), "the first stop skips the navigation"
    stops = 0
    for _ in range(300):
        hidden = page.evaluate(
            """() => {
                const e = document.activeElement;
                if (!e || e === document.body) return null;
                const box = e.getBoundingClientRect(), style = getComputedStyle(e);
                const isSeen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
                const isMarked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
                return isSeen && isMarked ? '' : e.outerHTML.slice(0, 160);
            }""")
        if hidden is None:
            break
        assert hidden == "", hidden
        stops += 1
        page.keyboard.press("Tab")
    assert 20 < stops < 300


def test_single_keys_do_nothing_while_typing_and_the_help_lists_them(open_page, demo):
    page = open_page(demo)
    page.goto("/calls")
    page.keyboard.press("/")
    assert re.match(r"<(input|select)", focus(page)), focus(page)
    before = page.url
    page.keyboard.press("g")
    page.keyboard.press("o")
    assert page.url == before
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    look(page, "keys")
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0


def send(page, button):
    """Presses a form's button and waits for the page that comes back."""
    with page.expect_navigation():
        button.click()


def test_without_scripts_an_incident_is_taken_up_led_and_annotated(open_page, demo):
    page = open_page(demo, scripts=False)
    page.goto("/incidents")
    page.goto(page.locator("main a[href^='/incidents/INC-']").first.get_attribute("href"))
    incident = page.url
    page.locator("form[action$='/notes'] textarea").fill("<b>Looked</b> at the provider's page: nothing there.")
    send(page, page.locator("form[action$='/notes'] button"))
    assert page.url == incident
    assert "<b>Looked</b> at the provider's page" in page.locator("main").inner_text()
    if page.locator("form[action$='/acknowledge'] button").count():
        send(page, page.locator("form[action$='/acknowledge'] button").first)
    assert page.url == incident
    assert page.locator("form[action$='/acknowledge'] button").count() == 0
    look(page, "incident-taken-up")


def test_a_dismissal_without_a_reason_is_asked_for_it_in_place(open_page, demo):
    page = open_page(demo, scripts=False)
    page.goto("/incidents")
    page.goto(page.locator("main a[href^='/incidents/INC-']").first.get_attribute("href"))
    page.locator("summary", has_text="false alarm").click()
    form = page.locator("form[action$='/dismiss']")
    form.locator("[name=reason]").fill("    ")
    send(page, form.locator("button").first)
    assert "false alarm needs its reason" in page.locator("main").inner_text()
    page.problems = [problem for problem in page.problems if "422" not in problem]
    look(page, "incident-refused")


def test_a_signal_is_edited_without_scripts_and_not_over_somebody_else(open_page, demo):
    page, other = open_page(demo, scripts=False), open_page(demo, scripts=False)
    for each in (page, other):
        each.goto("/systems/refund-triage")
        each.locator("#signals summary", has_text="Change").first.click()
    form = "#signals details[open] form"
    page.locator(form).locator("[name=tolerance]").fill("3")
    send(page, page.locator(form).locator("button"))
    assert page.url.endswith("/systems/refund-triage#signals")
    other.locator(form).locator("[name=tolerance]").fill("4")
    send(other, other.locator(form).locator("button"))
    assert "Somebody else changed this in between" in other.locator("#signals").inner_text()
    other.locator(form).locator("[name=tolerance]").fill("many")
    send(other, other.locator(form).locator("button"))
    assert "A tolerance is a number" in other.locator("#signals").inner_text()


def test_the_theme_is_remembered_without_scripts(open_page, demo):
    page = open_page(demo, scripts=False)
    page.goto("/systems")
    send(page, page.locator("button[name=theme][value=dark]"))
    assert page.url.endswith("/systems")
    assert page.locator("html").get_attribute("data-theme") == "dark" or "dark" in page.content()[:300]
