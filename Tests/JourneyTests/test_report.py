"""Two tables compared, as people who come from Evidently and NannyML would do it: no server, one command."""

import csv
import gzip
import json
import random
import xml.etree.ElementTree

import pytest


def rows(count, seed, drift=False):
    """Payments with a model's score; with drift, one country pays more and the model errs there."""
    dice = random.Random(seed)
    for index in range(count):
        country = dice.choices(["de", "fr", "es"], [5, 3, 2])[0]
        amount = dice.lognormvariate(3, 0.6)
        if drift and country == "es":
            amount *= 1.8
        truth = dice.random() < (0.15 if country == "de" else 0.3)
        score = min(0.99, max(0.01, dice.gauss(0.72 if truth else 0.25, 0.15)))
        if drift and country == "es" and dice.random() < 0.5:
            score = 1 - score
        yield {
            "id": f"p-{seed}-{index}", "country": country, "amount": f"{amount:.2f}",
            "method": "" if dice.random() < 0.02 else dice.choice(["card", "bank"]), "score": f"{score:.3f}",
            "predicted": int(score > 0.5), "label": int(truth)}


def write_csv(path, lines):
    lines = list(lines)
    opened = gzip.open(path, "wt", newline="") if path.suffix == ".gz" else open(path, "w", newline="")
    with opened as file:
        writer = csv.DictWriter(file, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    return path


def write_jsonl(path, lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


MODEL = ["--prediction", "predicted", "--label", "label", "--score", "score"]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    return {
        "march": write_csv(folder / "march.csv", rows(6_000, 1)),
        "april": write_csv(folder / "april.csv.gz", rows(6_000, 2)),
        "may": write_jsonl(folder / "may.jsonl", rows(6_000, 3, drift=True)),
    }


def test_an_unchanged_month_is_steady_and_ends_with_0(run, tables):
    done = run(
        "report", "--reference", tables["march"], "--current", tables["april"], *MODEL, "--fail-on", "any", "--json")
    assert done.code == 0, done
    assert done.json["schema"] == "report/1"
    assert done.json["verdict"] == "steady"
    assert done.json["reference"]["rows"] == done.json["current"]["rows"] == 6_000


def test_a_changed_month_says_what_and_where_and_ends_with_1_when_asked(run, tables):
    arguments = ["report", "--reference", tables["march"], "--current", tables["may"], *MODEL]
    assert run(*arguments).code == 0, "a finding alone is no failure"
    done = run(*arguments, "--fail-on", "drift", "--json")
    assert done.code == 1, done
    drifted = [field["name"] for field in done.json["fields"] if field["verdict"] == "drifted"]
    assert "amount" in drifted and "country" not in drifted
    measured = {metric["metric"]: metric["verdict"] for metric in done.json["performance"]["measured"]}
    assert measured["accuracy"] == "worse"
    assert run(*arguments, "--fail-on", "performance").code == 1
    assert run(*arguments, "--fail-on", "schema").code == 0
    worst = done.json["slices"][0]
    assert {"field": "country", "value": "es"} in worst["conditions"]


def test_the_text_names_what_drifted_first(run, tables):
    done = run("report", "--reference", tables["march"], "--current", tables["may"], *MODEL)
    lines = done.out.splitlines()
    assert lines[0].startswith("▼ ")
    assert any(line.startswith("amount") and "Drifted" in line for line in lines), done
    assert "\x1b" not in done.out
    assert done.err == ""


def test_the_page_and_the_junit_file_say_the_same(run, tables, tmp_path):
    page, junit = tmp_path / "r.html", tmp_path / "r.xml"
    done = run(
        "report", "--reference", tables["march"], "--current", tables["may"], *MODEL, "--html", page, "--junit", junit,
        "--json")
    text = page.read_text()
    assert done.json["summary"].split(". ")[0] in text and text.rstrip().endswith("</html>")
    suites = xml.etree.ElementTree.parse(junit).getroot()
    failed = {case.get("name") for case in suites.iter("testcase") if case.find("failure") is not None}
    assert {field["name"] for field in done.json["fields"] if field["verdict"] == "drifted"} <= failed
    assert int(suites.get("failures")) == len(list(suites.iter("failure")))
    assert int(suites.get("tests")) == len(list(suites.iter("testcase")))


def test_a_handful_of_rows_is_too_early_and_ends_with_3(run, tmp_path):
    few = write_csv(tmp_path / "few.csv", rows(8, 4))
    also = write_csv(tmp_path / "also.csv", rows(8, 5))
    arguments = ["report", "--reference", few, "--current", also]
    assert run(*arguments).code == 3
    assert run(*arguments, "--too-early", "pass").code == 0
    assert run(*arguments, "--too-early", "fail").code == 1


@pytest.mark.parametrize(
    "change",
    [
        {"--reference": "nothing.csv"}, {"--label": "no_such_column"}, {"--level": "7"}, {"--kind": "amount=blob"},
        {"--probability": "spam"}, {"--html": "no/such/folder/r.html"},
    ], ids=lambda change: next(iter(change)))
def test_wrong_input_is_three_lines_and_exit_2(run, tables, tmp_path, change):
    options = {"--reference": str(tables["march"]), "--current": str(tables["april"]), **change}
    done = run("report", *[part for pair in options.items() for part in pair], cwd=tmp_path)
    assert done.code == 2, done
    assert len(done.err.splitlines()) == 3 and done.err.splitlines()[2].startswith("  Try: "), done


def test_hostile_columns_do_not_steer_the_terminal(run, tmp_path):
    name = "col\x1b[2J\u202eevil<script>"
    for month, seed in (("a", 1), ("b", 2)):
        write_csv(tmp_path / f"{month}.csv", ({name: dice, "x": 1} for dice in random.Random(seed).choices("uvw", k=400)))
    done = run("report", "--reference", tmp_path / "a.csv", "--current", tmp_path / "b.csv", "--html", tmp_path / "r.html")
    assert done.code in (0, 3), done
    assert "\x1b" not in done.out and "\u202e" not in done.out
    assert "<script>" not in (tmp_path / "r.html").read_text()
