"""The file that `tiltmeter report --html` writes, opened as a reader would: from a folder, without a server."""

import csv
import random
import subprocess

import pytest

from conftest import SIZES, Site, journeys, look


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report with everything: drifted and steady fields, a lost column, performance, slices, texts, strange names."""
    folder = tmp_path_factory.mktemp("report")
    for name, seed in (("march", 1), ("may", 2)):
        dice = random.Random(seed)
        with open(folder / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file)
            changed = name == "may"
            writer.writerow(["country", "amount", "question", "<b>bold</b>", "score", "predicted", "label"]
                            + ([] if changed else ["zip"]))
            for _ in range(4_000):
                country = dice.choice(["de", "fr", "es"])
                truth = dice.random() < 0.3
                score = min(0.99, max(0.01, dice.gauss(0.7 if truth else 0.25, 0.15)))
                if changed and country == "es" and dice.random() < 0.5:
                    score = 1 - score
                words = ["order", "parcel", "refund", "invoice", "price"] + (["crypto", "wallet"] if changed else [])
                writer.writerow([
                    country, round(dice.lognormvariate(3, 0.6) * (1.6 if changed else 1), 2),
                    " ".join(dice.choices(words, k=9)), dice.choice("xyz"), round(score, 3), int(score > 0.5), int(truth),
                ] + ([] if changed else [dice.randint(10_000, 10_400)]))
    page = folder / "report.html"
    done = subprocess.run(
        [journeys.PROGRAM, "report", "--reference", folder / "march.csv", "--current", folder / "may.csv",
         "--prediction", "predicted", "--label", "label", "--score", "score", "--html", page],
        capture_output=True, text=True, env=journeys.environment(), timeout=120)
    assert done.returncode == 0, done
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_it_stands_alone_on_every_screen(open_page, report, size, scheme):
    page = open_page(Site(report.parent.as_uri()), size, scheme)
    page.goto(report.as_uri())
    assert page.evaluate("document.fonts.check('14px Inter')")
    assert page.locator("details[open] svg").count() > 0
    look(page, "report")
    closed = page.locator("details.fact:not([open]) > summary")
    while closed.count():
        closed.first.click()
    look(page, "report-open")


def test_it_is_read_with_the_keyboard_and_without_scripts(open_page, report):
    page = open_page(Site(report.parent.as_uri()), scripts=False)
    page.goto(report.as_uri())
    closed = page.locator("details.fact:not([open])")
    before = closed.count()
    assert before > 0
    closed.first.locator("> summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("details.fact:not([open])").count() == before - 1
    look(page, "report")


def test_names_from_the_table_stay_text(open_page, report):
    page = open_page(Site(report.parent.as_uri()))
    page.goto(report.as_uri())
    assert page.locator("main b b").count() == 0
    assert "<b>bold</b>" in page.inner_text("main")
    assert not page.problems
