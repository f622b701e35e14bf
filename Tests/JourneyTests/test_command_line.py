"""The command line as people and scripts meet it."""

import json
import re
import subprocess

import pytest

from conftest import PROGRAM, headings


def verbs(run):
    described = json.loads(run("--experimental-dump-help").out)["command"]["subcommands"]
    return [verb["commandName"] for verb in described if verb["commandName"] != "help"]


def test_alone_it_prints_eight_lines(run):
    done = run()
    assert done.code == 0
    assert len(done.out.splitlines()) == 8
    assert "tiltmeter up" in done.out


def test_it_says_its_version(run):
    done = run("--version")
    assert done.code == 0
    assert re.fullmatch(r"\d+\.\d+\.\d+", done.out.strip())


def test_a_mistyped_verb_is_answered_with_the_nearest(run):
    done = run("chekc", "--json")
    assert done.code == 2
    assert done.out == ""
    assert done.err.splitlines() == [
        "tiltmeter: There is no verb 'chekc'.",
        "  Perhaps you meant 'check'.",
        "  Try: tiltmeter check --json",
    ]


@pytest.mark.parametrize("arguments", [["nothing-like-it"], ["check", "--no-such-flag"], ["--no-such-flag"], ["completion", "tcsh"]])
def test_wrong_usage_is_three_lines_and_exit_2(run, arguments):
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 3, done
    assert done.err.splitlines()[2].startswith("  Try: ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_verbs(run, shell):
    done = run("completion", shell)
    assert done.code == 0
    assert "check" in done.out


def test_the_bash_completion_is_bash(run, tmp_path):
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").out)
    subprocess.run(["bash", "-n", script], check=True)


def test_every_verb_has_help_and_a_heading_in_the_operations_guide(run):
    documented = " ".join(headings("docs/operations.md"))
    for verb in verbs(run):
        assert run("help", verb).code == 0
        assert f"tiltmeter {verb}" in documented, f"docs/operations.md has no heading for: tiltmeter {verb}"


def test_colour_is_for_terminals_only(run):
    assert "\x1b" not in run("check").out
